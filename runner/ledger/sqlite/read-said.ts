import type { DatabaseSync } from 'node:sqlite'
import type { LedgerEvent } from '#domain/ledger-event.ts'
import type { EventRow } from './append-events.ts'
import { parseEventOf } from './parse-execution.ts'
import { statement } from './statement.ts'

type SaidKind = 'reviewed' | 'explained' | 'snapshot-taken'

/** What people said, with where and when. */
export interface SaidEvent<Kind extends SaidKind> {
  readonly run: number
  readonly at: string
  readonly event: Extract<LedgerEvent, { kind: Kind }>
}

/** Events of a kind over all runs, oldest first. */
export type Said = <Kind extends SaidKind>(kind: Kind) => readonly SaidEvent<Kind>[]

/** Prepares the statement that reads what people said: few events among many, found by an index of their own. */
export const createReadSaid = (db: DatabaseSync): Said => {
  // The second condition is the one of the index, word by word: without it SQLite reads all events.
  const ofKind = statement<EventRow>(
    db,
    `select * from events
     where kind = ? and kind in ('reviewed', 'explained', 'snapshot-taken') order by seq`,
  )
  return <Kind extends SaidKind>(kind: Kind) =>
    ofKind.all(kind).map(({ run, at, body }) => ({ run, at, event: parseEventOf<Kind>(body) }))
}
