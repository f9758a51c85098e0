import type { ElementKey, TestCaseKey } from '#domain/keys.ts'
import type { CaseStatus, Method, Verified } from '#domain/test-case.ts'

/** What traceability knows of a case: all that is in its file but how it is run. */
export interface CaseHead {
  readonly key: TestCaseKey
  readonly kind: 'case' | 'precursor'
  readonly title: string
  readonly objective?: string
  readonly method: Method
  readonly status: CaseStatus
  readonly priority: string
  readonly area: string
  readonly file: string
  readonly tags: readonly string[]
  readonly verifies: readonly Verified[]
  /** No script yet: counts as not executed. */
  readonly stub: boolean
  /** Its file has errors today: this is how it was when it last ran. */
  readonly unreadable?: boolean
  /** How its rows are done; `none` for a stub. */
  readonly automation: 'automated' | 'manual' | 'mixed' | 'none'
  /** Precursors it calls, itself or through others. */
  readonly calls: readonly TestCaseKey[]
  /** Step families its script uses, precursors included. */
  readonly families: readonly string[]
  /** `REQ/PARAMETER` that its expectations name by `meets` (a threshold that decides) or `compares`. */
  readonly meets: readonly string[]
  readonly compares: readonly string[]
  /** Elements that its expectations and rows name by themselves. */
  readonly judges: readonly ElementKey[]
  readonly contentHash: string
  readonly basis: { readonly [key: string]: string }
}
