import type { DatabaseSync } from 'node:sqlite'
import type { JsonObject } from '#domain/json.ts'
import { fromJsonText } from '#domain/json-text.ts'
import type { ExecutionId, TestCaseKey } from '#domain/keys.ts'
import type { LedgerEvent } from '#domain/ledger-event.ts'
import type { AttemptOutcome, Explanation } from '#domain/tracing/outcome.ts'
import type { Verdict } from '#domain/verdict.ts'
import { parseEventOf } from './parse-execution.ts'
import type { RunFacts } from './read-run-facts.ts'
import type { Said } from './read-said.ts'
import { statement } from './statement.ts'

/** Reads what every attempt of every case and aggregate, and every imported line, found; oldest first. */
export const createReadOutcomes = (
  db: DatabaseSync,
  { facts, said }: { readonly facts: () => ReadonlyMap<number, RunFacts>; readonly said: Said },
): (() => readonly AttemptOutcome[]) => {
  const attempts = statement<AttemptRow>(
    db,
    `select p.run, p.execution, p.case_key, p.body as planned_body,
       coalesce(e.fingerprint, p.fingerprint) as fingerprint,
       coalesce(e.attempt, 1) as attempt, e.state, e.verdict, e.creditable,
       coalesce(e.finished_at, e.started_at) as at,
       iif(e.shared_run is null, e.finished_seq, null) as sequence, d.hash as definition, f.body as finished_body
     from planned p
     left join executions e on e.run = p.run and e.execution = p.execution
     left join run_definitions d on d.run = p.run and d.key = p.case_key
     left join events f on f.seq = e.finished_seq
     where p.role in ('case', 'aggregate')
     order by p.run, p.position, e.attempt`,
  )
  const heads = statement<{ hash: string; content_hash: string; basis: string }>(
    db,
    'select hash, content_hash, basis from definition_heads',
  )
  const imported = statement<{ run: number; body: string }>(
    db,
    `select i.run, e.body from imported_results i join events e on e.seq = i.seq
     order by i.run, i.line`,
  )
  return () => {
    const runs = facts()
    const explanations = explanationsIn(said)
    const judgedBy = new Map(
      heads
        .all()
        .map(({ hash, content_hash, basis }) => [
          hash,
          { caseHash: content_hash, basis: fromJsonText(basis) as AttemptOutcome['basis'] },
        ]),
    )
    // One by one: all rows at once would need as much memory again.
    const own = Array.from(attempts.iterate(), (row) =>
      outcomeOf(row, factsOf(runs, row.run), {
        head: judgedBy.get(row.definition ?? ''),
        explanation: explanations.get(place(row)),
      }),
    )
    const elsewhere = Array.from(imported.iterate(), ({ run, body }): AttemptOutcome => {
      const outcome = importedOutcome(run, body, factsOf(runs, run))
      const execution = importedExecution(outcome.origin.line)
      const explanation = explanations.get(place({ run, execution, attempt: 1 }))
      return { ...outcome, ...(explanation && { explanation }) }
    })
    // Stable: what has the same instant stays in the order of the ledger.
    return [...own, ...elsewhere].sort(byInstant)
  }
}

/** How an imported line is named where an execution is. */
export const importedExecution = (line: number): ExecutionId => `import:${line}` as ExecutionId

/** Oldest first. */
export const byInstant = (one: { readonly at: string }, other: { readonly at: string }): number =>
  one.at < other.at ? -1 : one.at > other.at ? 1 : 0

/** Facts of a run that an event started; every result belongs to one. */
export const factsOf = (runs: ReadonlyMap<number, RunFacts>, run: number): RunFacts => {
  const found = runs.get(run)
  if (found === undefined) throw new Error(`no event started run ${run}`)
  return found
}

/** Cell of the matrix in the stored rest of a planned execution; most have none. */
export const matrixOf = (body: string): JsonObject =>
  body.includes('"matrix"')
    ? ((fromJsonText(body) as { readonly matrix?: JsonObject }).matrix ?? {})
    : {}

interface AttemptRow {
  readonly run: number
  readonly execution: string
  readonly case_key: string
  readonly planned_body: string
  readonly fingerprint: string
  readonly attempt: number
  readonly state: string | null
  readonly verdict: string | null
  readonly creditable: number | null
  readonly at: string | null
  /** Event that ended it; what is shared has that of another execution. */
  readonly sequence: number | null
  readonly definition: string | null
  readonly finished_body: string | null
}

/** What an attempt has beside its row. */
interface Beside {
  readonly head: { readonly caseHash: string; readonly basis: AttemptOutcome['basis'] } | undefined
  readonly explanation: Explanation | undefined
}

const outcomeOf = (
  row: AttemptRow,
  { request, startedAt }: RunFacts,
  { head, explanation }: Beside,
): AttemptOutcome => {
  const finished =
    row.finished_body === null ? undefined : parseEventOf<'execution-finished'>(row.finished_body)
  return {
    origin: {
      kind: 'execution',
      run: row.run,
      execution: row.execution as ExecutionId,
      attempt: row.attempt,
    },
    case: row.case_key as TestCaseKey,
    matrix: matrixOf(row.planned_body),
    // Never begun, or begun and not ended.
    verdict: row.state === null ? 'not-executed' : ((row.verdict ?? 'in-progress') as Verdict),
    elements: finished?.elements ?? {},
    creditable: row.creditable === 1,
    stage: request.stage,
    environment: request.environment,
    ...(request.release !== undefined && { release: request.release }),
    at: row.at ?? startedAt,
    ...(row.sequence !== null && { sequence: row.sequence }),
    fingerprint: row.fingerprint,
    ...(head && { caseHash: head.caseHash }),
    basis: head?.basis ?? {},
    ...(finished?.message !== undefined && { message: finished.message }),
    ...(explanation && { explanation }),
    ...(finished?.conditions !== undefined && { conditions: finished.conditions }),
  }
}

type ImportedOutcome = AttemptOutcome & { readonly origin: { readonly kind: 'import' } }

const importedOutcome = (run: number, body: string, { request }: RunFacts): ImportedOutcome => {
  const { line, note, by, ...result } = parseEventOf<'result-imported'>(body).result
  const message = [note, by === undefined ? undefined : `by ${by}`]
    .filter((part) => part !== undefined)
    .join('; ')
  return {
    ...result,
    origin: { kind: 'import', run, line, source: request.imported?.source ?? '' },
    fingerprint: '',
    basis: {},
    ...(message !== '' && { message }),
  }
}

/** The last explanation of each attempt. */
const explanationsIn = (said: Said): ReadonlyMap<string, Explanation> =>
  new Map(
    said('explained').map(({ run, at, event }) => [
      place({ run, execution: event.execution, attempt: event.attempt }),
      explanationOf(at, event),
    ]),
  )

const explanationOf = (
  at: string,
  { name, role, note, jira }: Extract<LedgerEvent, { kind: 'explained' }>,
): Explanation => ({ name, role, at, note, ...(jira !== undefined && { jira }) })

const place = (of: {
  readonly run: number
  readonly execution: string
  readonly attempt: number
}): string => `${of.run} ${of.attempt} ${of.execution}`
