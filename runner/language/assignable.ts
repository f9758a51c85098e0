import type { Json } from '#domain/json.ts'
import type { ValueType } from '#domain/value-type.ts'

/** Whether a value of one type may stand where another is wanted, and if not, where it fails. */
export type Assignability =
  | { readonly ok: true }
  | {
      readonly ok: false
      /** Dotted path to what does not fit; `''`: the whole. */
      readonly path: string
      readonly expected: string
      readonly found: string
    }

/** True when every value of `from` may stand where `to` is wanted; `any` fits everywhere. */
export const isAssignable = (_from: ValueType, _to: ValueType): Assignability => {
  throw new Error('in work')
}

/** A type as the case language writes it. */
export const typeText = (_type: ValueType): string => {
  throw new Error('in work')
}

/** The type of a plain value. */
export const typeOfValue = (_value: Json): ValueType => {
  throw new Error('in work')
}
