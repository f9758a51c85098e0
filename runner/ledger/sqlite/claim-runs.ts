import type { DatabaseSync } from 'node:sqlite'
import type { Owner } from '#ledger/ledger.ts'
import type { OwnerRow, Owners } from './hold-owners.ts'
import { statement } from './statement.ts'

/** Claims of runs: one living owner at most. `take` and `release` must be called inside a transaction. */
export interface Claims {
  /** False while another living process holds the run. */
  take(run: number, owner: Owner): boolean
  release(run: number, owner: Owner): void
  /** True while a living process holds the run. */
  isHeld(run: number): boolean
}

/** Prepares the statements on claims. */
export const createClaims = (db: DatabaseSync, owners: Owners): Claims => {
  const holder = statement<OwnerRow>(
    db,
    'select o.* from claims c join owners o on o.id = c.owner where c.run = ?',
  )
  const insert = statement(
    db,
    `insert into claims (run, owner) values (?, ?)
     on conflict (run) do update set owner = excluded.owner`,
  )
  const remove = statement(db, 'delete from claims where run = ? and owner = ?')
  return {
    take: (run, owner) => {
      const held = holder.get(run)
      if (held !== undefined && held.id !== owner.id && owners.isAlive(held)) return false
      owners.beat(owner)
      insert.run(run, owner.id)
      return true
    },
    release: (run, owner) => {
      remove.run(run, owner.id)
    },
    isHeld: (run) => {
      const held = holder.get(run)
      return held !== undefined && owners.isAlive(held)
    },
  }
}
