import type { DatabaseSync } from 'node:sqlite'
import type { EventRow } from './append-events.ts'
import { headOf } from './definition-head.ts'
import { parseEvent } from './parse-execution.ts'
import { createMeasurementProjection } from './project-measurement.ts'
import { statement } from './statement.ts'

/**
 * Fills the tables of migration 2 from the events and definitions of a ledger that was written before it. What cannot
 * be read is left out: `verify-evidence` names it.
 */
export const fillOutcomes = (db: DatabaseSync): void => {
  const project = createMeasurementProjection(db)
  const events = statement<EventRow>(
    db,
    `select * from events where kind in ('row-started', 'row-finished') order by seq`,
  )
  for (const { seq, run, at, body } of events.iterate()) {
    const event = readable(() => parseEvent(body))
    if (event?.kind === 'row-started' || event?.kind === 'row-finished') {
      project({ seq, run, at, event }, event)
    }
  }
  const head = statement(
    db,
    'insert into definition_heads (hash, content_hash, basis) values (?, ?, ?)',
  )
  const definitions = statement<{ hash: string; body: string }>(
    db,
    'select hash, body from definitions',
  )
  for (const { hash, body } of definitions.iterate()) {
    const found = readable(() => headOf(body))
    if (found !== undefined) head.run(hash, found.contentHash, found.basis)
  }
}

const readable = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch {
    // A damaged row must not keep its ledger from being opened and verified.
    return undefined
  }
}
