import type { PlannedExecution } from '#domain/execution-graph.ts'
import { elementsOfPart } from '#domain/fold-case.ts'
import type { ElementKey } from '#domain/keys.ts'
import type { ExecutionState } from '#domain/ledger-event.ts'
import type { VerificationElement } from '#domain/requirement.ts'
import type { TestCase } from '#domain/test-case.ts'
import { caseHead } from '#domain/tracing/make-case-head.ts'
import type { AttemptOutcome } from '#domain/tracing/outcome.ts'
import type { Verdict } from '#domain/verdict.ts'
import type { DossierInput } from './dossier-input.ts'
import { resultId } from './results/result.ts'
import type { TraceInput } from './trace-input.ts'

/** The state of one run as the folds over all runs see it: the cases that it planned, and its attempts alone. */
export const runAsTrace = (input: DossierInput): TraceInput => {
  const { summary, graph, software } = input
  const { run, request } = summary
  const cases = [...new Set(graph.executions.map((planned) => planned.case))].flatMap(
    (key) => graph.definitions[key] ?? [],
  )
  return {
    requirements: {
      documents: [],
      requirements: new Map(),
      elements: elementsOf(input, cases),
      deviations: [],
      waivers: [],
      knownIssues: [],
    },
    cases: cases.map((testCase) => ({
      ...caseHead(testCase, (key) => graph.definitions[key]),
      // It is in the plan of a run: it was not a stub.
      stub: false,
    })),
    outcomes: outcomesOf(input),
    measures: [],
    runs: [
      {
        run,
        environment: request.environment,
        stage: request.stage,
        startedAt: summary.startedAt,
        verdict: summary.verdict,
        interrupted: summary.interrupted,
        software,
        noCredit: request.noCredit,
        notApplicable: graph.notApplicable,
        reviews: [],
      },
    ],
    today: summary.startedAt.slice(0, 10),
  }
}

/** Elements as held now, and those that the cases name and nobody holds. */
const elementsOf = (
  { requirements }: DossierInput,
  cases: readonly TestCase[],
): ReadonlyMap<ElementKey, VerificationElement> => {
  const elements = new Map<ElementKey, VerificationElement>()
  const blank = { document: '', title: '', parameters: [], contentHash: '' }
  for (const { element: key, requirement } of cases.flatMap(({ verifies }) => verifies)) {
    if (requirement === undefined) continue
    elements.set(key, { ...blank, key, requirement, covers: {}, verifiedIn: [] })
  }
  for (const [key, known] of requirements?.elements ?? []) {
    elements.set(key, { ...blank, ...known, key })
  }
  return elements
}

const outcomesOf = (input: DossierInput): readonly AttemptOutcome[] => {
  const states = new Map(input.executions.map((state) => [state.execution, state]))
  return input.graph.executions.flatMap((planned) => {
    const definition = input.graph.definitions[planned.case]
    if (definition === undefined || planned.role === 'precursor') return []
    const state = states.get(planned.id)
    const attempts = [...(input.earlier.get(planned.id) ?? []), ...(state ? [state] : [])]
    if (attempts.length === 0) return [outcomeOf(input, { planned, definition })]
    return attempts.map((attempt) => outcomeOf(input, { planned, definition, attempt }))
  })
}

interface Attempted {
  readonly planned: PlannedExecution
  readonly definition: TestCase
  readonly attempt?: ExecutionState
}

const outcomeOf = (
  { summary, explained }: DossierInput,
  { planned, definition, attempt }: Attempted,
): AttemptOutcome => {
  const { run, request, startedAt } = summary
  const verdict: Verdict =
    attempt?.verdict ?? (attempt?.state === 'running' ? 'in-progress' : 'not-executed')
  const origin = {
    kind: 'execution',
    run,
    execution: planned.id,
    attempt: attempt?.attempt ?? 1,
  } as const
  return {
    origin,
    case: planned.case,
    matrix: planned.matrix,
    verdict,
    elements: { ...stoppedElements(planned, definition, verdict), ...attempt?.elements },
    creditable: attempt?.creditable ?? false,
    stage: request.stage,
    environment: request.environment,
    // One instant for all: attempts of one execution are then in the order of their numbers.
    at: startedAt,
    fingerprint: attempt?.fingerprint ?? planned.fingerprint,
    caseHash: definition.contentHash,
    basis: {},
    ...(attempt?.conditions === undefined ? {} : { conditions: attempt.conditions }),
    ...(explained?.has(resultId(origin))
      ? { explanation: { name: '', role: '', at: startedAt, note: '' } }
      : {}),
  }
}

/** An attempt that did not come to its end has not said yet which elements it answers for. */
const stoppedElements = (
  { role }: PlannedExecution,
  definition: TestCase,
  verdict: Verdict,
): { readonly [element: string]: Verdict } =>
  verdict === 'in-progress' || verdict === 'not-executed'
    ? Object.fromEntries(
        elementsOfPart(definition, role === 'aggregate' ? 'aggregate' : 'script').map(
          (element) => [element, verdict] as const,
        ),
      )
    : {}
