import type { DatabaseSync } from 'node:sqlite'
import { type EventRow, eventDigest, noDigest } from '#ledger/sqlite/append-events.ts'
import { parseEvent } from '#ledger/sqlite/parse-execution.ts'
import { createProjection, type Projection } from '#ledger/sqlite/project-event.ts'
import { statement } from '#ledger/sqlite/statement.ts'
import type { Findings } from './findings.ts'
import { type SealRow, sealHash } from './seal-events.ts'

/** How much of the record was walked. */
export interface WalkedEvents {
  readonly events: number
  readonly seals: number
}

/**
 * Walks all events once: checks numbers and digests, holds the seals against them, and makes the read tables again
 * (the caller has put empty ones before the real ones).
 */
export const checkEvents = (db: DatabaseSync, findings: Findings): WalkedEvents => {
  const project = createProjection(db)
  const digests = new Map<number, string>([[0, noDigest]])
  const seals = statement<SealRow>(db, 'select * from seals order by seq').all()
  const sealed = new Set(seals.map((seal) => seal.through))
  const through = Math.max(0, ...sealed)
  const unsealed = new Map<number, number>()
  let before = { seq: 0, digest: noDigest }
  let events = 0
  for (const event of statement<EventRow>(db, 'select * from events order by seq').iterate()) {
    events += 1
    checkEvent(event, before, findings)
    if (sealed.has(event.seq)) digests.set(event.seq, event.digest)
    if (event.seq > through) unsealed.set(event.run, (unsealed.get(event.run) ?? 0) + 1)
    rebuild(event, project, findings)
    before = event
  }
  checkSeals(seals, digests, findings)
  for (const [run, count] of unsealed) {
    findings.add('unsealed', `${count} events of run ${run} come after the last seal`, run)
  }
  return { events, seals: seals.length }
}

const checkEvent = (
  event: EventRow,
  before: { readonly seq: number; readonly digest: string },
  findings: Findings,
): void => {
  if (event.seq !== before.seq + 1) {
    const first = before.seq + 1
    const last = event.seq - 1
    const which = last > first ? `Events ${first} to ${last} are` : `Event ${first} is`
    findings.add('event-missing', `${which} missing`)
  }
  if (event.digest !== eventDigest(before.digest, event)) {
    findings.add(
      'event-changed',
      `Event ${event.seq} (${event.kind}, run ${event.run}) does not match its digest`,
    )
  }
}

const rebuild = (event: EventRow, project: Projection, findings: Findings): void => {
  const { seq, run, at, body, kind } = event
  try {
    const parsed = parseEvent(body)
    if (parsed.kind !== kind) throw new Error(`its body says ${parsed.kind}`)
    project({ seq, run, at, event: parsed })
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    findings.add('event-changed', `Event ${seq} (${kind}, run ${run}) cannot be read: ${cause}`)
  }
}

const checkSeals = (
  seals: readonly SealRow[],
  digests: ReadonlyMap<number, string>,
  findings: Findings,
): void => {
  let before: SealRow | undefined
  for (const seal of seals) {
    const digest = digests.get(seal.through)
    const chained = seal.seq === (before?.seq ?? 0) + 1 && seal.previous === (before?.hash ?? null)
    if (digest === undefined) {
      findings.add(
        'event-missing',
        `Seal ${seal.seq} covers event ${seal.through}, which is missing`,
      )
    } else if (!chained || seal.hash !== sealHash(seal, digest)) {
      findings.add(
        'seal-broken',
        `Seal ${seal.seq} of ${seal.at} does not match the events to ${seal.through} and the seal before`,
      )
    }
    before = seal
  }
}
