import type { DatabaseSync } from 'node:sqlite'
import { HarnessError } from '#domain/harness-error.ts'
import type { LeaseRequest } from '#ledger/ledger.ts'
import type { OwnerRow, Owners } from './hold-owners.ts'
import { statement } from './statement.ts'

/** Leases of resources of environments. Must be called inside a transaction. */
export interface Leases {
  /** Takes all or nothing. Throws HarnessError `resource-unavailable` for what can never be had. */
  take(request: LeaseRequest): boolean
  release(id: string): void
}

/** Fractions of cpus add up with a rounding error. */
const rounding = 1e-9

/** Prepares the statements on leases. */
export const createLeases = (db: DatabaseSync, owners: Owners): Leases => {
  const exists = statement(db, 'select 1 from leases where id = ?')
  const holders = statement<OwnerRow>(
    db,
    `select o.* from owners o
     where o.id in (select owner from leases where environment = ?) and o.id <> ?`,
  )
  const removeOwned = statement(db, 'delete from leases where owner = ?')
  const used = statement<{ cpus: number | null; memory: number | null }>(
    db,
    'select sum(cpus) as cpus, sum(memory) as memory from leases where environment = ?',
  )
  const locked = statement(db, 'select 1 from lease_locks where environment = ? and name = ?')
  const insert = statement(
    db,
    'insert into leases (id, owner, environment, cpus, memory) values (?, ?, ?, ?, ?)',
  )
  const insertLock = statement(
    db,
    'insert into lease_locks (environment, name, lease) values (?, ?, ?)',
  )
  const remove = statement(db, 'delete from leases where id = ?')

  const fits = ({ environment, cpus, memory, locks, limits }: LeaseRequest): boolean => {
    const held = used.get(environment)
    return (
      (limits.cpus === undefined || (held?.cpus ?? 0) + cpus <= limits.cpus + rounding) &&
      (limits.memory === undefined || (held?.memory ?? 0) + memory <= limits.memory) &&
      locks.every((name) => locked.get(environment, name) === undefined)
    )
  }
  return {
    take: (request) => {
      refuseImpossible(request)
      const { id, owner, environment, cpus, memory } = request
      if (exists.get(id) !== undefined) return true
      for (const other of holders.all(environment, owner.id)) {
        if (!owners.isAlive(other)) removeOwned.run(other.id)
      }
      if (!fits(request)) return false
      owners.introduce(owner)
      insert.run(id, owner.id, environment, cpus, memory)
      for (const name of new Set(request.locks)) insertLock.run(environment, name, id)
      return true
    },
    release: (id) => {
      remove.run(id)
    },
  }
}

const refuseImpossible = ({ id, environment, cpus, memory, limits }: LeaseRequest): void => {
  for (const [what, asked, limit] of [
    ['cpus', cpus, limits.cpus],
    ['bytes of memory', memory, limits.memory],
  ] as const) {
    if (limit === undefined || asked <= limit) continue
    throw new HarnessError(
      'resource-unavailable',
      `${id} needs ${asked} ${what}; the environment ${environment} has ${limit}`,
      { hint: 'Lower `needs` of the case, or raise `resources` of the environment.' },
    )
  }
}
