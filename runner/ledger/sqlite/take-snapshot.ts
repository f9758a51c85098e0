import { HarnessError } from '#domain/harness-error.ts'
import type { Snapshot } from '#domain/tracing/snapshot.ts'
import type { NewSnapshot } from '#ledger/ledger.ts'
import { type AppendEvents, wholeLedger } from './append-events.ts'
import type { Said } from './read-said.ts'

/** Appends the event of a snapshot. Must be called inside a transaction. Throws HarnessError `usage` for a taken name. */
export const takeSnapshot = (
  { append, said }: { readonly append: AppendEvents; readonly said: Said },
  at: string,
  snapshot: NewSnapshot,
): void => {
  const taken = snapshotsIn(said).find(({ name }) => name === snapshot.name)
  if (taken !== undefined) {
    throw new HarnessError('usage', `There is a snapshot "${taken.name}" of ${taken.at} already`, {
      hint: 'A snapshot stands for good: choose another name.',
    })
  }
  append(wholeLedger, at, [{ kind: 'snapshot-taken', ...snapshot }])
}

/** All snapshots, oldest first. */
export const snapshotsIn = (said: Said): readonly Snapshot[] =>
  said('snapshot-taken').map(({ at, event: { name, release, document } }) => ({
    name,
    at,
    ...(release !== undefined && { release }),
    sha256: document.sha256,
  }))
