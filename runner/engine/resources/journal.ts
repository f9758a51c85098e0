import { setImmediate as turn } from 'node:timers/promises'
import type { RunId } from '#domain/keys.ts'
import type { LedgerEvent } from '#domain/ledger-event.ts'
import type { Progress } from '#engine/progress.ts'
import type { Ledger } from '#ledger/ledger.ts'

/** Entry that may still be taken back: it is not on its way to the disk. */
export interface Pending {
  event: LedgerEvent | undefined
  progress: Progress | undefined
  settle: (() => void) | undefined
  sent: boolean
}

/** The way of a run's events to the ledger: in order, many in one transaction, told to readers when on disk. */
export interface Journal {
  add(event: LedgerEvent | undefined, progress?: Progress): Pending
  /** Takes back what was not sent yet: a row that began and ended in one batch needs no start. */
  takeBack(pending: Pending): void
  /** Settles when all that was added is on disk. Rejects when the ledger failed. */
  committed(): Promise<void>
  /** Undefined while the ledger keeps up; else settles when it does. */
  room(): Promise<void> | undefined
  readonly failure: unknown
}

/** Events in one transaction at most. */
const batchSize = 2000

/** Events that may wait before new executions are held back. */
const mostWaiting = 4000

/** Opens the journal of a run. `onFailure` is called once, when the ledger refuses. */
export const createJournal = (options: {
  readonly ledger: Ledger
  readonly run: RunId
  readonly observe: (progress: Progress) => void
  readonly onFailure: (error: unknown) => void
}): Journal => {
  const { ledger, run, observe, onFailure } = options
  let waiting: Pending[] = []
  let draining = false
  let failure: unknown

  const send = async (batch: readonly Pending[]): Promise<void> => {
    const events: LedgerEvent[] = []
    for (const entry of batch) {
      entry.sent = true
      if (entry.event) events.push(entry.event)
    }
    if (events.length > 0) await ledger.append(run, events)
    for (const entry of batch) {
      if (entry.progress) observe(entry.progress)
      entry.settle?.()
    }
  }
  const fail = (error: unknown, batch: readonly Pending[]): void => {
    failure = error
    // What comes after a failed write must not be written: it would leave a gap.
    for (const entry of [...batch, ...waiting]) entry.settle?.()
    waiting = []
    onFailure(error)
  }
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      await turn()
      const batch = waiting.splice(0, batchSize)
      try {
        await send(batch)
      } catch (error) {
        fail(error, batch)
      }
    }
    draining = false
  }

  const enter = (entry: Pending): Pending => {
    if (failure !== undefined) {
      entry.settle?.()
      return entry
    }
    waiting.push(entry)
    if (!draining) {
      draining = true
      void drain()
    }
    return entry
  }

  const committed = async (): Promise<void> => {
    if (waiting.length > 0 || draining) {
      await new Promise<void>((settle) => {
        enter({ event: undefined, progress: undefined, settle, sent: false })
      })
    }
    if (failure !== undefined) throw failure
  }

  return {
    add: (event, progress) => enter({ event, progress, settle: undefined, sent: false }),
    takeBack: (pending) => {
      if (pending.sent) return
      pending.event = undefined
      pending.progress = undefined
    },
    committed,
    room: () => (waiting.length > mostWaiting ? committed().catch(() => undefined) : undefined),
    get failure() {
      return failure
    },
  }
}
