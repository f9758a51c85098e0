import type { Environment } from '#domain/environment.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { ExecutionId } from '#domain/keys.ts'
import type { Needs } from '#domain/test-case.ts'
import type { EngineOptions } from '#engine/engine-options.ts'
import { circleOf, type RootsOf, shareRoot, waitsOf } from './kept-locks.ts'
import type { Cuttable, Stopping } from './stopping.ts'
import { waitCycle } from './wait-cycle.ts'

/** Resources and locks that an execution holds. */
export interface Lease {
  readonly execution: ExecutionId
  /** Gives everything back. */
  release(): Promise<void>
  /** Gives back all but the locks, which stay until `release`: consumers of the execution may borrow them. */
  keepLocks(): Promise<void>
}

/** Leases of one run. */
export interface Leases {
  /**
   * Waits until all that is needed can be had at once. Rejects with HarnessError `resource-unavailable` for what can never
   * be had, and with the reason when the run is stopped.
   */
  take(request: LeaseWish): Promise<Lease>
}

/** What an execution wants to hold. */
export interface LeaseWish {
  readonly execution: ExecutionId
  readonly needs: Needs
  /** True when `keepLocks` may follow. */
  readonly keepsLocks: boolean
  /** Called when it cannot be had now. */
  readonly onWait: () => void
}

/** True when there is anything to lease: what the environment does not limit is there for everyone. */
export const needsLease = (
  { cpus, memory, locks }: Needs,
  limits: Environment['resources'],
): boolean =>
  locks.length > 0 ||
  (cpus > 0 && limits.cpus !== undefined) ||
  (memory > 0 && limits.memory !== undefined)

interface Waiting extends LeaseWish {
  /** Tells the execution, once. */
  readonly refused: () => void
  readonly resolve: (lease: Lease) => void
  readonly reject: (error: unknown) => void
}

/** Milliseconds between looks at what other processes hold. */
const pollInterval = 200

