import type { EvidenceRef } from '#domain/evidence.ts'
import type { JsonObject } from '#domain/json.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import type { Stage } from '#domain/requirement.ts'
import type { Verdict } from '#domain/verdict.ts'

/** One result that was recorded elsewhere, as a line of a file tells it. */
export interface ImportedResult {
  /** Line of a CSV file, number of an item of a JSON file; unique in its file. */
  readonly line: number
  /** Absent for a result that names elements alone. */
  readonly case?: TestCaseKey
  readonly matrix: JsonObject
  readonly verdict: Verdict
  /** Verdict of every element that the result belongs to. */
  readonly elements: { readonly [element: string]: Verdict }
  readonly creditable: boolean
  readonly environment: string
  readonly stage: Stage
  readonly release?: string
  /** When it was found; ISO 8601, UTC. */
  readonly at: string
  readonly note?: string
  /** Who executed it. */
  readonly by?: string
}

/** Results of one file: imported together or not at all. */
export interface ImportedBatch {
  /** The file as it was read; kept in the evidence store. Its name is the source that results show. */
  readonly file: EvidenceRef
  readonly results: readonly ImportedResult[]
  /** Takes a file that was imported before; else that is refused. */
  readonly again: boolean
  /** Who imports. */
  readonly executor?: string
  readonly command: readonly string[]
}
