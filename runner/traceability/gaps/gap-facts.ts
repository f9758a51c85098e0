import type { Gap } from '#domain/tracing/gap.ts'
import type { CaseTrace, ElementTrace, RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import type { Levels } from '#traceability/flow-down/link-levels.ts'
import type { TraceIndex } from '#traceability/trace-index.ts'

/** What gaps are looked for in. */
export interface GapFacts {
  readonly index: TraceIndex
  readonly requirements: readonly RequirementTrace[]
  readonly elements: readonly ElementTrace[]
  readonly cases: readonly CaseTrace[]
  /** Documents with elements or cases of their own. */
  readonly verified: ReadonlySet<string>
  readonly levels: Levels
}

interface GapParts {
  readonly document?: string | undefined
  readonly about?: readonly string[]
  readonly message: string
}

/** One finding. */
export const gap = (kind: Gap['kind'], key: string, parts: GapParts): Gap => ({
  kind,
  key,
  ...(parts.document === undefined ? {} : { document: parts.document }),
  about: parts.about ?? [],
  message: parts.message,
})
