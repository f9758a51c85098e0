import type { PreparedRun } from '#cli/runs/prepare-run.ts'
import type { ExecutionGraph, PlannedExecution } from '#domain/execution-graph.ts'
import { isSelectedStub, reasonNotApplicable } from '#domain/not-applicable.ts'

/** The plan as text: precursors with their consumers, then cases with what they call. */
export const renderPlan = (
  prepared: Pick<PreparedRun, 'graph' | 'environment' | 'request'>,
  { columns }: { readonly columns: number },
): string => {
  const { graph, environment, request } = prepared
  const lines = [
    `Environment ${environment.name} (${environment.stage})${request.plan ? `, plan ${request.plan}` : ''}`,
    ...request.noCredit.map((reason) => `  earns no credit: ${reason}`),
    ...(environment.facility
      ? ['  the facility is not brought up for a plan: a run gives precursors other marks after ~']
      : []),
    '',
  ]
  const called = graph.executions.filter((item) => item.role === 'precursor')
  if (called.length > 0) {
    lines.push(`${count(called.length, 'precursor execution')}, each once:`)
    for (const item of called) lines.push(...describe(item, graph), `      for ${consumers(item)}`)
    lines.push('')
  }
  const cases = graph.executions.filter((item) => item.role !== 'precursor')
  lines.push(`${count(cases.length, 'execution')}:`)
  for (const item of cases) {
    lines.push(...describe(item, graph))
    const calls = Object.values(item.calls)
    if (calls.length > 0) lines.push(`      calls ${[...new Set(calls)].join(', ')}`)
  }
  const aside = graph.notApplicable.filter((item) => !isSelectedStub(item))
  if (aside.length > 0) {
    lines.push('', `${count(aside.length, 'case')} not applicable here:`)
    for (const item of aside) {
      lines.push(`  ${item.case}  ${item.title}: ${reasonNotApplicable(item)}`)
    }
  }
  const stubs = graph.notApplicable.filter(isSelectedStub)
  if (stubs.length > 0) {
    lines.push('', `${count(stubs.length, 'stub')}, without a script:`)
    for (const item of stubs) lines.push(`  ${item.case}  ${item.title}`)
  }
  return `${lines.map((line) => cut(line, columns)).join('\n')}\n`
}

const describe = (item: PlannedExecution, graph: ExecutionGraph): readonly string[] => {
  const definition = graph.definitions[item.case]
  const notes = [
    item.late ? 'shared when its inputs are known' : '',
    definition?.share.kind === 'ledger' ? 'may be taken from an earlier run' : '',
    definition?.share.kind === 'none' ? 'never shared' : '',
  ].filter((note) => note !== '')
  return [
    `  ${item.id}  ${definition?.title ?? ''}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`,
  ]
}

const shown = 4

const consumers = (item: PlannedExecution): string => {
  const more = item.callers.length - shown
  return `${item.callers.slice(0, shown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`

const cut = (line: string, columns: number): string =>
  line.length > columns ? `${line.slice(0, Math.max(1, columns - 1))}…` : line
