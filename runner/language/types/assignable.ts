import type { Json } from '#domain/json.ts'
import { isJsonObject } from '#domain/json.ts'
import type { FieldType, ValueType } from '#domain/value-type.ts'
import { joinTypes } from './join-types.ts'

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

const fits: Assignability = { ok: true }
type Types = { readonly from: ValueType; readonly to: ValueType; readonly path: string }

/**
 * Whether a value of `from` may stand where `to` is wanted. `any` fits everywhere. Where a value may be null, or of
 * several types, one that fits is enough: expressions cannot narrow a type, and the step looks at the value again.
 * A named type fits only itself, but plain data fits it by its fields.
 */
export const isAssignable = (from: ValueType, to: ValueType): Assignability =>
  from === to ? fits : compare({ from, to, path: '' })

const compare = (types: Types): Assignability => {
  const { from, to } = types
  if (from === to || from.kind === 'any' || to.kind === 'any') return fits
  return compareWrapped(types) ?? compareBare(types)
}

/** Names, null and unions; undefined when neither type is one. */
const compareWrapped = ({ from, to, path }: Types): Assignability | undefined => {
  if (from.kind === 'union') {
    return anyOf(from.of.map((each) => compare({ from: each, to, path }))) ?? misfit(from, to, path)
  }
  if (from.kind === 'nullable') return compare({ from: from.of, to, path })
  if (to.kind === 'nullable') {
    return from.kind === 'null' ? fits : compare({ from, to: to.of, path })
  }
  if (to.kind === 'union') {
    return anyOf(to.of.map((each) => compare({ from, to: each, path }))) ?? misfit(from, to, path)
  }
  if (from.kind === 'named' && to.kind === 'named') {
    return from.name === to.name ? fits : misfit(from, to, path)
  }
  if (from.kind === 'named') return compare({ from: from.of, to, path })
  return to.kind === 'named' ? compare({ from, to: to.of, path }) : undefined
}

const compareBare = ({ from, to, path }: Types): Assignability => {
  if (from.kind === 'array' && to.kind === 'array') {
    return compare({ from: from.items, to: to.items, path: `${path}[]` })
  }
  if (from.kind === 'map' && to.kind === 'map') {
    return compare({ from: from.values, to: to.values, path })
  }
  if (from.kind === 'map' && to.kind === 'object') {
    return all(Object.values(to.fields), (field) =>
      compare({ from: from.values, to: field.type, path }),
    )
  }
  if (from.kind === 'object' && to.kind === 'map') {
    return all(Object.entries(from.fields), ([name, field]) =>
      compare({ from: field.type, to: to.values, path: join(path, name) }),
    )
  }
  if (from.kind === 'object' && to.kind === 'object') {
    return all(Object.entries(to.fields), ([name, wanted]) =>
      compareField(from, name, { wanted, path }),
    )
  }
  const widens = from.kind === 'integer' && to.kind === 'number'
  return widens || from.kind === to.kind ? fits : misfit(from, to, path)
}

const compareField = (
  from: ValueType & { readonly kind: 'object' },
  name: string,
  { wanted, path }: { readonly wanted: FieldType; readonly path: string },
): Assignability => {
  const found = Object.hasOwn(from.fields, name) ? from.fields[name] : undefined
  if (found !== undefined) {
    return compare({ from: found.type, to: wanted.type, path: join(path, name) })
  }
  if (wanted.optional || wanted.defaulted || from.open) return fits
  return { ok: false, path: join(path, name), expected: typeText(wanted.type), found: 'nothing' }
}

const anyOf = (results: readonly Assignability[]): Assignability | undefined =>
  results.some((result) => result.ok) ? fits : undefined

const all = <T>(items: readonly T[], check: (item: T) => Assignability): Assignability => {
  for (const item of items) {
    const result = check(item)
    if (!result.ok) return result
  }
  return fits
}

const misfit = (from: ValueType, to: ValueType, path: string): Assignability => ({
  ok: false,
  path,
  expected: typeText(to),
  found: typeText(from),
})

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

const mostFields = 8

/** A type as a reader of the case language would write it: `array of { name: string, flux?: number }`. */
export const typeText = (type: ValueType): string => textAt(type, 0)

const textAt = (type: ValueType, depth: number): string => {
  switch (type.kind) {
    case 'array':
      return `array of ${textAt(type.items, depth + 1)}`
    case 'map':
      return `map of ${textAt(type.values, depth + 1)}`
    case 'nullable':
      return `${textAt(type.of, depth)} or null`
    case 'union':
      return [...new Set(type.of.map((each) => textAt(each, depth)))].join(' or ')
    case 'named':
      return type.name
    case 'object':
      return objectText(type, depth)
    default:
      return type.kind
  }
}

const objectText = (type: ValueType & { readonly kind: 'object' }, depth: number): string => {
  const names = Object.entries(type.fields)
  if (names.length === 0 || depth > 2) return 'object'
  const shown = names
    .slice(0, mostFields)
    .map(([name, field]) => `${name}${field.optional ? '?' : ''}: ${textAt(field.type, depth + 1)}`)
  if (names.length > mostFields || type.open) shown.push('…')
  return `{ ${shown.join(', ')} }`
}

/** Items of a list that are looked at for its type. */
const sample = 100

/** The type of a plain value: a whole number is an integer, an empty list may hold anything. */
export const typeOfValue = (value: Json): ValueType => {
  if (value === null) return { kind: 'null' }
  if (typeof value === 'string') return { kind: 'string' }
  if (typeof value === 'boolean') return { kind: 'boolean' }
  if (typeof value === 'bigint') return { kind: 'integer' }
  if (typeof value === 'number') return { kind: Number.isInteger(value) ? 'integer' : 'number' }
  if (isJsonObject(value)) {
    const fields: { [name: string]: FieldType } = Object.create(null)
    for (const [name, item] of Object.entries(value)) fields[name] = { type: typeOfValue(item) }
    return { kind: 'object', fields }
  }
  return { kind: 'array', items: joinTypes(value.slice(0, sample).map(typeOfValue)) }
}
