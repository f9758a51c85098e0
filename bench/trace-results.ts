import { join } from 'node:path'
import { loadCatalog } from '#catalog/load-catalog.ts'
import type { ExecutionGraph, PlannedExecution } from '#domain/execution-graph.ts'
import { executionId, parseRequirementKey, parseTestCaseKey } from '#domain/keys.ts'
import type { LedgerEvent } from '#domain/ledger-event.ts'
import type { ExpectationResult } from '#domain/measurement.ts'
import type { Requirements } from '#domain/requirement.ts'
import { recordsOfBasis } from '#domain/requirement-records.ts'
import type { TestCase } from '#domain/test-case.ts'
import { openLedger } from '#ledger/open-ledger.ts'
import { thisProcess } from '#ledger/process-owner.ts'
import { createFamilyLoader } from '#step-kit/family-loader.ts'
import type { GraphCase, TraceGraph } from './trace-graph.ts'
import { latencyOf, requirementKey } from './trace-root.ts'

const slice = 10_000
const instant = Date.parse('2026-11-20T00:00:00.000Z')

/** Records the results of a graph as creditable runs of so many cases, through the ledger's own interface. */
export const recordResults = async (
  install: string,
  root: string,
  graph: TraceGraph,
): Promise<void> => {
  const { cases, requirements, problems } = await loadCatalog({
    root,
    install,
    families: createFamilyLoader({ install, root }),
  })
  const [problem] = problems
  if (problem) throw new Error(`${problem.file}:${problem.line} ${problem.message}`)
  let clock = instant
  const now = (): Date => {
    clock += 1
    return new Date(clock)
  }
  const evidenceDir = join(root, '.lvv/evidence')
  const ledger = await openLedger({ url: join(root, '.lvv/ledger.sqlite'), evidenceDir, now })
  const owner = thisProcess()
  try {
    for (let from = 0; from < graph.cases.length; from += slice) {
      const planned = graph.cases.slice(from, from + slice).map((one) => {
        const key = parseTestCaseKey(`BENCH-T${one.number}`)
        const definition = key && cases.get(key)
        if (!definition) throw new Error(`BENCH-T${one.number} was not read`)
        return { one, definition }
      })
      const definitions = planned.map(({ definition }) => definition)
      const run = await ledger.createRun(request, graphOf(definitions, requirements), owner)
      for (const { one, definition } of planned) {
        // Kept by one transaction for many: nothing waits for it.
        void ledger.append(run, eventsOf(one, definition))
      }
      await ledger.append(run, [
        { kind: 'run-ended', verdict: 'fail', exitCode: 1, interrupted: false },
      ])
      await ledger.releaseRun(run, owner)
    }
  } finally {
    await ledger.close()
  }
}

const request = {
  environment: 'site',
  stage: 'commissioning',
  release: 'w_2026_43',
  selection: [],
  inputs: {},
  noCredit: [],
  bindings: {},
  command: ['lvv', 'run'],
} as const

const graphOf = (definitions: readonly TestCase[], requirements: Requirements): ExecutionGraph => ({
  executions: definitions.map(plannedOf),
  notApplicable: [],
  definitions: Object.fromEntries(definitions.map((definition) => [definition.key, definition])),
  families: { core: 'bench' },
  records: recordsOfBasis(
    requirements,
    new Set(definitions.flatMap(({ basis }) => Object.keys(basis))),
  ),
})

const plannedOf = ({ key, contentHash }: TestCase): PlannedExecution => ({
  id: executionId(key),
  role: 'case',
  case: key,
  matrix: {},
  fingerprint: contentHash,
  late: false,
  calls: {},
  callers: [],
  cells: [],
})

const eventsOf = (one: GraphCase, { key, contentHash, verifies }: TestCase): LedgerEvent[] => {
  if (one.result === 'not-executed') return []
  const { result: verdict } = one
  const execution = executionId(key)
  const elements = verifies.map(({ element }) => element)
  const place = { execution, attempt: 1, section: 'script', row: 'ask' } as const
  return [
    { kind: 'execution-started', execution, attempt: 1 },
    { kind: 'row-started', place, try: 1, effect: 'read' },
    {
      kind: 'row-finished',
      place,
      result: {
        verdict,
        tries: 1,
        earlier: [],
        skipped: false,
        outputs: { users: one.number % 300, slowest: latencyOf(one) },
        expectations: [
          {
            kind: 'value',
            verdict: one.verifies.some(({ measured }) => measured) ? 'pass' : verdict,
            message: `result.users is ${one.number % 300}`,
            elements,
            line: 18,
          },
          ...one.verifies
            .filter(({ measured }) => measured)
            .map(
              (required): ExpectationResult => ({
                kind: 'measure',
                verdict,
                message: `latency is ${latencyOf(one)} s, at most 60 s`,
                measurement: { measure: 'latency', value: latencyOf(one), unit: 's' },
                limit: { sense: 'at-most', limit: 60, strict: false },
                margin: 60 - latencyOf(one),
                meets: `${parseRequirementKey(requirementKey(required))}/latency`,
                elements,
                line: 20,
              }),
            ),
        ],
        evidence: [],
        duration: 3,
      },
    },
    {
      kind: 'execution-finished',
      execution,
      attempt: 1,
      verdict,
      elements: Object.fromEntries(elements.map((element) => [element, verdict])),
      creditable: true,
      fingerprint: contentHash,
    },
  ]
}
