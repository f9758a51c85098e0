import type { DatabaseSync } from 'node:sqlite'
import { HarnessError } from '#domain/harness-error.ts'
import type { RunId } from '#domain/keys.ts'
import type { LedgerEvent, StoredEvent } from '#domain/ledger-event.ts'
import { chooseUnneeded, pruneLimit } from '#ledger/integrity/needed-evidence.ts'
import { pruneFiles } from '#ledger/integrity/prune-evidence.ts'
import { createSealing } from '#ledger/integrity/seal-events.ts'
import { type Snapshot, verifyLedger } from '#ledger/integrity/verify-ledger.ts'
import type { EvidenceStore, Ledger } from '#ledger/ledger.ts'
import { createAppend, type EventRow, wholeLedger } from './append-events.ts'
import { createClaims } from './claim-runs.ts'
import { findFresh, readDurations } from './find-fresh.ts'
import { createOwners } from './hold-owners.ts'
import { createImportResults } from './import-results.ts'
import { createLeases } from './lease-resources.ts'
import { openForReading } from './open-database.ts'
import { parseEvent } from './parse-execution.ts'
import { createQueryBuilder } from './query-builder.ts'
import { createReadExecutions } from './read-executions.ts'
import { createReadMeasurements } from './read-measurements.ts'
import { createReadOutcomes } from './read-outcomes.ts'
import { createReadPlan, createReadRecord } from './read-plan.ts'
import { createReadFacts, createReadRunOutcomes } from './read-run-facts.ts'
import { createReadRequest, createReadSoftware, createReadSummaries } from './read-runs.ts'
import { createReadSaid } from './read-said.ts'
import { toLedgerError } from './sqlite-errors.ts'
import { statement } from './statement.ts'
import { createStorePlan } from './store-plan.ts'
import { snapshotsIn, takeSnapshot } from './take-snapshot.ts'
import { WriteQueue } from './write-queue.ts'

/** What a ledger on SQLite is made of. */
export interface SqliteLedgerOptions {
  readonly db: DatabaseSync
  /** As it was opened: a path or `:memory:`. */
  readonly path: string
  readonly evidence: EvidenceStore
  readonly evidenceDir: string
  /** Milliseconds to wait for other processes. */
  readonly busyLimit: number
  readonly now: () => Date
}

