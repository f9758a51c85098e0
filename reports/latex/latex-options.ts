import type { EvidenceRef } from '#domain/evidence.ts'

/** Coverage labels of a control document: docsteady 3.0 prints five, 3.1 three. */
export type LabelSet = '3.0' | '3.1'

/** How documents are written. */
export interface LatexOptions {
  readonly labels: LabelSet
  /** Adds a main document and a small class, so that it compiles without lsst-texmf. */
  readonly standAlone?: boolean
  /** Handle of the document: `LDM-639`. Absent: the usual one of its kind. */
  readonly handle?: string
  /** Component whose documents these are; absent: `DM`. */
  readonly component?: string
  /** Address of Jira without a slash at its end; absent: the project's own. */
  readonly jira?: string
  /** Handle of the report of a plan, `DMTR-401`, by the plan's key. */
  readonly reportOf?: (plan: string) => string | undefined
  /** Where a reader opens a file of evidence; absent: its SHA-256 is printed without a link. */
  readonly evidenceAddress?: (evidence: EvidenceRef) => string | undefined
}

/** One file of a document. */
export interface LatexFile {
  /** Without folders. */
  readonly name: string
  readonly text: string
}

/** A document as files: what is imported, and with `standAlone` what imports it. */
export interface LatexDocument {
  readonly files: readonly LatexFile[]
  /** Names of the files that LaTeX is called with; empty where all are only imported. */
  readonly mains: readonly string[]
}
