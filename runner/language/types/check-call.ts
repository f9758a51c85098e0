import type { ASTNode } from '@marcbachmann/cel-js'
import type { ValueType } from '#domain/value-type.ts'
import {
  type Binding,
  bindingOf,
  isNamespace,
  pathOf,
  textOf,
} from '#language/expressions/cel-tree.ts'
import {
  functions,
  methodNames,
  methods,
  type Signature,
} from '#language/expressions/function-table.ts'
import { nameHint } from '#language/name-hint.ts'
import {
  anyType,
  bare,
  booleanType,
  insideOptional,
  membersOf,
  optionalType,
  stringType,
} from './cel-types.ts'
import { article } from './check-access.ts'
import { type Bound, type CheckContext, kindOf, mayBe, report } from './check-context.ts'
import { joinTypes } from './join-types.ts'

/** The type of `f(…)`. */
export const inferCall = (
  context: CheckContext,
  node: ASTNode & { readonly op: 'call' },
  bound: Bound,
): ValueType => {
  const [name, args] = node.args
  const [first] = args
  if (name === 'has' && args.length === 1 && first !== undefined)
    return inferHas(context, first, bound)
  const types = args.map((arg) => context.infer(arg, bound))
  const signatures = functions.get(name)
  if (signatures !== undefined) return apply(context, { node, name, types, signatures })
  reportUnknown(context, node, { name, kind: 'function', known: [...functions.keys(), 'has'] })
  return anyType
}

/** `has(env.x)` asks whether there is one: an unknown name is no mistake there. */
const inferHas = (context: CheckContext, arg: ASTNode, bound: Bound): ValueType => {
  const mayLack =
    pathOf(arg)?.root === 'env' && !bound.has('env') && context.types.env !== undefined
  if (!mayLack) context.infer(arg, bound)
  return booleanType
}

/** The type of `x.f(…)`, macros among them. */
export const inferMethod = (
  context: CheckContext,
  node: ASTNode & { readonly op: 'rcall' },
  bound: Bound,
): ValueType => {
  const [name, receiver, args] = node.args
  const binding = bindingOf(node)
  if (binding !== undefined) return inferMacro(context, { name, binding, bound })
  if (isNamespace(receiver, 'optional') && !bound.has('optional')) {
    const [first] = args
    return optionalType(first === undefined ? anyType : context.infer(first, bound))
  }
  const type = context.infer(receiver, bound)
  const types = args.map((arg) => context.infer(arg, bound))
  const inside = insideOptional(type)
  if (inside !== undefined) return inferOptional(name, inside, types)
  // Refused before types are looked at.
  if (name === 'matches') return booleanType
  const kinds = membersOf(type).map(kindOf)
  if (kinds.includes('any'))
    return methodNames.has(name) ? anyOrCommon(name) : unknownMethod(context, node, type)
  const signatures = kinds.flatMap((kind) => methods.get(`${kind}.${name}`) ?? [])
  if (signatures.length === 0) return unknownMethod(context, node, type)
  return apply(context, { node, name, types, signatures })
}

/** A method of something of unknown type: its result is known where all methods of the name agree. */
const anyOrCommon = (name: string): ValueType =>
  joinTypes(
    [...methods]
      .filter(([key]) => key.endsWith(`.${name}`))
      .flatMap(([, all]) => all.map(({ returns }) => returns)),
  )

const unknownMethod = (
  context: CheckContext,
  node: ASTNode & { readonly op: 'rcall' },
  type: ValueType,
): ValueType => {
  const [name, receiver] = node.args
  const known = methodNames.has(name)
  if (known) {
    const message = `"${textOf(receiver)}" is ${article(type)}, which has no .${name}()`
    report(context, node, { code: 'wrong-type', message })
  } else {
    reportUnknown(context, node, { name, kind: 'method', known: [...methodNames] })
  }
  return anyType
}

const reportUnknown = (
  context: CheckContext,
  node: ASTNode,
  { name, kind, known }: { name: string; kind: string; known: readonly string[] },
): void => {
  const hint = nameHint(name, known)
  report(context, node, {
    code: 'unknown-function',
    message: `there is no ${kind} "${name}"`,
    hint,
  })
}

const apply = (
  context: CheckContext,
  call: {
    node: ASTNode
    name: string
    types: readonly ValueType[]
    signatures: readonly Signature[]
  },
): ValueType => {
  const { node, name, types, signatures } = call
  const fitting = signatures.filter(
    ({ args }) =>
      args.length === types.length && args.every((kinds, at) => mayBe(types[at] ?? anyType, kinds)),
  )
  if (fitting.length > 0) return joinTypes(fitting.map(({ returns }) => returns))
  const wantsInt = signatures.some(({ args }) => args.some((kinds) => kinds.includes('int')))
  report(context, node, {
    code: 'wrong-type',
    message:
      types.length === 0
        ? `"${name}" needs something in its brackets`
        : `"${name}" does not take ${types.map(article).join(', ')}`,
    ...(wantsInt && types.some((type) => mayBe(type, ['number']))
      ? { hint: 'Numbers of data are no CEL ints: write int(…) around one.' }
      : {}),
  })
  return signatures[0]?.returns ?? anyType
}

const inferOptional = (
  name: string,
  inside: ValueType,
  [alternative]: readonly ValueType[],
): ValueType => {
  if (name === 'hasValue') return booleanType
  if (name === 'value') return inside
  if (name === 'orValue') return joinTypes([inside, alternative ?? anyType])
  return name === 'or' ? optionalType(inside) : anyType
}

const inferMacro = (
  context: CheckContext,
  { name, binding, bound }: { name: string; binding: Binding; bound: Bound },
): ValueType => {
  const over = context.infer(binding.over, bound)
  const variable = binding.kind === 'bind' ? over : itemType(context, binding.over, over)
  const inner = new Map(bound).set(binding.variable, variable)
  const types = binding.bodies.map((body) => context.infer(body, inner))
  const last = types.at(-1) ?? anyType
  if (binding.kind === 'bind') return last
  const condition = binding.bodies[0]
  const conditional = name !== 'map' || types.length === 2
  if (conditional && condition !== undefined)
    requireBoolean(context, condition, types[0] ?? anyType)
  if (name === 'map') return { kind: 'array', items: last }
  return name === 'filter' ? { kind: 'array', items: variable } : booleanType
}

/** What a macro ranges over: items of a list, keys of an object. */
const itemType = (context: CheckContext, node: ASTNode, over: ValueType): ValueType => {
  const items: ValueType[] = []
  for (const member of membersOf(over)) {
    const type = bare(member)
    if (type.kind === 'array') items.push(type.items)
    else if (type.kind === 'any') items.push(anyType)
    else if (kindOf(type) === 'map') items.push(stringType)
  }
  if (items.length === 0) {
    const message = `"${textOf(node)}" is ${article(over)}, not a list`
    report(context, node, { code: 'wrong-type', message })
  }
  return joinTypes(items)
}

/** Notes a problem unless the node may give true or false. */
export const requireBoolean = (context: CheckContext, node: ASTNode, type: ValueType): void => {
  if (mayBe(type, ['boolean'])) return
  report(context, node, {
    code: 'wrong-type',
    message: `"${textOf(node)}" is ${article(type)} where true or false is needed`,
  })
}
