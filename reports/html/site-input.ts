import type { Dossier } from '#domain/dossier.ts'
import type { KnownIssue } from '#domain/requirement.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'

/** What a site is made of. */
export interface SiteInput {
  readonly trace: TraceDossier
  /** The dossier of a run; undefined where there is none (results that were imported). Read one at a time. */
  readonly dossiers: (run: number) => Promise<Dossier | undefined>
  /** Runs whose executions get pages of their own; all other runs are shown by their results. */
  readonly runs: readonly number[]
  /** Absolute path of a file kept as evidence; undefined where it is not kept any more. */
  readonly evidence: (sha256: string) => Promise<string | undefined>
  /**
   * The trace to which this one is compared on the page of changes; read only when the site is written. It must follow
   * from `trace` (the same without some of its runs): an unchanged trace is taken for an unchanged site.
   */
  readonly previous?: () => Promise<TraceDossier | undefined>
  /** A case or precursor as it is written, to show its script; absent, or undefined for one that is not held: none is shown. */
  readonly definitions?: (key: string) => TestCase | undefined
  /** Rows that are expected to fail. */
  readonly knownIssues?: readonly KnownIssue[]
  /**
   * A short text that changes when the dossier of a run does, so that an unchanged site is known without reading
   * every dossier. Absent: dossiers are read to see whether they changed.
   */
  readonly versionOf?: (run: number) => Promise<string | undefined>
}

/** What was done. */
export interface SiteReport {
  /** Absolute path of the page to open first. */
  readonly index: string
  /** Nothing had changed; no file was touched. */
  readonly unchanged: boolean
  readonly pages: number
  readonly written: number
  readonly removed: number
  /** Evidence that is named but not kept, or could not be read: `name: why`. */
  readonly missing: readonly string[]
}
