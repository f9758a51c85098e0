import type { JsonObject } from './json.ts'
import type { Stage } from './requirement.ts'

/** Where a secret comes from; never its value. */
export type SecretReference =
  | { readonly kind: 'variable'; readonly variable: string }
  | { readonly kind: 'file'; readonly path: string }

/** Where cases run: bindings, secrets, resources, and how near it is to the real system. */
export interface Environment {
  readonly name: string
  readonly title: string
  readonly stage: Stage
  /** What `env` shows. */
  readonly bindings: JsonObject
  readonly secrets: { readonly [name: string]: SecretReference }
  /** Upper bounds of what one ledger's runs use here at once; memory in bytes. */
  readonly resources: { readonly cpus?: number; readonly memory?: number }
  /** Set when the embedded facility must be up; it then adds bindings of its own. */
  readonly facility?: 'embedded'
  readonly file: string
  readonly contentHash: string
}