/** The ledger on an open, migrated SQLite database. */
export const createSqliteLedger = (options: SqliteLedgerOptions): Ledger => {
  const { db, path, now } = options
  const queue = new WriteQueue(db, path, options.busyLimit)
  const owners = createOwners(db, now)
  const claims = createClaims(db, owners)
  const leases = createLeases(db, owners)
  const append = createAppend(db)
  const storePlan = createStorePlan(db)
  const seal = createSealing(db)
  const executions = createReadExecutions(db)
  const plan = createReadPlan(db)
  const request = createReadRequest(db)
  const software = createReadSoftware(db)
  const summaries = createReadSummaries(db, claims.isHeld)
  const said = createReadSaid(db)
  const facts = createReadFacts(db)
  const outcomes = createReadOutcomes(db, { facts, said })
  const measurements = createReadMeasurements(db, facts)
  const runOutcomes = createReadRunOutcomes(db, { summaries, said })
  const record = createReadRecord(db)
  const importResults = createImportResults(db, { append, storePlan })
  const kysely = createQueryBuilder(db)
  const lastNumber = statement<{ run: number | null }>(db, 'select max(run) as run from runs')
  const nextRun = (): RunId => ((lastNumber.get()?.run ?? 0) + 1) as RunId
  const lastRun = statement<{ run: number | null }>(
    db,
    'select max(run) as run from runs where imported is null',
  )
  const page = statement<EventRow>(
    db,
    'select * from events where run = ? and seq > ? order by seq limit 1000',
  )
  const instant = (): string => now().toISOString()
  /** Reads what was appended before the call too, in the ledger's own error words. */
  const read = async <T>(work: () => T | Promise<T>): Promise<T> => {
    await queue.flush()
    try {
      return await work()
    } catch (error) {
      throw toLedgerError(error, path)
    }
  }
  const snapshot: Snapshot = (work) =>
    path === ':memory:' ? queue.transact(() => work(db)) : read(() => readSnapshot(path, work))

  return {
    createRun: (runRequest, graph, owner) => {
      const at = instant()
      return queue.transact(() => {
        const run = nextRun()
        const hash = storePlan(run, graph)
        append(run, at, [{ kind: 'run-started', request: runRequest, graph: hash }])
        owners.forgetOld()
        claims.take(run, owner)
        return run
      })
    },
    append: (run, events) => {
      const at = instant()
      return queue.transact(() => append(run, at, events))
    },
    flush: () => queue.flush(),

    runs: (limit = Number.POSITIVE_INFINITY) => read(() => summaries.newest(limit)),
    run: (run) => read(() => summaries.one(run)),
    lastRun: () => read(() => (lastRun.get()?.run ?? undefined) as RunId | undefined),
    graph: (run) => read(() => plan(run)),
    request: (run) => read(() => request(run)),
    executions: (run) => read(() => request(run) && executions.newest(run)),
    earlierAttempts: (run) => read(() => executions.earlier(run)),
    events: async function* (run, after = 0) {
      for (let rows = await read(() => page.all(run, after)); rows.length > 0; ) {
        for (const row of rows) yield storedEventOf(row)
        const last = rows.at(-1)?.seq ?? after
        rows = await read(() => page.all(run, last))
      }
    },
    software: (run) => read(() => software(run)),
    explained: (run) =>
      read(() =>
        said('explained')
          .filter((one) => one.run === run)
          .map(({ event: { execution, attempt } }) => ({ execution, attempt })),
      ),

    outcomes: () => read(outcomes),
    measurements: (filter = {}) => read(() => measurements(filter)),
    runOutcomes: () => read(runOutcomes),
    record: (hash) => read(() => record(hash)),
    importResults: (batch) => {
      const at = instant()
      return queue.transact(() => {
        const run = nextRun()
        importResults(run, at, batch)
        return run
      })
    },
    saveSnapshot: async (taken) => {
      // Refuses a document that is not stored.
      await options.evidence.path(taken.document)
      const at = instant()
      await queue.transact(() => takeSnapshot({ append, said }, at, taken))
    },
    snapshots: () => read(() => snapshotsIn(said)),

    findFresh: (query) => read(async () => findFresh(await kysely(), query)),
    durations: (key, limit) => read(async () => readDurations(await kysely(), key, limit)),

    claimRun: (run, owner) =>
      queue.transactLive(() => {
        // Refuses a run that does not exist.
        request(run)
        return claims.take(run, owner)
      }),
    releaseRun: (run, owner) => queue.transactLive(() => claims.release(run, owner)),
    tryLease: (lease) => queue.transactLive(() => leases.take(lease)),
    releaseLease: (id) => queue.transactLive(() => leases.release(id)),
    heartbeat: (owner) => queue.transactLive(() => owners.beat(owner)),

    seal: () => queue.transact(() => seal(instant())),
    verify: async (run) => {
      await read(() => (run === undefined ? undefined : request(run)))
      return verifyLedger(snapshot, options.evidenceDir, run)
    },
    prune: async ({ before, dryRun }) => {
      const asked = parseInstant(before)
      const limit = await read(() => pruneLimit(db, asked, now(), claims.isHeld))
      return pruneFiles({
        folder: options.evidenceDir,
        before: limit.getTime(),
        dryRun,
        // Choosing and recording are one transaction: an event that names the content later needs it anew.
        choose: (candidates) =>
          queue.transact(() => {
            const sha256s = chooseUnneeded(db, candidates, asked.toISOString(), claims.isHeld)
            if (!dryRun) append(wholeLedger, instant(), prunedEvents(sha256s, asked))
            return new Set(sha256s)
          }),
      })
    },

    evidence: options.evidence,
    close: async () => {
      await queue.flush()
      db.close()
    },
  }
}

const storedEventOf = ({ seq, run, at, body }: EventRow): StoredEvent => ({
  seq,
  run,
  at,
  event: parseEvent(body),
})

/** A connection of its own: a long verification sees one state and holds up nobody. */
const readSnapshot = <T>(path: string, work: (db: DatabaseSync) => T): T => {
  const db = openForReading(path)
  try {
    db.exec('begin')
    return work(db)
  } finally {
    db.close()
  }
}

/** Events in one `pruned` record at most name so many contents. */
const contentsPerEvent = 1000

const prunedEvents = (sha256s: readonly string[], before: Date): readonly LedgerEvent[] =>
  Array.from({ length: Math.ceil(sha256s.length / contentsPerEvent) }, (_, index) => ({
    kind: 'pruned',
    sha256s: sha256s.slice(index * contentsPerEvent, (index + 1) * contentsPerEvent),
    reason: `nothing needs it that is newer than ${before.toISOString()}`,
  }))

const parseInstant = (text: string): Date => {
  const instant = new Date(text)
  if (!Number.isNaN(instant.getTime())) return instant
  throw new HarnessError('usage', `"${text}" is no instant`, {
    hint: 'Write 2026-11-23T00:00:00Z.',
  })
}
