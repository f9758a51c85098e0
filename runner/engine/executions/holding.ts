import type { PlannedExecution } from '#domain/execution-graph.ts'
import type { TestCase } from '#domain/test-case.ts'
import { type Lease, needsLease } from '#engine/resources/leases.ts'
import type { RunState } from '#engine/run-state.ts'

/** What an execution holds of what others want too: the place of a worker, resources, locks. */
export interface Holding {
  /** Takes everything. Rejects when that can never be had, or the run is stopped. */
  take(): Promise<void>
  /** Gives back everything while it waits, then takes it again. */
  pauseFor<T>(work: Promise<T>): Promise<T>
  /** Gives back everything at the end. */
  release(): Promise<void>
  /** Gives back everything but the locks, for a precursor that will be torn down. */
  keepLocks(): Promise<void>
}

/** Makes the holding of an execution. `hasSlot`: it was started with a worker's place. */
export const createHolding = (
  run: RunState,
  planned: PlannedExecution,
  definition: TestCase,
  hasSlot: boolean,
): Holding => {
  const { needs, teardown } = definition
  const leases = needsLease(needs, run.options.environment.resources)
  let slot = hasSlot
  let lease: Lease | undefined

  const takeLease = async (): Promise<void> => {
    lease = await run.leases.take({
      execution: planned.id,
      needs,
      keepsLocks: planned.role === 'precursor' && teardown.length > 0,
      onWait: () => {
        releaseSlot()
        run.journal.add(undefined, { kind: 'waiting', execution: planned.id, for: 'resources' })
      },
    })
  }
  const takeSlot = async (): Promise<void> => {
    if (slot) return
    await run.slots.take()
    slot = true
  }
  const releaseSlot = (): void => {
    if (!slot) return
    slot = false
    run.slots.release()
  }
  const giveBack = async (how: (lease: Lease) => Promise<void>): Promise<void> => {
    const held = lease
    lease = undefined
    if (held) await how(held).catch((error: unknown) => run.ledgerFailed(error))
  }
  const take = async (): Promise<void> => {
    try {
      if (leases) await takeLease()
    } finally {
      // Whatever the leases say: who goes on, if only to say so, is a worker.
      await takeSlot()
    }
  }
  return {
    take,
    pauseFor: async (work) => {
      releaseSlot()
      await giveBack((held) => held.release())
      const value = await work
      // An interrupted caller has nothing to run any more, and says so at its next row.
      if (run.stopping.reason('work') === undefined) await take()
      else await takeSlot()
      return value
    },
    release: async () => {
      releaseSlot()
      await giveBack((held) => held.release())
    },
    keepLocks: async () => {
      releaseSlot()
      const held = lease
      if (held) await held.keepLocks().catch((error: unknown) => run.ledgerFailed(error))
    },
  }
}
