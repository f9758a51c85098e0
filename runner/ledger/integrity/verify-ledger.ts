import type { DatabaseSync } from 'node:sqlite'
import type { VerificationReport } from '#ledger/ledger.ts'
import { statement } from '#ledger/sqlite/statement.ts'
import { checkEvents, type WalkedEvents } from './check-events.ts'
import { checkEvidence, type NeededEvidence } from './check-evidence.ts'
import { checkPlans } from './check-plans.ts'
import { checkSchema, checkTables, shadowTables, unshadowTables } from './check-tables.ts'
import { createFindings, type Findings } from './findings.ts'

/** Does synchronous work on a consistent view of the database. */
export type Snapshot = <T>(work: (db: DatabaseSync) => T) => Promise<T>

/**
 * Verifies events, seals, plans, tables and evidence. The chain is always walked whole; with a run, findings and
 * evidence of other runs are left out.
 */
export const verifyLedger = async (
  snapshot: Snapshot,
  evidenceDir: string,
  run?: number,
): Promise<VerificationReport> => {
  const findings = createFindings(run)
  const { walked, needed } = await snapshot((db) => checkRecord(db, findings, run))
  const evidence = await checkEvidence(evidenceDir, needed, run === undefined, findings)
  return { ...walked, ...evidence, findings: findings.list() }
}

interface CheckedRecord {
  readonly walked: WalkedEvents
  readonly needed: readonly NeededEvidence[]
}

const checkRecord = (db: DatabaseSync, findings: Findings, run?: number): CheckedRecord => {
  try {
    checkSchema(db, findings)
    shadowTables(db)
    try {
      const walked = checkEvents(db, findings)
      checkPlans(db, findings)
      checkTables(db, findings)
      return { walked, needed: neededEvidence(db, run) }
    } finally {
      unshadowTables(db)
    }
  } catch (error) {
    // A damaged file may refuse any statement; what was found until then stays.
    const cause = error instanceof Error ? error.message : String(error)
    findings.add('table-differs', `The ledger cannot be read any further: ${cause}`)
    return { walked: { events: 0, seals: 0 }, needed: [] }
  }
}

/** From the tables made again from the events. */
const neededEvidence = (db: DatabaseSync, run?: number): readonly NeededEvidence[] =>
  statement<Omit<NeededEvidence, 'pruned'> & { seq: number; pruned_seq: number | null }>(
    db,
    `select u.sha256, u.run, u.name, u.size, u.seq, p.seq as pruned_seq
     from temp.evidence_uses u left join temp.pruned p on p.sha256 = u.sha256
     where ?1 is null or u.run = ?1 order by u.seq`,
  )
    .all(run ?? null)
    .map(({ seq, pruned_seq, ...use }) => ({
      ...use,
      pruned: pruned_seq !== null && pruned_seq > seq,
    }))
