import type { Kysely } from 'kysely'
import type { ExecutionId, RunId } from '#domain/keys.ts'
import type { Verdict } from '#domain/verdict.ts'
import type { FreshExecution, FreshQuery } from '#ledger/ledger.ts'
import { parseEventOf } from './parse-execution.ts'
import type { LedgerTables } from './tables.ts'

/** The newest pass with this fingerprint and fresh key. What was itself shared does not renew what it was shared from. */
export const findFresh = async (
  kysely: Kysely<LedgerTables>,
  { fingerprint, freshKey, since }: FreshQuery,
): Promise<FreshExecution | undefined> => {
  const row = await kysely
    .selectFrom('executions')
    .innerJoin('events', 'events.seq', 'executions.finished_seq')
    .where('fingerprint', '=', fingerprint)
    .where('fresh_key', '=', freshKey)
    .where('finished_at', '>=', since)
    .where('state', '=', 'finished')
    .where('verdict', 'in', ['pass', 'pass-with-deviation'])
    .where('shared_run', 'is', null)
    .orderBy('finished_at', 'desc')
    .orderBy('finished_seq', 'desc')
    .limit(1)
    .select(['executions.run', 'execution', 'attempt', 'verdict', 'finished_at', 'body'])
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    run: row.run as RunId,
    execution: row.execution as ExecutionId,
    attempt: row.attempt,
    verdict: row.verdict as Verdict,
    outputs: parseEventOf<'execution-finished'>(row.body).outputs ?? {},
    finishedAt: row.finished_at ?? '',
  }
}

/** Milliseconds that the last finished executions of a case took in one go, newest first. */
export const readDurations = async (
  kysely: Kysely<LedgerTables>,
  caseKey: string,
  limit: number,
): Promise<readonly number[]> => {
  const rows = await kysely
    .selectFrom('executions')
    .where('case_key', '=', caseKey)
    .where('finished_at', 'is not', null)
    .where('started_at', 'is not', null)
    .where('shared_run', 'is', null)
    // A resumed execution also counts the time in which nothing ran.
    .where('starts', '=', 1)
    .orderBy('finished_at', 'desc')
    .limit(limit)
    .select(['started_at', 'finished_at'])
    .execute()
  return rows.map((row) => Date.parse(row.finished_at ?? '') - Date.parse(row.started_at ?? ''))
}
