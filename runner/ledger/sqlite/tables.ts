/** Columns that the typed queries use; the migrations are the schema. */
export interface LedgerTables {
  readonly events: {
    seq: number
    run: number
    at: string
    kind: string
    body: string
    digest: string
  }
  readonly executions: {
    run: number
    execution: string
    attempt: number
    latest: number
    role: string
    case_key: string
    state: string
    starts: number
    verdict: string | null
    creditable: number
    fingerprint: string
    fresh_key: string | null
    shared_run: number | null
    shared_execution: string | null
    shared_attempt: number | null
    started_at: string | null
    finished_at: string | null
    finished_seq: number | null
  }
}
