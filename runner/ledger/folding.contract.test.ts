import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ExecutionId } from '#domain/keys.ts'
import type { LedgerEvent } from '#domain/ledger-event.ts'
import { openLedger } from './open-ledger.ts'
import { thisProcess } from './process-owner.ts'
import { id, passed, plainGraph, sampleRequest } from './sample-run.ts'

/** Plain reading of the events, as a person would do it: what the tables must say. */
interface Expected {
  state: 'running' | 'finished' | 'torn-down'
  verdict?: string
  rows: Map<string, { state: string; tries: number; outputs?: string }>
}

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
const execution = fc.nat(3).map((index) => id(`LVV-T${index + 1}`))
const attempt = fc.integer({ min: 1, max: 3 })
const place = fc.record({
  execution,
  attempt,
  section: fc.constantFrom('script' as const, 'teardown' as const),
  row: fc.constantFrom('a', 'b'),
})
const verdict = fc.constantFrom('pass' as const, 'fail' as const, 'blocked' as const)

const event: fc.Arbitrary<LedgerEvent> = fc.oneof(
  fc.record({ kind: fc.constant('execution-started' as const), execution, attempt }),
  fc.record({
    kind: fc.constant('execution-finished' as const),
    execution,
    attempt,
    verdict,
    elements: fc.dictionary(text, verdict, { noNullPrototype: true }),
    creditable: fc.boolean(),
    fingerprint: text,
    freshKey: text,
    message: text,
  }),
  fc.record({
    kind: fc.constant('row-started' as const),
    place,
    try: fc.integer({ min: 1, max: 3 }),
    effect: fc.constantFrom('read' as const, 'once' as const),
  }),
  fc.record({
    kind: fc.constant('row-finished' as const),
    place,
    result: fc.record({ outputs: text, tries: fc.integer({ min: 1, max: 3 }) }).map((given) =>
      passed(given.outputs, {
        tries: given.tries,
        evidence: [{ sha256: 'ab'.repeat(32), name: given.outputs, mediaType: 'a/b', size: 1 }],
      }),
    ),
  }),
)

const read = (events: readonly LedgerEvent[]): ReadonlyMap<string, Expected> => {
  const found = new Map<string, Expected>()
  const rows = new Map<string, Expected['rows']>()
  const of = (name: string) => {
    const known = rows.get(name) ?? new Map()
    rows.set(name, known)
    return known
  }
  for (const one of events) {
    if (one.kind === 'execution-started' || one.kind === 'execution-finished') {
      const name = `${one.execution} ${one.attempt}`
      found.set(
        name,
        one.kind === 'execution-started'
          ? { state: 'running', rows: of(name) }
          : { state: 'finished', verdict: one.verdict, rows: of(name) },
      )
    } else if (one.kind === 'row-started' || one.kind === 'row-finished') {
      const { place: at } = one
      of(`${at.execution} ${at.attempt}`).set(
        `${at.section} ${at.row}`,
        one.kind === 'row-started'
          ? { state: 'started', tries: one.try }
          : { state: 'finished', tries: one.result.tries, outputs: one.result.outputs },
      )
    }
  }
  return found
}

it('says the same as a plain reading of the events, and can be made again from them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(event, { maxLength: 6 }), { maxLength: 6 }),
      async (batches) => {
        const ledger = await openLedger({ url: ':memory:', evidenceDir: '/nonexistent' })
        try {
          const run = await ledger.createRun(sampleRequest, plainGraph(4), thisProcess())
          await Promise.all(batches.map((batch) => ledger.append(run, batch)))
          const states = [
            ...(await ledger.executions(run)).filter((state) => state.state !== 'planned'),
            ...[...(await ledger.earlierAttempts(run)).values()].flat(),
          ]
          const shown = new Map(
            states.map((state) => [
              `${state.execution} ${state.attempt}`,
              {
                state: state.state,
                ...(state.verdict !== undefined && { verdict: state.verdict }),
                rows: new Map(
                  state.rows.map((row) => [
                    `${row.section} ${row.row}`,
                    {
                      state: row.state,
                      tries: row.try,
                      ...(row.result && { outputs: row.result.outputs }),
                    },
                  ]),
                ),
              },
            ]),
          )
          expect(shown).toEqual(read(batches.flat()))
          const newest = Map.groupBy(states, (state) => state.execution)
          for (const state of await ledger.executions(run)) {
            const attempts = newest.get(state.execution as ExecutionId) ?? [state]
            expect(state.attempt).toBe(Math.max(...attempts.map((one) => one.attempt)))
          }
          await ledger.seal()
          const { findings } = await ledger.verify()
          expect(findings.filter((finding) => finding.kind !== 'evidence-missing')).toEqual([])
        } finally {
          await ledger.close()
        }
      },
    ),
    { numRuns: 200 },
  )
})
