import type { Builder, TestSuite } from 'junit-report-builder'
import type { Dossier, DossierExecution, DossierRun } from '#domain/dossier.ts'
import { between } from '#reports/terminal/text/format-time.ts'
import { nameExecutions, suiteText, xmlText } from './describe-execution.ts'
import { executionProperties, runProperties } from './junit-properties.ts'
import { addResult, skipReason } from './junit-result.ts'
import { newBuilder } from './new-builder.ts'

/**
 * JUnit XML: one suite an area, one test case an execution. It is valid by both schemas in use, that of the Ant
 * task and that of Jenkins. Both allow properties on suites only, so what belongs to an execution is a property of
 * its suite named `EXECUTION.requirements`; what a reader of a failure needs is also in the text of the failure,
 * which Jenkins and GitLab show, and the text of the suite holds every execution.
 */
export const renderJunit = (dossier: Dossier): string => {
  const suites = [...byArea(dossier)].map(([area, executions], index) =>
    renderSuite(dossier, { area, executions, index }, newBuilder()),
  )
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
  return `${head}<testsuites>\n${suites.map((suite) => `${suite}\n`).join('')}</testsuites>\n`
}

interface Area {
  readonly area: string
  readonly executions: readonly DossierExecution[]
  readonly index: number
}

const byArea = (dossier: Dossier): ReadonlyMap<string, readonly DossierExecution[]> => {
  const areas = new Map<string, DossierExecution[]>()
  for (const execution of [...dossier.precursors, ...dossier.executions]) {
    const area = xmlText(execution.area).trim() || 'cases'
    const known = areas.get(area) ?? []
    areas.set(area, known)
    known.push(execution)
  }
  return new Map([...areas].sort(([a], [b]) => (a < b ? -1 : 1)))
}

const renderSuite = (
  dossier: Dossier,
  { area, executions, index }: Area,
  builder: Builder,
): string => {
  const suite = builder.testSuite().name(area)
  suite.timestamp(dossier.run.startedAt.slice(0, 19))
  const total = executions.reduce((sum, execution) => sum + seconds(execution), 0)
  suite.time(Math.round(total * 1000) / 1000)
  const names = nameExecutions(executions)
  addProperties(suite, dossier.run, executions)
  for (const execution of executions) {
    const testCase = suite
      .testCase()
      .className(area)
      .name(names.get(execution) ?? execution.id)
    testCase.time(seconds(execution))
    addResult(testCase, dossier.run, execution)
  }
  // What the schema of the Ant task asks for beside, and the builder has no words for.
  const element = suite.build()
  element.att('id', index).att('package', area).att('hostname', 'localhost')
  addSkipReasons(element.children, executions)
  element.ele('system-out').cdata(suiteText(executions))
  element.ele('system-err')
  return element.toString({ pretty: true }).trimEnd()
}

const addProperties = (
  suite: TestSuite,
  run: DossierRun,
  executions: readonly DossierExecution[],
): void => {
  for (const [name, value] of [...runProperties(run), ...executions.flatMap(executionProperties)]) {
    suite.property(xmlText(name), xmlText(value))
  }
}

/** Whole milliseconds, so that no number is written with an exponent. */
const seconds = (execution: DossierExecution): number =>
  Math.round(between(execution.startedAt, execution.finishedAt) ?? 0) / 1000

type Nodes = ReturnType<TestSuite['build']>['children']

const addSkipReasons = (nodes: Nodes, executions: readonly DossierExecution[]): void => {
  const cases = nodes.filter((node) => 'name' in node && node.name === 'testcase')
  executions.forEach((execution, index) => {
    const skipped = cases[index]?.children.find((node) => 'name' in node && node.name === 'skipped')
    skipped?.att('message', xmlText(skipReason(execution)))
  })
}
