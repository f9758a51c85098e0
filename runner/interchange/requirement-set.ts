import type { Parameter, Requirement, VerificationElement } from '#domain/requirement.ts'

/** A document as a source gives it. */
export interface DocumentRecord {
  readonly document: string
  readonly title?: string
  readonly release?: string
  /** Who decided, for parameters that do not say. */
  readonly decidedBy?: string
}

/** A parameter as a source gives it: what the source does not say is absent. */
export type ParameterRecord = Pick<Parameter, 'name'> &
  Partial<Omit<Parameter, 'name' | 'contentHash'>>

/** A requirement as a source gives it. */
export interface RequirementRecord
  extends Partial<Pick<Requirement, 'title' | 'priority' | 'parents' | 'status' | 'changed'>> {
  readonly id: string
  /** Absent: the source does not say; the caller places it. */
  readonly document?: string
  readonly parameters: { readonly [name: string]: ParameterRecord }
}

/** A verification element as a source gives it. */
export interface ElementRecord
  extends Partial<
    Pick<
      VerificationElement,
      'title' | 'parameters' | 'method' | 'stage' | 'covers' | 'jiraStatus' | 'written'
    >
  > {
  readonly key: string
  readonly document?: string
  readonly requirement?: string
  readonly verifiedIn?: readonly string[]
}

/** What a source lists whole: only there is something that is held and not listed *gone*. */
export interface Scope {
  /** Documents whose requirements are all listed. */
  readonly requirements: readonly string[]
  /** Documents whose requirements list all their parameters. */
  readonly parameters: readonly string[]
  /** Documents whose elements are all listed. */
  readonly elements: readonly string[]
}

/** In a scope: every document that the source has something of. Tables that do not name documents say so. */
export const everyDocument = '*'

/** Requirements and elements in no tool's form: what every reader gives and every writer takes. */
export interface RequirementSet {
  readonly documents: readonly DocumentRecord[]
  readonly requirements: readonly RequirementRecord[]
  readonly elements: readonly ElementRecord[]
  readonly scope: Scope
}

/** A set without anything. */
export const emptySet: RequirementSet = {
  documents: [],
  requirements: [],
  elements: [],
  scope: { requirements: [], parameters: [], elements: [] },
}
