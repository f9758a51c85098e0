import type { ValueType } from '#domain/value-type.ts'

export const anyType: ValueType = { kind: 'any' }
export const stringType: ValueType = { kind: 'string' }
export const numberType: ValueType = { kind: 'number' }
export const integerType: ValueType = { kind: 'integer' }
export const booleanType: ValueType = { kind: 'boolean' }
export const nullType: ValueType = { kind: 'null' }

/**
 * An int of CEL (a literal, a size): told from the integers of plain data, which CEL holds as doubles, by identity,
 * since only a division of two such ints drops the fraction.
 */
export const celInt: ValueType = { kind: 'integer' }

const opaque = (name: string): ValueType => ({ kind: 'named', name, of: anyType })
export const timestampType = opaque('timestamp')
export const durationType = opaque('duration')
export const bytesType = opaque('bytes')
export const typeType = opaque('type')

/** An optional of CEL around a value of that type (`result.?field`). */
export const optionalType = (of: ValueType): ValueType => ({ kind: 'named', name: 'optional', of })

/** What is inside an optional; undefined for any other type. */
export const insideOptional = (type: ValueType): ValueType | undefined =>
  type.kind === 'named' && type.name === 'optional' ? type.of : undefined

/** True for the types that only exist while CEL evaluates. */
const isOpaque = (type: ValueType): boolean =>
  type === timestampType || type === durationType || type === bytesType || type === typeType

/** The type below names, null and optionals: what operators look at. */
export const bare = (type: ValueType): ValueType => {
  if (isOpaque(type)) return type
  return type.kind === 'named' || type.kind === 'nullable' ? bare(type.of) : type
}

/** The members of a union, the type itself otherwise. */
export const membersOf = (type: ValueType): readonly ValueType[] => {
  const plain = bare(type)
  return plain.kind === 'union' ? plain.of.flatMap(membersOf) : [plain]
}

/** A type as it is once the result of an expression has become plain data. */
export const plainType = (type: ValueType): ValueType => {
  if (type === celInt) return integerType
  if (type === timestampType) return stringType
  if (type.kind === 'array') return { kind: 'array', items: plainType(type.items) }
  if (type.kind === 'map') return { kind: 'map', values: plainType(type.values) }
  return insideOptional(type) ?? type
}
