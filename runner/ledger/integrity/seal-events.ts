import type { DatabaseSync } from 'node:sqlite'
import { sha256 } from '#domain/content-hash.ts'
import type { Seal } from '#ledger/ledger.ts'
import { noDigest } from '#ledger/sqlite/append-events.ts'
import { statement } from '#ledger/sqlite/statement.ts'

/** A seal as its row holds it. */
export interface SealRow {
  readonly seq: number
  readonly through: number
  readonly hash: string
  readonly previous: string | null
  readonly at: string
}

/**
 * Hash of a seal. The digest of the last event it covers is chained to all events before it, so that the hash covers
 * them, the seal before, and the seal's own columns.
 */
export const sealHash = (seal: Omit<SealRow, 'hash'>, digest: string): string =>
  sha256(`${seal.previous ?? ''}\n${seal.seq}\n${seal.through}\n${seal.at}\n${digest}`)

/** Prepares the statements that seal. The result must be called inside a transaction. */
export const createSealing = (db: DatabaseSync): ((at: string) => Seal) => {
  const lastSeal = statement<SealRow>(db, 'select * from seals order by seq desc limit 1')
  const lastEvent = statement<{ seq: number; digest: string }>(
    db,
    'select seq, digest from events order by seq desc limit 1',
  )
  const insert = statement(
    db,
    'insert into seals (seq, through, hash, previous, at) values (?, ?, ?, ?, ?)',
  )
  return (at) => {
    const before = lastSeal.get()
    const { seq: through, digest } = lastEvent.get() ?? { seq: 0, digest: noDigest }
    // Another process has just sealed the same events.
    if (before !== undefined && before.through === through) return sealOf(before)
    const seal = { seq: (before?.seq ?? 0) + 1, through, previous: before?.hash ?? null, at }
    const hash = sealHash(seal, digest)
    insert.run(seal.seq, through, hash, seal.previous, at)
    return sealOf({ ...seal, hash })
  }
}

const sealOf = ({ previous, ...row }: SealRow): Seal => ({
  ...row,
  ...(previous !== null && { previous }),
})
