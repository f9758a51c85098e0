/** What is missing or does not fit, both ways. */
export type GapKind =
  /** A parent that no child answers: it has no child, or none that is live. */
  | 'parent-unanswered'
  /** A live requirement without a parent. */
  | 'no-parent'
  /** A live requirement that no verification element states. */
  | 'no-element'
  /** A live requirement that no live case of a held root verifies, by none of its elements. */
  | 'no-case'
  /** An element of a live requirement without a live case and without `verifiedIn`. */
  | 'element-without-case'
  | 'case-verifies-nothing'
  /** A key that is named and does not exist. */
  | 'unknown-key'
  | 'descoped-tested'
  /** A threshold of a live requirement that no live case measures. */
  | 'threshold-unmeasured'
  /** An element written before the last change of its requirement. */
  | 'element-older'
  | 'parent-cycle'
  | 'verified-in-missing'
  | 'verified-in-cycle'
  /** Status held in Jira and coverage that results give. */
  | 'status-differs'
  /** Planned method of an element and the method of its cases. */
  | 'method-differs'
  | 'waiver-expired'
  | 'deviation-expired'

/** One finding of traceability. */
export interface Gap {
  readonly kind: GapKind
  /** What it is about: a requirement, an element, a case. */
  readonly key: string
  /** Document of `key`, where it has one. */
  readonly document?: string
  /** Other keys it names. */
  readonly about: readonly string[]
  /** One sentence. */
  readonly message: string
}
