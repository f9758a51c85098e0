import type { Json } from './json.ts'

/** A CEL expression with the place where it stands. */
export interface Expression {
  readonly source: string
  /** One-based line in the file of the case; 0 where unknown. */
  readonly line: number
}

/** A value of the language in which `${{ … }}` may stand anywhere. */
export type Template =
  | { readonly kind: 'literal'; readonly value: Json }
  /** A string that is one expression: keeps the type of its result. */
  | { readonly kind: 'expression'; readonly expression: Expression }
  /** Text around expressions: makes a string. */
  | { readonly kind: 'text'; readonly parts: readonly (string | Expression)[] }
  /** `${{ secrets.NAME }}`, alone: only the step resolves it. */
  | { readonly kind: 'secret'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Template[] }
  | { readonly kind: 'map'; readonly entries: { readonly [key: string]: Template } }
