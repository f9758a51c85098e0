import { hash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { toJsonText } from '#domain/json-text.ts'
import type { LedgerEvent } from '#domain/ledger-event.ts'
import { createProjection } from './project-event.ts'
import { statement } from './statement.ts'

/** An event as its row holds it. */
export interface EventRow {
  readonly seq: number
  readonly run: number
  readonly at: string
  readonly kind: string
  readonly body: string
  readonly digest: string
}

/** Events that belong to no run: a prune. */
export const wholeLedger = 0

/** Digest that the first event is chained to. */
export const noDigest = ''

/** Digest of an event: covers every column of its row and, through the digest before, every earlier event. */
export const eventDigest = (before: string, event: Omit<EventRow, 'digest'>): string =>
  hash(
    'sha256',
    `${before}\n${event.seq}\n${event.run}\n${event.at}\n${event.kind}\n${event.body}`,
    'hex',
  )

/** Appends events and the changes of the tables read from them. Must be called inside a transaction. */
export type AppendEvents = (run: number, at: string, events: readonly LedgerEvent[]) => void

/** Prepares the statements of `append`. */
export const createAppend = (db: DatabaseSync): AppendEvents => {
  const head = statement<{ seq: number; digest: string }>(
    db,
    'select seq, digest from events order by seq desc limit 1',
  )
  const insert = statement(
    db,
    'insert into events (seq, run, at, kind, body, digest) values (?, ?, ?, ?, ?, ?)',
  )
  const project = createProjection(db)
  return (run, at, events) => {
    // Read again each time: the transaction holds the write lock, but other processes wrote before it.
    let { seq, digest } = head.get() ?? { seq: 0, digest: noDigest }
    for (const event of events) {
      seq += 1
      const { kind } = event
      const body = toJsonText(event)
      digest = eventDigest(digest, { seq, run, at, kind, body })
      insert.run(seq, run, at, kind, body, digest)
      project({ seq, run, at, event })
    }
  }
}
