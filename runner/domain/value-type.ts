/**
 * Type of a value that crosses rows: what a step returns, what a precursor takes. The language's own names are
 * string, number, integer, boolean, array, object, any, and named types of step families (`butler.Handle`).
 */
export type ValueType =
  | { readonly kind: 'string' | 'number' | 'integer' | 'boolean' | 'any' | 'null' }
  | { readonly kind: 'array'; readonly items: ValueType }
  | { readonly kind: 'map'; readonly values: ValueType }
  | {
      readonly kind: 'object'
      readonly fields: { readonly [name: string]: FieldType }
      /** True when further fields are allowed. */
      readonly open?: boolean
    }
  | { readonly kind: 'named'; readonly name: string; readonly of: ValueType }
  | { readonly kind: 'nullable'; readonly of: ValueType }
  | { readonly kind: 'union'; readonly of: readonly ValueType[] }

/** Type of one field of an object. */
export interface FieldType {
  readonly type: ValueType
  /** True when the field may be absent. */
  readonly optional?: boolean
  /** True when the step fills in a default, so that a `with` may leave it out. */
  readonly defaulted?: boolean
  /** Meaning and unit, from the schema's description. */
  readonly doc?: string
}
