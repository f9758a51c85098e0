import type { ASTNode } from '@marcbachmann/cel-js'
import type { FieldType, ValueType } from '#domain/value-type.ts'
import { celProblem } from '#language/expressions/cel-problem.ts'
import { isScopeName, partsOf, type ScopeName, typeNames } from '#language/expressions/cel-tree.ts'
import type { LanguageProblem } from '#language/language-problem.ts'
import {
  anyType,
  booleanType,
  bytesType,
  celInt,
  nullType,
  numberType,
  stringType,
  typeType,
} from './cel-types.ts'
import { article, bindingPath, inferAccess, presence } from './check-access.ts'
import { inferCall, inferMethod, requireBoolean } from './check-call.ts'
import { type Bound, type CheckContext, mayBe, report, type ScopeTypes } from './check-context.ts'
import { inferBinary } from './check-operator.ts'
import { joinTypes } from './join-types.ts'

/** The type that a tree gives, and everything wrong with it for these types. */
export const inferTree = (
  tree: ASTNode,
  types: ScopeTypes,
): { readonly type: ValueType; readonly problems: readonly LanguageProblem[] } => {
  const problems: LanguageProblem[] = []
  const context: CheckContext = {
    types,
    problems,
    infer: (node, bound) => inferNode(context, node, bound),
  }
  try {
    return { type: context.infer(tree, new Map()), problems }
  } catch (error) {
    // Only a tree too deep for the stack gets here.
    return { type: anyType, problems: [celProblem(error, tree.input)] }
  }
}

const inferNode = (context: CheckContext, node: ASTNode, bound: Bound): ValueType => {
  switch (node.op) {
    case 'value':
      return literalType(node.args)
    case 'id':
      return inferName(context, node, bound)
    case '.':
    case '.?':
    case '[]':
    case '[?]':
      return inferAccess(context, node, bound)
    case 'call':
      return inferCall(context, node, bound)
    case 'rcall':
      return inferMethod(context, node, bound)
    case 'list':
      return {
        kind: 'array',
        items: joinTypes(node.args.map((item) => context.infer(item, bound))),
      }
    case 'map':
      return inferMap(context, node, bound)
    case '?:':
    case '||':
    case '&&':
      return inferChoice(context, node, bound)
    case '!_':
    case '-_':
      return inferUnary(context, node, bound)
    default: {
      const [left, right] = node.args
      return inferBinary(context, node, [context.infer(left, bound), context.infer(right, bound)])
    }
  }
}

const literalType = (value: unknown): ValueType => {
  if (value === null) return nullType
  if (typeof value === 'bigint') return celInt
  if (typeof value === 'number') return numberType
  if (typeof value === 'string') return stringType
  if (typeof value === 'boolean') return booleanType
  return value instanceof Uint8Array ? bytesType : anyType
}

const absentHints: { readonly [name in ScopeName]?: string } = {
  item: '"item" stands only where "each" gives a list.',
  result: '"result" stands only in "given" and "expect".',
  cells: '"cells" stands only in "aggregate".',
  matrix: '"matrix" stands only in a case that has one.',
  inputs: '"inputs" stands only in a precursor.',
}

const inferName = (
  context: CheckContext,
  node: ASTNode & { readonly op: 'id' },
  bound: Bound,
): ValueType => {
  const name = node.args
  const own = bound.get(name)
  if (own !== undefined) return own
  if (typeNames.has(name)) return typeType
  // Any other name was refused when the expression was compiled.
  if (!isScopeName(name)) return anyType
  const type = context.types[name]
  if (type !== undefined) return type
  const hint = absentHints[name]
  report(context, node, {
    code: 'unknown-name',
    message: `"${name}" is not known here`,
    ...(hint === undefined ? {} : { hint }),
  })
  return anyType
}

const inferMap = (
  context: CheckContext,
  node: ASTNode & { readonly op: 'map' },
  bound: Bound,
): ValueType => {
  const fields: { [name: string]: FieldType } = Object.create(null)
  let isObject = true
  const values: ValueType[] = []
  for (const [key, value] of node.args) {
    const keyType = context.infer(key, bound)
    const type = context.infer(value, bound)
    values.push(type)
    if (key.op === 'value' && typeof key.args === 'string') fields[key.args] = { type }
    else isObject = false
    if (!mayBe(keyType, ['string'])) {
      const message = `a key of an object is a text, not ${article(keyType)}`
      report(context, key, { code: 'wrong-type', message })
    }
  }
  return isObject ? { kind: 'object', fields } : { kind: 'map', values: joinTypes(values) }
}

const inferChoice = (
  context: CheckContext,
  node: ASTNode & { readonly op: '?:' | '||' | '&&' },
  bound: Bound,
): ValueType => {
  const parts = partsOf(node)
  const types = parts.map((part, index) =>
    context.infer(part, boundAt(node.op, parts.slice(0, index), bound)),
  )
  const conditions = node.op === '?:' ? 1 : parts.length
  for (const [index, part] of parts.slice(0, conditions).entries()) {
    requireBoolean(context, part, types[index] ?? anyType)
  }
  return node.op === '?:' ? joinTypes(types.slice(1)) : booleanType
}

/** What is known where a part is evaluated: after `has(env.x) &&`, and in `has(env.x) ? … `, there is one. */
const boundAt = (op: '?:' | '||' | '&&', before: readonly ASTNode[], bound: Bound): Bound => {
  const holds = op === '&&' || (op === '?:' && before.length === 1)
  const paths = holds ? before.flatMap(pathsAskedFor) : []
  return paths.length === 0
    ? bound
    : new Map([...bound, ...paths.map((path) => [presence(path), anyType] as const)])
}

const pathsAskedFor = (node: ASTNode): readonly string[] => {
  if (node.op === '&&') return partsOf(node).flatMap(pathsAskedFor)
  if (node.op !== 'call') return []
  const [name, [asked]] = node.args
  const path = name === 'has' && asked !== undefined ? bindingPath(asked) : undefined
  return path === undefined ? [] : [path]
}

const inferUnary = (
  context: CheckContext,
  node: ASTNode & { readonly op: '!_' | '-_' },
  bound: Bound,
): ValueType => {
  const type = context.infer(node.args, bound)
  if (node.op === '!_') {
    requireBoolean(context, node.args, type)
    return booleanType
  }
  if (!mayBe(type, ['number'])) {
    report(context, node, { code: 'wrong-type', message: `"-" does not work on ${article(type)}` })
  }
  return type
}
