import type { Template } from '#domain/template.ts'

/** What an expression reads. Lists are without doubles, in the order of first use. */
export interface References {
  /** Dotted paths below `env`; `''`: the whole. */
  readonly env: readonly string[]
  readonly steps: readonly { readonly row: string; readonly path: string }[]
  readonly inputs: readonly string[]
  readonly matrix: readonly string[]
  /** `REQ/NAME`. */
  readonly params: readonly string[]
  readonly cells: boolean
  readonly item: boolean
  /** First-level fields of `result`; `''`: the whole. */
  readonly result: readonly string[]
  readonly run: boolean
}

/** What an expression reads, from its syntax tree; nothing for one that does not parse. */
export const referencesOf = (_source: string): References => {
  throw new Error('in work')
}

/** What all expressions of a template read, and the secrets it names. */
export const templateReferences = (
  _template: Template,
): References & { readonly secrets: readonly string[] } => {
  throw new Error('in work')
}
