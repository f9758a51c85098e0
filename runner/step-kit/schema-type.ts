import type { z } from 'zod'
import type { FieldType, ValueType } from '#domain/value-type.ts'
import { nameOfType } from './named-type.ts'

/** Schemas that have a name, as the families' `types` list them. */
export type NamedSchemas = ReadonlyMap<z.ZodType, string>

/** Type of what a schema gives after parsing: what rows see of a step's output. */
export const valueTypeOf = (schema: z.ZodType, named: NamedSchemas = new Map()): ValueType =>
  typeOf(schema, { side: 'output', named, open: [] })

/** Type of what a schema accepts: what a row may write as `with`. Fields tell what may be left out. */
export const inputTypeOf = (schema: z.ZodType, named: NamedSchemas = new Map()): ValueType =>
  typeOf(schema, { side: 'input', named, open: [] })

/** Description of a schema, also when `.optional`, `.default` or the like came after `.describe`. */
export const docOf = (schema: z.core.$ZodType): string | undefined => {
  for (let at: z.core.$ZodType | undefined = schema; at; at = innerOf(at)) {
    const { description } = at as z.ZodType
    if (description !== undefined) return description
  }
  return undefined
}

interface Walk {
  readonly side: 'input' | 'output'
  readonly named: NamedSchemas
  /** Objects and lazy schemas being walked: meeting one again is a recursive type, `any` from there on. */
  readonly open: readonly z.core.$ZodType[]
}

const typeOf = (schema: z.core.$ZodType, walk: Walk): ValueType => {
  const name = nameOfType(schema) ?? nameIn(walk.named, schema)
  const of: ValueType = walk.open.includes(schema)
    ? { kind: 'any' }
    : structureOf(schema as z.core.$ZodTypes, walk)
  return name === undefined ? of : { kind: 'named', name, of }
}

const nameIn = (named: NamedSchemas, schema: z.core.$ZodType): string | undefined => {
  for (let at: z.core.$ZodType | undefined = schema; at; at = at._zod.parent) {
    const name = named.get(at as z.ZodType)
    if (name !== undefined) return name
  }
  return undefined
}

const structureOf = (schema: z.core.$ZodTypes, walk: Walk): ValueType => {
  const def = schema._zod.def
  // A coercing schema takes whatever can be turned into its type.
  if (walk.side === 'input' && 'coerce' in def && def.coerce === true) return { kind: 'any' }
  switch (def.type) {
    case 'string':
    case 'template_literal':
      return { kind: 'string' }
    case 'number':
      return { kind: isWhole(def) ? 'integer' : 'number' }
    case 'nan':
      return { kind: 'number' }
    case 'bigint':
      return { kind: 'integer' }
    case 'boolean':
      return { kind: 'boolean' }
    case 'null':
    case 'undefined':
    case 'void':
      return { kind: 'null' }
    case 'enum':
      return unionOf(Object.values(def.entries).map(typeOfLiteral))
    case 'literal':
      return unionOf(def.values.map(typeOfLiteral))
    case 'array':
      return { kind: 'array', items: typeOf(def.element, walk) }
    case 'set':
      return { kind: 'array', items: typeOf(def.valueType, walk) }
    case 'tuple': {
      const items = def.rest ? [...def.items, def.rest] : def.items
      return { kind: 'array', items: unionOf(items.map((item) => typeOf(item, walk))) }
    }
    case 'object':
      return objectOf(def, inside(schema, walk))
    case 'record':
      return { kind: 'map', values: typeOf(def.valueType, walk) }
    case 'union':
      return unionOf(def.options.map((option) => typeOf(option, walk)))
    case 'intersection':
      return bothOf(typeOf(def.left, walk), typeOf(def.right, walk))
    case 'nullable':
      return nullableOf(typeOf(def.innerType, walk))
    case 'optional':
    case 'nonoptional':
    case 'readonly':
    case 'default':
    case 'prefault':
      return typeOf(def.innerType, walk)
    case 'catch':
      return walk.side === 'input' ? { kind: 'any' } : typeOf(def.innerType, walk)
    case 'success':
      return walk.side === 'input' ? typeOf(def.innerType, walk) : { kind: 'boolean' }
    case 'pipe':
      return typeOf(walk.side === 'input' ? def.in : def.out, walk)
    case 'lazy':
      return typeOf(def.getter(), inside(schema, walk))
    case 'any':
    case 'unknown':
    case 'custom':
    case 'transform':
    case 'map':
    case 'date':
    case 'symbol':
    case 'never':
    case 'function':
    case 'promise':
    case 'file':
      return { kind: 'any' }
    default:
      return def satisfies never
  }
}

