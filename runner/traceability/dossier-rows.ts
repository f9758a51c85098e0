import type { DossierExpectation, DossierRow } from '#domain/dossier.ts'
import type { PlannedExecution } from '#domain/execution-graph.ts'
import type { ExecutionState, RowState } from '#domain/ledger-event.ts'
import type { ExpectationResult } from '#domain/measurement.ts'
import type { Row, Section, TestCase } from '#domain/test-case.ts'

/** Rows of one execution in the order of the case, each with what the newest attempt found. */
export const dossierRows = (
  definition: TestCase,
  planned: PlannedExecution,
  state: ExecutionState | undefined,
): readonly DossierRow[] => {
  const states = new Map(state?.rows.map((row) => [place(row.section, row.row), row]))
  const sections: readonly Section[] =
    planned.role === 'aggregate' ? ['aggregate'] : ['script', 'teardown']
  return sections.flatMap((section) =>
    definition[section].map((row) =>
      describeRow(row, section, planned, states.get(place(section, row.id))),
    ),
  )
}

const place = (section: Section, row: string): string => `${section} ${row}`

const describeRow = (
  row: Row,
  section: Section,
  planned: PlannedExecution,
  state: RowState | undefined,
): DossierRow => {
  const result = state?.result
  return {
    id: row.id,
    section,
    verdict: result?.verdict ?? (state === undefined ? 'not-executed' : 'in-progress'),
    skipped: result?.skipped ?? false,
    attempts: result?.tries ?? state?.try ?? 0,
    earlier: result?.earlier ?? [],
    ...action(row, planned),
    ...(row.description === undefined ? {} : { description: row.description }),
    ...(row.expected === undefined ? {} : { expected: row.expected }),
    line: row.line,
    ...(result?.message === undefined ? {} : { message: result.message }),
    ...(result?.hint === undefined ? {} : { hint: result.hint }),
    ...(result?.code === undefined ? {} : { code: result.code }),
    ...(result === undefined ? {} : { duration: result.duration }),
    ...(result?.knownIssue === undefined ? {} : { knownIssue: result.knownIssue }),
    ...personal(state),
    expectations: (result?.expectations ?? []).map(describeExpectation),
    evidence: result?.evidence ?? [],
  }
}

const action = (row: Row, planned: PlannedExecution): Partial<DossierRow> => {
  switch (row.kind) {
    case 'call': {
      const execution = planned.calls[row.id]
      return { call: row.call, ...(execution === undefined ? {} : { execution }) }
    }
    case 'do':
      return { do: row.do }
    case 'manual':
      return { manual: row.text, asks: row.asks.map((ask) => ask.name) }
    case 'report':
      return { report: row.text, asks: row.asks.map((ask) => ask.name) }
    default:
      return row satisfies never
  }
}

/** What a person was given and recorded. */
const personal = (state: RowState | undefined): Partial<DossierRow> => ({
  ...(state?.result?.given === undefined ? {} : { given: state.result.given }),
  ...(state?.record === undefined ? {} : { record: describeRecord(state.record) }),
})

const describeRecord = ({
  name,
  role,
  at,
  note,
  report,
}: NonNullable<RowState['record']>): NonNullable<DossierRow['record']> => ({
  name,
  role,
  at,
  note,
  ...(report === undefined ? {} : { report }),
})

const describeExpectation = (result: ExpectationResult): DossierExpectation => {
  const { measurement, limit } = result
  return {
    kind: result.kind,
    verdict: result.verdict,
    message: result.message,
    ...(result.source === undefined ? {} : { source: result.source }),
    line: result.line,
    ...(measurement === undefined ? {} : measurement),
    ...(limit === undefined ? {} : { limit }),
    ...(result.margin === undefined ? {} : { margin: result.margin }),
    ...(result.pull === undefined ? {} : { pull: result.pull }),
    ...(result.conformity === undefined ? {} : { conformity: result.conformity }),
    ...(result.demonstrated === undefined ? {} : { demonstrated: result.demonstrated }),
    ...(result.levels === undefined ? {} : { levels: result.levels }),
    ...(result.conditions === undefined ? {} : { conditions: result.conditions }),
    ...(result.meets === undefined ? {} : { meets: result.meets }),
    ...(result.compares === undefined ? {} : { compares: result.compares }),
    ...(limit?.sense === 'near' ? { near: limit.limit } : {}),
    ...(result.deviation === undefined ? {} : { deviation: result.deviation }),
    ...(result.items === undefined ? {} : { items: result.items }),
    elements: result.elements,
  }
}
