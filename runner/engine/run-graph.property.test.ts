import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionGraph } from '#domain/execution-graph.ts'
import type { LedgerEvent } from '#domain/ledger-event.ts'
import type { TestCase } from '#domain/test-case.ts'
import { naiveVerdict } from './testing/naive-model.ts'
import { type RandomCases, randomCases } from './testing/random-cases.ts'
import { sampleGraph } from './testing/sample-graph.ts'
import { openWorkbench, type Ran } from './testing/workbench.ts'

const graphOf = ({ cases, precursors }: RandomCases): ExecutionGraph =>
  sampleGraph(cases, precursors)

/** How everything of a run ended, without what depends on its order and time. */
const finalStates = (ran: Ran) =>
  ran.states.map(({ execution, state, verdict, elements, rows }) => ({
    execution,
    state,
    verdict,
    elements,
    rows: rows
      .map(({ section, row, result }) => ({
        section,
        row,
        verdict: result?.verdict,
        skipped: result?.skipped,
      }))
      .sort((one, other) => (`${one.section}${one.row}` < `${other.section}${other.row}` ? -1 : 1)),
  }))

describe('any graph of cases', () => {
  it('comes to what a naive model says, and runs every step once', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomCases({ teardown: true }),
        fc.integer({ min: 1, max: 4 }),
        async (random, workers) => {
          const bench = await openWorkbench()
          try {
            const ran = await bench.run(graphOf(random), { workers })
            expectNaive(ran, random)
            expect(new Set(bench.log).size).toBe(bench.log.length)
            expectTornDown(ran, random)
          } finally {
            await bench.close()
          }
        },
      ),
      { numRuns: 40 },
    )
  }, 60_000)

  it('ends the same when it is killed after any event and goes on, and repeats no row that finished', async () => {
    await fc.assert(
      fc.asyncProperty(randomCases({ teardown: true }), fc.nat(1000), async (random, cut) => {
        const whole = await openWorkbench()
        const half = await openWorkbench()
        try {
          const graph = graphOf(random)
          const ran = await whole.run(graph, { again: true })
          const events = ran.events.slice(1, 1 + (cut % ran.events.length))
          const run = await half.ledger.createRun(
            await whole.ledger.request(ran.run),
            graph,
            half.owner,
          )
          await half.ledger.append(run, events)
          // What a killed process had started is known to have begun, not to have ended.
          const resumed = await half.resume(run, { again: true })
          expect(finalStates(resumed)).toEqual(finalStates(ran))
          expect(resumed.outcome).toEqual(ran.outcome)
          const finished = new Set(events.flatMap(finishedStep))
          for (const done of half.log) expect(finished).not.toContain(done)
          const torn = resumed.events.flatMap((event) =>
            event.kind === 'execution-torn-down' ? [event.execution] : [],
          )
          expect(new Set(torn).size).toBe(torn.length)
        } finally {
          await whole.close()
          await half.close()
        }
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})

const finishedStep = (event: LedgerEvent): readonly string[] =>
  event.kind === 'row-finished' && event.result.outputs !== undefined
    ? [String((event.result.outputs as { readonly name: string }).name)]
    : []

const expectNaive = (ran: Ran, random: RandomCases): void => {
  const precursors = new Map(random.precursors.map((each) => [each.key as string, each]))
  const verdicts = new Map(ran.states.map((state) => [state.case as string, state.verdict]))
  const expected = (definition: TestCase) => naiveVerdict(definition, precursors)
  for (const each of random.cases) expect(verdicts.get(each.key)).toBe(expected(each))
  // A precursor that nobody reached has no verdict.
  for (const each of random.precursors)
    expect([undefined, expected(each)]).toContain(verdicts.get(each.key))
  const found = [...verdicts.values()].filter((verdict) => verdict !== undefined)
  const allPass = found.every((verdict) => verdict === 'pass')
  expect(ran.outcome.exitCode).toBe(found.includes('fail') ? 1 : allPass ? 0 : 3)
}

/** Everything that started and has a teardown was torn down once, after all its consumers. */
const expectTornDown = (ran: Ran, random: RandomCases): void => {
  const undo = new Set<string>(
    random.precursors.filter(({ teardown }) => teardown.length > 0).map(({ key }) => key),
  )
  for (const { case: key, state } of ran.states) {
    if (undo.has(key) && state !== 'planned') expect(state).toBe('torn-down')
  }
}
