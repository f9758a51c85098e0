import type { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises'
import { HarnessError } from '#domain/harness-error.ts'
import { isBusy, isEnvironmental, toLedgerError } from './sqlite-errors.ts'

interface Job {
  /** True when a loss of power may undo it. */
  readonly live: boolean
  /** Does its statements; done again alone when another job of the same transaction failed. */
  readonly work: () => unknown
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Jobs in one transaction at most, so that other processes get their turn. */
const batchSize = 1000

/**
 * Group commit: jobs handed in during one turn of the event loop, or while a transaction waits for another process,
 * share one transaction, in order. A job settles after the commit; one that fails takes no other with it.
 */
export class WriteQueue {
  readonly #db: DatabaseSync
  readonly #path: string
  readonly #busyLimit: number
  #waiting: Job[] = []
  #draining: Promise<void> | undefined
  /** How the connection commits now; it was opened to force every commit to disk. */
  #live = false

  /** `busyLimit`: milliseconds to wait for other processes before jobs fail with `ledger-busy`. */
  constructor(db: DatabaseSync, path: string, busyLimit: number) {
    this.#db = db
    this.#path = path
    this.#busyLimit = busyLimit
  }

  /** Does the work inside a transaction; settles with its value when that is on disk. */
  transact<T>(work: () => T): Promise<T> {
    return this.#add(work, false)
  }

  /**
   * Does the work inside a transaction that other processes see when it settles, but that is not forced to disk by
   * itself: for what processes hold, which a loss of power ends in any case.
   */
  transactLive<T>(work: () => T): Promise<T> {
    return this.#add(work, true)
  }

  /** Settles when everything handed in so far has settled. */
  async flush(): Promise<void> {
    while (this.#draining !== undefined) await this.#draining
  }

  #add<T>(work: () => T, live: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ live, work, resolve: (value) => resolve(value as T), reject })
      this.#draining ??= this.#drain()
    })
  }

  async #drain(): Promise<void> {
    await turn()
    while (this.#waiting.length > 0) {
      const live = this.#waiting.every((job) => job.live)
      const error = await this.#begin(live)
      const batch = this.#take(live)
      if (error === undefined) this.#commit(batch)
      else for (const job of batch) job.reject(error)
      // Callers of this batch may hand in their next jobs before the next one begins.
      await turn()
    }
    this.#draining = undefined
  }

  /** Takes the next jobs, with those that came while the lock was waited for. */
  #take(live: boolean): readonly Job[] {
    const durable = live ? this.#waiting.findIndex((job) => !job.live) : -1
    return this.#waiting.splice(0, Math.min(batchSize, durable < 0 ? batchSize : durable))
  }

  /** Takes the write lock without blocking the event loop for long; gives the error when that fails. */
  async #begin(live: boolean): Promise<unknown> {
    if (live !== this.#live) {
      this.#db.exec(`pragma synchronous = ${live ? 'normal' : 'full'}`)
      this.#live = live
    }
    const until = performance.now() + this.#busyLimit
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.#db.exec('begin immediate')
        return undefined
      } catch (error) {
        if (!isBusy(error)) return toLedgerError(error, this.#path)
        if (performance.now() >= until) {
          return new HarnessError(
            'ledger-busy',
            `Another process wrote to the ledger ${this.#path} for more than ${this.#busyLimit / 1000} s`,
            {
              hint: 'Look for a process that hangs, then --resume.',
              retryable: true,
              cause: error,
            },
          )
        }
        await delay(Math.random() * Math.min(50, attempt * 5))
      }
    }
  }

  /** Does the jobs in the transaction that has begun. */
  #commit(batch: readonly Job[]): void {
    try {
      const values = batch.map((job) => job.work())
      this.#db.exec('commit')
      batch.forEach((job, index) => {
        job.resolve(values[index])
      })
    } catch (error) {
      const failed = this.#rollback(error)
      if (batch.length === 1 || isEnvironmental(failed)) {
        for (const job of batch) job.reject(toLedgerError(failed, this.#path))
        return
      }
      for (const job of batch) this.#alone(job)
    }
  }

  #alone(job: Job): void {
    try {
      this.#db.exec('begin immediate')
    } catch (error) {
      job.reject(toLedgerError(error, this.#path))
      return
    }
    this.#commit([job])
  }

  #rollback(error: unknown): unknown {
    try {
      // SQLite has rolled back by itself after some errors.
      if (this.#db.isTransaction) this.#db.exec('rollback')
      return error
    } catch (second) {
      return second
    }
  }
}
