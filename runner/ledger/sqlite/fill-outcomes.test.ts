import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { LedgerEvent } from '#domain/ledger-event.ts'
import { id, measured, passed, sampleGraph } from '#ledger/sample-run.ts'
import { createAppend } from './append-events.ts'
import { fillOutcomes } from './fill-outcomes.ts'
import { migrate } from './migrate.ts'
import { createStorePlan } from './store-plan.ts'

const place = fc.record({
  execution: fc.constantFrom('LVV-T1', 'LVV-T3').map(id),
  attempt: fc.integer({ min: 1, max: 2 }),
  section: fc.constant('script' as const),
  row: fc.constantFrom('a', 'b'),
})
const event: fc.Arbitrary<LedgerEvent> = fc.oneof(
  place.map((at) => ({ kind: 'row-started', place: at, try: 1, effect: 'read' }) as const),
  fc.tuple(place, fc.array(fc.double(), { maxLength: 3 })).map(([at, values]) => ({
    kind: 'row-finished' as const,
    place: at,
    result: passed(null, { expectations: values.map((value) => measured('AM1', value)) }),
  })),
)

it('makes the tables of an older ledger as they would have been made event by event', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      const db = new DatabaseSync(':memory:')
      try {
        migrate(db, ':memory:')
        createStorePlan(db)(1, sampleGraph())
        createAppend(db)(1, '2026-11-23T00:00:00.000Z', events)
        const tables = () =>
          ['measurements', 'definition_heads'].map((table) =>
            db.prepare(`select * from ${table}`).all(),
          )
        const before = tables()
        db.exec('delete from measurements; delete from definition_heads')
        fillOutcomes(db)
        expect(tables()).toEqual(before)
        expect(before[1]).not.toEqual([])
      } finally {
        db.close()
      }
    }),
  )
})
