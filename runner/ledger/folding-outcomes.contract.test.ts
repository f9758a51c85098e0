import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { LedgerEvent } from '#domain/ledger-event.ts'
import { openLedger } from './open-ledger.ts'
import { thisProcess } from './process-owner.ts'
import {
  finished,
  id,
  importedResult,
  measured,
  passed,
  sampleGraph,
  sampleRequest,
} from './sample-run.ts'

const cases = ['LVV-T1', 'LVV-T2[band=g]']
const execution = fc.constantFrom('LVV-T3', ...cases).map(id)
const attempt = fc.integer({ min: 1, max: 3 })
const text = fc.string({ unit: 'grapheme', maxLength: 8 })
const place = fc.record({
  execution,
  attempt,
  section: fc.constantFrom('script' as const, 'aggregate' as const),
  row: fc.constantFrom('a', 'b'),
})
const measurement = fc
  .tuple(fc.constantFrom('AM1', 'AM2'), fc.double())
  .map(([measure, value]) => measured(measure, value))

/** Events of our own runs in any order that a killed and resumed runner may leave. */
const event: fc.Arbitrary<LedgerEvent> = fc.oneof(
  fc.record({ kind: fc.constant('execution-started' as const), execution, attempt }),
  fc
    .record({
      execution,
      attempt,
      verdict: fc.constantFrom('pass' as const, 'fail' as const),
      creditable: fc.boolean(),
      message: text,
    })
    .map(({ execution: name, ...more }) =>
      finished(name, { ...more, elements: { 'LVV-1': more.verdict } }),
    ),
  fc.record({
    kind: fc.constant('row-started' as const),
    place,
    try: fc.constant(1),
    effect: fc.constant('read' as const),
  }),
  fc
    .record({ place, expectations: fc.array(measurement, { maxLength: 3 }) })
    .map(({ place: at, expectations }) => ({
      kind: 'row-finished' as const,
      place: at,
      result: passed(null, { expectations }),
    })),
  fc.record({
    kind: fc.constant('explained' as const),
    execution,
    attempt,
    name: text,
    role: text,
    note: text,
  }),
)

/** Plain reading of the events: how each attempt of a case stands, and what its rows measured last. */
const read = (events: readonly LedgerEvent[]) => {
  const attempts = new Map<string, string>()
  const notes = new Map<string, string>()
  const rows = new Map<string, readonly string[]>()
  for (const one of events) {
    if (one.kind === 'execution-started') {
      attempts.set(`${one.execution}#${one.attempt}`, 'in-progress')
    } else if (one.kind === 'execution-finished') {
      const { verdict, creditable, message } = one
      attempts.set(`${one.execution}#${one.attempt}`, `${verdict} ${creditable} ${message}`)
    } else if (one.kind === 'explained') {
      notes.set(`${one.execution}#${one.attempt}`, one.note)
    } else if (one.kind === 'row-started' || one.kind === 'row-finished') {
      const { execution: name, attempt: number, section, row } = one.place
      const judged = one.kind === 'row-finished' ? one.result.expectations : []
      rows.set(
        `${name}#${number} ${section} ${row}`,
        judged.map(({ measurement: found }) => `${row} ${found?.measure} ${found?.value}`),
      )
    }
  }
  for (const name of neverBegun(attempts)) attempts.set(`${name}#1`, 'not-executed')
  const isCase = ([key]: readonly [string, unknown]) => cases.some((name) => key.startsWith(name))
  return {
    outcomes: [...attempts]
      .filter(isCase)
      .map(([key, how]) => `${key} ${how} ${notes.get(key) ?? ''}`)
      .sort(),
    measurements: [...rows]
      .filter(isCase)
      .flatMap(([key, found]) => found.map((one) => `${key.split(' ')[0]} ${one}`))
      .sort(),
  }
}

const neverBegun = (attempts: ReadonlyMap<string, string>): readonly string[] =>
  cases.filter((name) => ![...attempts.keys()].some((key) => key.startsWith(`${name}#`)))

it('finds over all runs what a plain reading of the events finds, and can make it again from them', async () => {
  const batches = fc.array(fc.array(event, { maxLength: 8 }), { maxLength: 6 })
  const lines = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(batches, lines, async (given, imported) => {
      const ledger = await openLedger({ url: ':memory:', evidenceDir: '/nonexistent' })
      try {
        const run = await ledger.createRun(sampleRequest, sampleGraph(), thisProcess())
        await Promise.all([
          ...given.map((batch) => ledger.append(run, batch)),
          ledger.importResults({
            file: { sha256: 'ab'.repeat(32), name: 'a.csv', mediaType: 'text/csv', size: 1 },
            results: imported.map((line) => importedResult(line)),
            again: false,
            command: [],
          }),
        ])
        const outcomes = await ledger.outcomes()
        const own = outcomes.flatMap((one) => {
          if (one.origin.kind !== 'execution') return []
          const { verdict, creditable, message, explanation, origin } = one
          const ended = verdict === 'pass' || verdict === 'fail'
          const how = ended ? `${verdict} ${creditable} ${message}` : verdict
          return [`${origin.execution}#${origin.attempt} ${how} ${explanation?.note ?? ''}`]
        })
        const measurements = (await ledger.measurements()).map(
          (one) => `${one.execution}#${one.attempt} ${one.row} ${one.measure} ${one.value}`,
        )
        expect({ outcomes: own.sort(), measurements: measurements.sort() }).toEqual(
          read(given.flat()),
        )
        const numbers = outcomes.flatMap(({ origin }) =>
          origin.kind === 'import' ? [origin.line] : [],
        )
        expect(numbers).toEqual(imported.toSorted((one, other) => one - other))
        await ledger.seal()
        const { findings } = await ledger.verify()
        expect(findings.filter(({ kind }) => kind !== 'evidence-missing')).toEqual([])
      } finally {
        await ledger.close()
      }
    }),
    { numRuns: 150 },
  )
})