/** Makes the leases of a run. `rootsOf` names the cases for which an execution is run. */
export const createLeases = (
  options: EngineOptions,
  stopping: Stopping,
  rootsOf: RootsOf,
): Leases => {
  const { ledger, owner, environment } = options
  const waiting = new Set<Waiting>()
  /** Locks that a finished precursor keeps for its teardown. */
  const kept = new Map<string, ExecutionId>()
  const borrowed = new Set<string>()
  let count = 0
  let pumping = false
  let pumpAgain = false
  let timer: NodeJS.Timeout | undefined

  const isLent = (lock: string, execution: ExecutionId): boolean => {
    const keeper = kept.get(lock)
    return keeper === undefined || (!borrowed.has(lock) && shareRoot(keeper, execution, rootsOf))
  }

  const tryTake = async (wish: Waiting): Promise<Lease | undefined> => {
    const { execution, needs } = wish
    if (!needs.locks.every((lock) => isLent(lock, execution))) return undefined
    const borrows = needs.locks.filter((lock) => kept.has(lock))
    const locks = needs.locks.filter((lock) => !kept.has(lock))
    for (const lock of borrows) borrowed.add(lock)
    const held = await takeFromLedger(wish, { ...needs, locks })
    if (held === undefined) {
      for (const lock of borrows) borrowed.delete(lock)
      return undefined
    }
    return leaseOf(execution, held, borrows)
  }

  /** Locks that may be kept alone are a lease of their own, taken first: resources are never kept, so nobody starves. */
  const takeFromLedger = async (wish: Waiting, needs: Needs): Promise<Held | undefined> => {
    const { execution, keepsLocks } = wish
    const { cpus, memory, locks } = needs
    if (!keepsLocks || locks.length === 0) {
      const all = await lease(execution, needs)
      return all === undefined ? undefined : { locks: [], lockLease: '', resourceLease: all }
    }
    const lockLease = await lease(execution, { cpus: 0, memory: 0, locks })
    if (lockLease === undefined) return undefined
    const resourceLease = await lease(execution, { cpus, memory, locks: [] })
    if (resourceLease !== undefined) return { locks, lockLease, resourceLease }
    await ledger.releaseLease(lockLease)
    return undefined
  }

  /** Id of the lease; empty when there is nothing to lease. */
  const lease = async (execution: ExecutionId, needs: Needs): Promise<string | undefined> => {
    if (!needsLease(needs, environment.resources)) return ''
    count += 1
    const id = `${owner.id} ${execution} ${count}`
    const taken = await ledger.tryLease({
      id,
      owner,
      environment: environment.name,
      ...needs,
      limits: environment.resources,
    })
    return taken ? id : undefined
  }

  const leaseOf = (execution: ExecutionId, held: Held, borrows: readonly string[]): Lease => {
    const giveBack = async (id: string): Promise<void> => {
      if (id !== '') await ledger.releaseLease(id)
    }
    let resources = held.resourceLease
    return {
      execution,
      release: async () => {
        for (const lock of borrows) borrowed.delete(lock)
        for (const lock of held.locks) {
          if (kept.get(lock) === execution) kept.delete(lock)
        }
        await giveBack(resources)
        await giveBack(held.lockLease)
        wake()
      },
      keepLocks: async () => {
        for (const lock of borrows) borrowed.delete(lock)
        for (const lock of held.locks) kept.set(lock, execution)
        const id = resources
        resources = ''
        await giveBack(id)
        wake()
      },
    }
  }

  const wake = (): void => {
    if (pumping) pumpAgain = true
    else if (waiting.size > 0) void pump()
  }

  const pump = async (): Promise<void> => {
    pumping = true
    clearTimeout(timer)
    do {
      pumpAgain = false
      await grantAll()
    } while (pumpAgain)
    pumping = false
    if (waiting.size > 0) timer = setTimeout(wake, pollInterval)
  }

  const grantAll = async (): Promise<void> => {
    // Equal needs meet equal refusals: a thousand cases that wait for one lock ask once.
    const refused = new Set<string>()
    for (const each of [...waiting]) {
      const wish = wishOf(each, kept.size > 0)
      if (!waiting.has(each)) continue
      if (refused.has(wish) || !(await grant(each))) {
        refused.add(wish)
        each.refused()
      }
    }
    refuseCircles()
  }

  /** False when it cannot be had now. */
  const grant = async (each: Waiting): Promise<boolean> => {
    try {
      const taken = await tryTake(each)
      if (taken === undefined) return false
      // It may have been stopped while the ledger was asked.
      if (!settle(each, () => each.resolve(taken))) await taken.release()
    } catch (error) {
      settle(each, () => each.reject(error))
    }
    return true
  }

  /** False when it does not wait any more. */
  const settle = (each: Waiting, tell: () => void): boolean => {
    if (!waiting.delete(each)) return false
    tell()
    return true
  }

  /** Cases that keep locks for each other's precursors would wait for ever. */
  const refuseCircles = (): void => {
    if (kept.size === 0) return
    for (const each of [...waiting]) {
      const waits = waitsOf(waiting, kept, rootsOf)
      const cycle = [...rootsOf(each.execution)]
        .map((root) => waitCycle(root, waits))
        .find((found) => found !== undefined)
      if (cycle) settle(each, () => each.reject(circleOf(each, cycle)))
    }
  }

  const wait = (wish: LeaseWish): Promise<Lease> =>
    new Promise((resolve, reject) => {
      const work: Cuttable = { kind: 'work', cut: (reason) => settle(each, () => reject(reason)) }
      let told = false
      const each: Waiting = {
        ...wish,
        refused: () => {
          if (!told) wish.onWait()
          told = true
        },
        resolve: (taken) => {
          stopping.leave(work)
          resolve(taken)
        },
        reject: (error) => {
          stopping.leave(work)
          reject(error)
        },
      }
      stopping.enter(work)
      waiting.add(each)
      wake()
    })

  return {
    take: async (wish) => {
      refuseImpossible(wish.execution, wish.needs, options)
      const reason = stopping.reason('work')
      if (reason) throw reason
      return wait(wish)
    },
  }
}

interface Held {
  /** Locks that may be kept. */
  readonly locks: readonly string[]
  /** Empty ids stand for nothing held. */
  readonly lockLease: string
  readonly resourceLease: string
}

/** What is refused to one is refused to all with the same wish, but kept locks are lent to some. */
const wishOf = ({ execution, needs }: Waiting, lending: boolean): string =>
  `${needs.cpus} ${needs.memory} ${needs.locks.join(' ')}${lending ? ` ${execution}` : ''}`

const refuseImpossible = (
  execution: ExecutionId,
  { cpus, memory }: Needs,
  { environment: { name, resources } }: EngineOptions,
): void => {
  for (const [what, wanted, limit] of [
    ['cpus', cpus, resources.cpus],
    ['bytes of memory', memory, resources.memory],
  ] as const) {
    if (limit === undefined || wanted <= limit) continue
    throw new HarnessError(
      'resource-unavailable',
      `${execution} needs ${wanted} ${what}; the environment ${name} has ${limit}`,
      { hint: 'Lower `needs` of the case, or raise `resources` of the environment.' },
    )
  }
}
