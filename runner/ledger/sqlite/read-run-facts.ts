import type { DatabaseSync } from 'node:sqlite'
import type { RunRequest } from '#domain/execution-graph.ts'
import { fromJsonText } from '#domain/json-text.ts'
import { datasetsOf } from '#domain/tracing/datasets-of.ts'
import type { Review, RunOutcome } from '#domain/tracing/outcome.ts'
import { parseEventOf } from './parse-execution.ts'
import type { ReadSummaries } from './read-runs.ts'
import type { Said, SaidEvent } from './read-said.ts'
import { statement } from './statement.ts'

/** What every result takes from its run. */
export interface RunFacts {
  readonly request: RunRequest
  readonly startedAt: string
}

/** Reads what every run was asked to do, and when it began. */
export const createReadFacts = (db: DatabaseSync): (() => ReadonlyMap<number, RunFacts>) => {
  const started = statement<{ run: number; started_at: string; body: string }>(
    db,
    'select r.run, r.started_at, e.body from runs r join events e on e.seq = r.started_seq',
  )
  return () =>
    new Map(
      Array.from(started.iterate(), (row) => [
        row.run,
        {
          request: parseEventOf<'run-started'>(row.body).request,
          startedAt: row.started_at,
        },
      ]),
    )
}

/** Reads the facts of every run, newest first. */
export const createReadRunOutcomes = (
  db: DatabaseSync,
  { summaries, said }: { readonly summaries: ReadSummaries; readonly said: Said },
): (() => readonly RunOutcome[]) => {
  const more = statement<{ plan: string; software: string | null }>(
    db,
    `select p.body as plan, s.body as software from runs r
     join plans p on p.run = r.run left join events s on s.seq = r.software_seq where r.run = ?`,
  )
  return () => {
    const reviews = Map.groupBy(said('reviewed'), ({ run }) => run)
    return summaries.newest(Number.POSITIVE_INFINITY).map((summary): RunOutcome => {
      const { request, run } = summary
      const { plan, release, executor, imported } = request
      const found = more.get(run)
      const datasets = datasetsOf(request.bindings)
      return {
        run,
        environment: request.environment,
        stage: request.stage,
        ...(plan !== undefined && { plan }),
        ...(release !== undefined && { release }),
        startedAt: summary.startedAt,
        ...(summary.finishedAt !== undefined && { finishedAt: summary.finishedAt }),
        verdict: summary.verdict,
        interrupted: summary.interrupted,
        ...(executor !== undefined && { executor }),
        software: softwareOf(found?.software),
        ...(Object.keys(datasets).length > 0 && { datasets }),
        noCredit: request.noCredit,
        notApplicable: notApplicableOf(found?.plan),
        reviews: (reviews.get(run) ?? []).map(reviewOf),
        ...(imported && { imported: { source: imported.source, sha256: imported.sha256 } }),
      }
    })
  }
}

const softwareOf = (body: string | null | undefined): RunOutcome['software'] =>
  typeof body === 'string' ? parseEventOf<'software-read'>(body).software : []

const notApplicableOf = (body: string | undefined): RunOutcome['notApplicable'] =>
  body === undefined
    ? []
    : (fromJsonText(body) as unknown as Pick<RunOutcome, 'notApplicable'>).notApplicable

const reviewOf = ({ at, event }: SaidEvent<'reviewed'>): Review => {
  const { name, role, disposition, note } = event
  return { name, role, at, disposition, note }
}
