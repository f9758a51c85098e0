import type { SecretMasker } from './secret-masker.ts'

/** Values of the secrets that a run may use. Never stored, never printed. */
export interface SecretStore {
  /** Names that can be asked for. */
  readonly names: readonly string[]
  /** Value of a secret. Throws HarnessError `environment-variable` when the name is none of `names`. */
  valueOf(name: string): string
  /** Hides all of them. */
  readonly masker: SecretMasker
}
