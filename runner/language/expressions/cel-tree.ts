import type { ASTNode } from '@marcbachmann/cel-js'

/** Names that an expression may use, where they are in scope at all. */
export const scopeNames = [
  'inputs',
  'env',
  'steps',
  'matrix',
  'item',
  'run',
  'params',
  'result',
  'cells',
] as const

/** A name that an expression may use. */
export type ScopeName = (typeof scopeNames)[number]

const scopeNameSet: ReadonlySet<string> = new Set(scopeNames)

/** True for a name that an expression may use. */
export const isScopeName = (name: string): name is ScopeName => scopeNameSet.has(name)

/** Names of CEL itself that stand for types: `type(x) == string`. */
export const typeNames: ReadonlySet<string> = new Set([
  ...['string', 'bool', 'int', 'uint', 'double', 'map', 'list', 'bytes', 'null_type', 'type'],
])

/** Namespaces of CEL: `cel.bind(…)`, `optional.of(…)`. */
export const namespaces: ReadonlySet<string> = new Set(['cel', 'optional'])

/** A macro that runs a body for a variable of its own. */
export interface Binding {
  readonly kind: 'list' | 'bind'
  readonly variable: string
  /** What the variable ranges over, or is. */
  readonly over: ASTNode
  readonly bodies: readonly ASTNode[]
}

const listMacros: { readonly [name: string]: readonly number[] } = {
  all: [2],
  exists: [2],
  exists_one: [2],
  filter: [2],
  map: [2, 3],
}

/** The macro behind a call (`rows.map(r, r.x)`, `cel.bind(x, …, …)`), if it is one that binds a variable. */
export const bindingOf = (node: ASTNode): Binding | undefined => {
  if (node.op !== 'rcall') return undefined
  const [name, receiver, args] = node.args
  const [variable, ...bodies] = args
  if (variable?.op !== 'id') return undefined
  if (Object.hasOwn(listMacros, name) && listMacros[name]?.includes(args.length)) {
    return { kind: 'list', variable: variable.args, over: receiver, bodies }
  }
  const [value, ...rest] = bodies
  if (name === 'bind' && isNamespace(receiver, 'cel') && value !== undefined && rest.length === 1) {
    return { kind: 'bind', variable: variable.args, over: value, bodies: rest }
  }
  return undefined
}

/** True when the node is the namespace of that name. */
export const isNamespace = (node: ASTNode, name: string): boolean =>
  node.op === 'id' && node.args === name

/** The parts of a node, in order of writing; a macro's variable is no part. */
export const partsOf = (node: ASTNode): readonly ASTNode[] => {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case '.':
    case '.?':
      return [node.args[0]]
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case 'map':
      return node.args.flat()
    case '!_':
    case '-_':
      return [node.args]
    default:
      return node.args
  }
}

/** The text of a node. */
export const textOf = (node: ASTNode): string => node.input.slice(node.start, node.end)

/** `env.a["b"]` as name and keys; stops being a path at an index that is not a literal text. */
export interface AccessPath {
  readonly root: string
  readonly keys: readonly string[]
  /** True when the keys name all of the access: nothing was indexed by number or expression. */
  readonly whole: boolean
}

/** The path that a chain of accesses reads; undefined when it does not begin with a name. */
export const pathOf = (node: ASTNode): AccessPath | undefined => {
  if (node.op === 'id') return { root: node.args, keys: [], whole: true }
  if (node.op !== '.' && node.op !== '.?' && node.op !== '[]' && node.op !== '[?]') return undefined
  const path = pathOf(node.args[0])
  if (path === undefined || !path.whole) return path
  const key = keyOf(node)
  return key === undefined
    ? { ...path, whole: false }
    : { root: path.root, keys: [...path.keys, key], whole: true }
}

/** The literal key of an access; undefined for a number or an expression. */
export const keyOf = (node: ASTNode): string | undefined => {
  if (node.op === '.' || node.op === '.?') return node.args[1]
  if (node.op !== '[]' && node.op !== '[?]') return undefined
  const index = node.args[1]
  return index.op === 'value' && typeof index.args === 'string' ? index.args : undefined
}
