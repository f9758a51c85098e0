import type { ASTNode } from '@marcbachmann/cel-js'
import type { ValueType } from '#domain/value-type.ts'
import { keyOf, pathOf, textOf } from '#language/expressions/cel-tree.ts'
import { nameHint } from '#language/name-hint.ts'
import { typeText } from './assignable.ts'
import { anyType, bare, insideOptional, optionalType } from './cel-types.ts'
import { type Bound, type CheckContext, mayBe, report } from './check-context.ts'
import { joinTypes } from './join-types.ts'

type AccessNode = ASTNode & { readonly op: '.' | '.?' | '[]' | '[?]' }

/** The type of `a.b`, `a["b"]`, `a[0]` and their optional forms. */
export const inferAccess = (context: CheckContext, node: AccessNode, bound: Bound): ValueType => {
  const [owner] = node.args
  const found = context.infer(owner, bound)
  const inside = insideOptional(found)
  const optional = inside !== undefined || node.op === '.?' || node.op === '[?]'
  const key = keyOf(node)
  const type =
    key === undefined
      ? inferIndex(context, { node, bound, owner: inside ?? found })
      : isKnownPresent(node, bound)
        ? (fieldType(inside ?? found, key) ?? anyType)
        : inferField(context, { node, key, owner: inside ?? found })
  return optional ? optionalType(type) : type
}

/** `stack.tag` for `env.stack.tag`; undefined for anything else than a path below `env`. */
export const bindingPath = (node: ASTNode): string | undefined => {
  const path = pathOf(node)
  return path?.root === 'env' && path.whole && path.keys.length > 0
    ? path.keys.join('.')
    : undefined
}

/** Name under which `Bound` notes that a binding is there; no variable can be called so. */
export const presence = (path: string): string => `has env.${path}`

const isKnownPresent = (node: AccessNode, bound: Bound): boolean => {
  const path = bindingPath(node)
  return path !== undefined && bound.has(presence(path)) && !bound.has('env')
}

const inferField = (
  context: CheckContext,
  { node, key, owner }: { node: AccessNode; key: string; owner: ValueType },
): ValueType => {
  const field = fieldType(owner, key)
  if (field !== undefined) return field
  const [owned] = node.args
  const names = fieldNames(owner)
  if (names === undefined) {
    report(context, node, {
      code: 'no-fields',
      message: `"${textOf(owned)}" is ${article(owner)}, which has no field "${key}"`,
      ...(bare(owner).kind === 'array'
        ? { hint: 'Take an item with [0], or ask all with .all(x, …), .exists(x, …), .map(x, …).' }
        : {}),
    })
    return anyType
  }
  const hint = nameHint(key, names)
  report(context, node, {
    ...unknownField(owned, key),
    ...(hint === undefined ? {} : { hint }),
  })
  return anyType
}

/** Type of a field, undefined where there is none. */
const fieldType = (owner: ValueType, key: string): ValueType | undefined => {
  const type = bare(owner)
  switch (type.kind) {
    case 'any':
      return anyType
    case 'map':
      return type.values
    case 'object': {
      const field = Object.hasOwn(type.fields, key) ? type.fields[key] : undefined
      return field?.type ?? (type.open ? anyType : undefined)
    }
    case 'union': {
      const types = type.of.map((each) => fieldType(each, key)).filter((each) => each !== undefined)
      return types.length === 0 ? undefined : joinTypes(types)
    }
    default:
      return undefined
  }
}

/** Names of the fields of a type, undefined for one that has none at all. */
const fieldNames = (owner: ValueType): readonly string[] | undefined => {
  const type = bare(owner)
  if (type.kind === 'object') return Object.keys(type.fields)
  if (type.kind !== 'union') return undefined
  const names = type.of.flatMap((each) => fieldNames(each) ?? [])
  return names.length === 0 ? undefined : [...new Set(names)]
}

const rootTexts: { readonly [root: string]: readonly [string, string] } = {
  steps: ['unknown-row', 'no earlier row is called'],
  inputs: ['unknown-input', 'there is no input'],
  env: ['unknown-binding', 'no environment has a binding'],
  matrix: ['unknown-matrix-key', 'the matrix has no'],
  params: ['unknown-parameter', 'no requirement has the parameter'],
}

const unknownField = (owner: ASTNode, key: string): { code: string; message: string } => {
  const root = owner.op === 'id' ? rootTexts[owner.args] : undefined
  if (root !== undefined) return { code: root[0], message: `${root[1]} "${key}"` }
  return { code: 'unknown-field', message: `there is no "${key}" in "${textOf(owner)}"` }
}

const inferIndex = (
  context: CheckContext,
  { node, bound, owner }: { node: AccessNode; bound: Bound; owner: ValueType },
): ValueType => {
  const index = node.args[1]
  if (typeof index === 'string') return anyType
  const indexed = context.infer(index, bound)
  const type = bare(owner)
  const owned = textOf(node.args[0])
  switch (type.kind) {
    case 'array':
      if (!isWhole(indexed)) {
        report(context, index, {
          code: 'wrong-type',
          message: `a list is indexed by an integer, not by ${article(indexed)}`,
          ...(mayBe(indexed, ['number']) ? { hint: 'Write int(…) around it.' } : {}),
        })
      }
      return type.items
    case 'map':
    case 'object':
      if (!mayBe(indexed, ['string'])) {
        const message = `"${owned}" is indexed by a text, not by ${article(indexed)}`
        report(context, index, { code: 'wrong-type', message })
      }
      return type.kind === 'map' ? type.values : anyType
    case 'any':
    case 'union':
      return anyType
    default: {
      const message = `"${owned}" is ${article(owner)}, which cannot be indexed`
      report(context, node, { code: 'wrong-type', message })
      return anyType
    }
  }
}

const isWhole = (type: ValueType): boolean => mayBe(type, ['int']) || bare(type).kind === 'integer'

/** `a string`, `an integer`, `array of number`. */
export const article = (type: ValueType): string => {
  const text = typeText(type)
  if (text === 'null' || text === 'any' || text.includes(' ') || text.includes('.')) return text
  return `${/^[aeiou]/.test(text) ? 'an' : 'a'} ${text}`
}
