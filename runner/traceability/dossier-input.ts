import type { ExecutionGraph, RunRequest, SoftwareVersion } from '#domain/execution-graph.ts'
import type { ElementKey, ExecutionId, RequirementKey } from '#domain/keys.ts'
import type { ExecutionState } from '#domain/ledger-event.ts'
import type { Requirement, VerificationElement } from '#domain/requirement.ts'
import type { Verdict } from '#domain/verdict.ts'

/** What a dossier is made of: the state of one run as the ledger keeps it. */
export interface DossierInput {
  readonly summary: RunFacts
  readonly graph: ExecutionGraph
  /** Newest attempt of every execution; an execution that is missing counts as not started. */
  readonly executions: readonly ExecutionState[]
  /** Attempts before the newest one, oldest first. */
  readonly earlier: ReadonlyMap<ExecutionId, readonly ExecutionState[]>
  readonly software: readonly SoftwareVersion[]
  /** Hash of the last seal. */
  readonly seal?: string
  /** Ids of failed attempts that somebody explained: `12/LVV-T40#1`. */
  readonly explained?: ReadonlySet<string>
  /** Requirements as held now. Absent: titles are missing and no requirement is fully verified. */
  readonly requirements?: KnownRequirements
}

/** Facts of a run; the ledger's summary of a run fits. */
interface RunFacts {
  readonly run: number
  readonly request: RunRequest
  readonly startedAt: string
  readonly finishedAt?: string
  readonly verdict: Verdict
  readonly exitCode?: number
  readonly interrupted: boolean
}

/** The part of the held requirements that coverage needs; the catalog's requirements fit. */
interface KnownRequirements {
  readonly requirements: ReadonlyMap<RequirementKey, Pick<Requirement, 'title'>>
  readonly elements: ReadonlyMap<
    ElementKey,
    Pick<VerificationElement, 'requirement' | 'stage' | 'covers' | 'verifiedIn'>
  >
}