/** True for `z.int()`, `z.number().int()` and the whole-number formats. */
const isWhole = (def: z.core.$ZodNumberDef): boolean => {
  const checks = def.checks?.map((check) => check._zod.def) ?? []
  return [def, ...checks].some((each) => 'format' in each && /int/.test(String(each.format)))
}

const typeOfLiteral = (value: unknown): ValueType => {
  if (typeof value === 'string') return { kind: 'string' }
  if (typeof value === 'bigint' || Number.isInteger(value)) return { kind: 'integer' }
  if (typeof value === 'number') return { kind: 'number' }
  if (typeof value === 'boolean') return { kind: 'boolean' }
  return { kind: 'null' }
}

const objectOf = (def: z.core.$ZodObjectDef, walk: Walk): ValueType => {
  const fields: { [name: string]: FieldType } = {}
  for (const [name, field] of Object.entries(def.shape)) fields[name] = fieldOf(field, walk)
  const open = def.catchall !== undefined && def.catchall._zod.def.type !== 'never'
  return { kind: 'object', fields, ...(open && { open }) }
}

const fieldOf = (schema: z.core.$ZodType, walk: Walk): FieldType => {
  const doc = docOf(schema)
  const absent = (walk.side === 'input' ? schema._zod.optin : schema._zod.optout) !== undefined
  const defaulted = absent && fillsIn(schema)
  return {
    type: typeOf(schema, walk),
    ...(defaulted ? { defaulted } : absent && { optional: true }),
    ...(doc !== undefined && { doc }),
  }
}

/** True when leaving the field out gives it a value. */
const fillsIn = (schema: z.core.$ZodType): boolean => {
  for (let at: z.core.$ZodType | undefined = schema; at; at = innerOf(at)) {
    if (['default', 'prefault', 'catch'].includes(at._zod.def.type)) return true
  }
  return false
}

const innerOf = (schema: z.core.$ZodType): z.core.$ZodType | undefined => {
  const { def } = (schema as z.core.$ZodTypes)._zod
  if ('innerType' in def) return def.innerType
  return def.type === 'pipe' ? def.in : undefined
}

const inside = (schema: z.core.$ZodType, walk: Walk): Walk => ({
  ...walk,
  open: [...walk.open, schema],
})

const nullableOf = (of: ValueType): ValueType =>
  of.kind === 'any' || of.kind === 'null' || of.kind === 'nullable' ? of : { kind: 'nullable', of }

/** One type where all are equal; null beside others makes them nullable; `any` swallows the rest. */
const unionOf = (types: readonly ValueType[]): ValueType => {
  const flat = types.flatMap(alternativesOf)
  const different = new Map(flat.map((type) => [JSON.stringify(type), type]))
  if (flat.length === 0 || flat.some((type) => type.kind === 'any')) return { kind: 'any' }
  const others = [...different.values()].filter((type) => type.kind !== 'null')
  const [first] = others
  if (first === undefined) return { kind: 'null' }
  const of: ValueType = others.length === 1 ? first : { kind: 'union', of: others }
  return others.length === different.size ? of : nullableOf(of)
}

const alternativesOf = (type: ValueType): readonly ValueType[] => {
  if (type.kind === 'union') return type.of
  return type.kind === 'nullable' ? [...alternativesOf(type.of), { kind: 'null' }] : [type]
}

const bothOf = (left: ValueType, right: ValueType): ValueType => {
  if (left.kind !== 'object' || right.kind !== 'object') return left.kind === 'any' ? right : left
  const open = left.open === true || right.open === true
  return {
    kind: 'object',
    fields: { ...left.fields, ...right.fields },
    ...(open && { open }),
  }
}
