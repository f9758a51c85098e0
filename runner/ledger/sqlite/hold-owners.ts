import type { DatabaseSync } from 'node:sqlite'
import type { Owner } from '#ledger/ledger.ts'
import { isRunning } from '#ledger/process-owner.ts'
import { statement } from './statement.ts'

/** An owner as its row holds it. */
export interface OwnerRow {
  readonly id: string
  readonly host: string
  readonly pid: number
  readonly started_at: string
  readonly heartbeat_at: string
}

/** Milliseconds without a heartbeat after which an owner on another host counts as dead. */
const heartbeatLimit = 60_000

/** Owners: who lives, who died. All but `isAlive` must be called inside a transaction. */
export interface Owners {
  /** Says that the owner lives now. */
  beat(owner: Owner): void
  /** Makes the owner known; one that is known keeps its last heartbeat, which costs nothing. */
  introduce(owner: Owner): void
  isAlive(row: OwnerRow): boolean
  /** Forgets owners that hold nothing and were last seen a day ago. */
  forgetOld(): void
}

/** Prepares the statements on owners. */
export const createOwners = (db: DatabaseSync, now: () => Date): Owners => {
  const insert = `insert into owners (id, host, pid, started_at, heartbeat_at)
    values (?, ?, ?, ?, ?) on conflict (id)`
  const beat = statement(db, `${insert} do update set heartbeat_at = excluded.heartbeat_at`)
  const introduce = statement(db, `${insert} do nothing`)
  const forget = statement(
    db,
    `delete from owners where heartbeat_at < ?
       and id not in (select owner from claims) and id not in (select owner from leases)`,
  )
  return {
    beat: ({ id, host, pid, startedAt }) => {
      beat.run(id, host, pid, startedAt, now().toISOString())
    },
    introduce: ({ id, host, pid, startedAt }) => {
      introduce.run(id, host, pid, startedAt, now().toISOString())
    },
    isAlive: (row) =>
      isRunning({ host: row.host, pid: row.pid, startedAt: row.started_at }) ??
      Date.parse(row.heartbeat_at) > now().getTime() - heartbeatLimit,
    forgetOld: () => {
      forget.run(new Date(now().getTime() - 86_400_000).toISOString())
    },
  }
}
