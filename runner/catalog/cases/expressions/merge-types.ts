import type { FieldType, ValueType } from '#domain/value-type.ts'

/**
 * One type for values that differ from place to place: fields that only some have become optional, and what
 * disagrees becomes `any`, since only evaluation can tell.
 */
export const mergeTypes = (types: readonly ValueType[]): ValueType => {
  const [first, ...others] = types
  return first === undefined ? { kind: 'any' } : others.reduce(mergeTwo, first)
}

const mergeTwo = (a: ValueType, b: ValueType): ValueType => {
  if (a.kind === 'object' && b.kind === 'object') return mergeObjects(a.fields, b.fields)
  if (a.kind === 'array' && b.kind === 'array') {
    return { kind: 'array', items: mergeTwo(a.items, b.items) }
  }
  if (a.kind === 'null' || b.kind === 'null') return mergeNull(a.kind === 'null' ? b : a)
  if (a.kind === 'nullable' || b.kind === 'nullable') {
    return mergeNull(mergeTwo(withoutNull(a), withoutNull(b)))
  }
  if (JSON.stringify(a) === JSON.stringify(b)) return a
  const numbers = ['number', 'integer']
  if (numbers.includes(a.kind) && numbers.includes(b.kind)) return { kind: 'number' }
  return { kind: 'any' }
}

const mergeNull = (type: ValueType): ValueType =>
  type.kind === 'any' || type.kind === 'null' || type.kind === 'nullable'
    ? type
    : { kind: 'nullable', of: type }

const withoutNull = (type: ValueType): ValueType => (type.kind === 'nullable' ? type.of : type)

type Fields = { readonly [name: string]: FieldType }

const mergeObjects = (a: Fields, b: Fields): ValueType => {
  const fields: { [name: string]: FieldType } = {}
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const [left, right] = [a[name], b[name]]
    const one = left ?? right
    if (one === undefined) continue
    if (left === undefined || right === undefined) fields[name] = { ...one, optional: true }
    else {
      const optional = left.optional === true || right.optional === true
      fields[name] = { type: mergeTwo(left.type, right.type), ...(optional && { optional }) }
    }
  }
  return { kind: 'object', fields }
}
