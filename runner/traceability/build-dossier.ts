import type { Dossier, DossierExecution, DossierRun } from '#domain/dossier.ts'
import type { PlannedExecution } from '#domain/execution-graph.ts'
import type { RequirementKey } from '#domain/keys.ts'
import type { ExecutionState } from '#domain/ledger-event.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { Verdict } from '#domain/verdict.ts'
import { compareKeys } from './compare-keys.ts'
import { coverRun } from './cover-run.ts'
import type { DossierInput } from './dossier-input.ts'
import { dossierRows } from './dossier-rows.ts'

/**
 * Freezes the state of one run into the read model that every report renders. Pure and ordered: executions as
 * planned, rows as written, keys as people count; the same state gives the same dossier.
 */
export const buildDossier = (input: DossierInput): Dossier => {
  const states = new Map(input.executions.map((state) => [state.execution, state]))
  const all = input.graph.executions.flatMap((planned) => {
    const definition = input.graph.definitions[planned.case]
    if (definition === undefined) return []
    return [describeExecution(input, planned, definition, states.get(planned.id))]
  })
  return {
    run: describeRun(input),
    executions: all.filter((execution) => execution.role !== 'precursor'),
    precursors: all.filter((execution) => execution.role === 'precursor'),
    notApplicable: input.graph.notApplicable,
    requirements: coverRun(input, all),
  }
}

const describeRun = ({ summary, software, seal }: DossierInput): DossierRun => {
  const { request } = summary
  return {
    id: summary.run,
    environment: request.environment,
    stage: request.stage,
    ...(request.plan === undefined ? {} : { plan: request.plan }),
    ...(request.release === undefined ? {} : { release: request.release }),
    software: [...software].sort(
      (a, b) => compareKeys(a.product, b.product) || compareKeys(a.version, b.version),
    ),
    startedAt: summary.startedAt,
    ...(summary.finishedAt === undefined ? {} : { finishedAt: summary.finishedAt }),
    verdict: summary.verdict,
    ...(summary.exitCode === undefined ? {} : { exitCode: summary.exitCode }),
    interrupted: summary.interrupted,
    noCredit: request.noCredit,
    inputs: sortedRecord(request.inputs),
    ...(seal === undefined ? {} : { seal }),
  }
}

const describeExecution = (
  input: DossierInput,
  planned: PlannedExecution,
  definition: TestCase,
  state: ExecutionState | undefined,
): DossierExecution => ({
  id: planned.id,
  case: planned.case,
  title: definition.title,
  area: definition.area,
  role: planned.role,
  file: definition.file,
  matrix: planned.matrix,
  fingerprint: state?.fingerprint ?? planned.fingerprint,
  verdict: verdictOf(state),
  ...(state?.message === undefined ? {} : { message: state.message }),
  attempt: state?.attempt ?? 1,
  earlierAttempts: (input.earlier.get(planned.id) ?? []).map((attempt) => ({
    attempt: attempt.attempt,
    verdict: verdictOf(attempt),
    ...(attempt.message === undefined ? {} : { message: attempt.message }),
  })),
  creditable: state?.creditable ?? false,
  ...(state?.startedAt === undefined ? {} : { startedAt: state.startedAt }),
  ...(state?.finishedAt === undefined ? {} : { finishedAt: state.finishedAt }),
  ...(state?.sharedFrom === undefined ? {} : { sharedFrom: state.sharedFrom }),
  verifies: definition.verifies.map((verified) => verified.element).sort(compareKeys),
  requirements: requirementsOf(definition),
  elements: sortedRecord(state?.elements ?? {}),
  steps: dossierRows(definition, planned, state),
  callers: planned.callers,
})

/** An execution that began and did not end is in progress: the run is under way, or was killed. */
const verdictOf = (state: ExecutionState | undefined): Verdict =>
  state?.verdict ?? (state?.state === 'running' ? 'in-progress' : 'not-executed')

const requirementsOf = (definition: TestCase): readonly RequirementKey[] => {
  const keys = definition.verifies.flatMap((verified) => verified.requirement ?? [])
  return [...new Set(keys)].sort(compareKeys)
}

const sortedRecord = <T>(record: { readonly [key: string]: T }): { readonly [key: string]: T } =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => compareKeys(a, b)))
