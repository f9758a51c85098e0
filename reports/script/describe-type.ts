import type { ValueType } from '#domain/value-type.ts'

/** What a person may enter, or a precursor takes, in words: `integer`, `list of string`. */
export const describeType = (type: ValueType): string => {
  switch (type.kind) {
    case 'array':
      return `list of ${describeType(type.items)}`
    case 'map':
      return `map of ${describeType(type.values)}`
    case 'named':
      return type.name
    case 'nullable':
      return `${describeType(type.of)} or null`
    case 'union':
      return type.of.map(describeType).join(' or ')
    default:
      return type.kind
  }
}
