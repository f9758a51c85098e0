import type { ValueType } from '#domain/value-type.ts'

/** The type of a value that is one of these. */
export const joinTypes = (types: readonly ValueType[]): ValueType => {
  const [first] = types
  if (first === undefined) return { kind: 'any' }
  if (types.every((type) => type === first)) return first
  const distinct = new Map<string, ValueType>()
  for (const type of types) {
    if (type.kind === 'any') return { kind: 'any' }
    distinct.set(JSON.stringify(type), type)
  }
  const nulls = distinct.delete('{"kind":"null"}')
  if (distinct.has('{"kind":"number"}')) distinct.delete('{"kind":"integer"}')
  const rest = [...distinct.values()]
  const [only] = rest
  if (only === undefined) return { kind: 'null' }
  const joined: ValueType = rest.length === 1 ? only : { kind: 'union', of: rest }
  return nulls ? { kind: 'nullable', of: joined } : joined
}
