import type { ASTNode } from '@marcbachmann/cel-js'
import { celErrorOf } from './cel-problem.ts'
import { bindingOf, partsOf, textOf } from './cel-tree.ts'

/** The work of one operator as the library stores it on the node that its checker has seen. */
type Handle = (left: unknown, right: unknown, node: unknown, evaluator: unknown) => unknown
type Worked = ASTNode & { handle?: Handle }

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'in'])

/**
 * Makes errors of what CEL would answer quietly and wrongly: a comparison with a number that is not finite
 * (`x != 3` holds for NaN), an inequality with a value that is null, a division of two whole numbers beyond 2^53
 * (CEL drops the fraction). And makes `has(steps.x.y)` false, not an error, where already `steps.x` is absent, since
 * that is how outputs of skipped rows are asked for. Needs a tree that the library has checked. Returns what lets go of
 * the values of an evaluation; undefined where the tree holds none.
 */
export const guardOperators = (tree: ASTNode): (() => void) | undefined => {
  const held: Held[] = []
  visit(tree, { inMacro: false, held })
  if (held.length === 0) return undefined
  return () => {
    for (const context of held) {
      context.reuse(undefined)
      context.iterValue = undefined
      context.accuValue = undefined
    }
  }
}

/** What the library keeps of a macro between evaluations: its variable, its result so far, the scope around it. */
interface Held {
  iterValue: unknown
  accuValue: unknown
  reuse(parent: unknown): unknown
}

interface Visit {
  readonly inMacro: boolean
  readonly held: Held[]
}

/** Most items that the macros of one evaluation go through together: some tenths of a second. */
const maxItems = 1_000_000
let itemsSeen = 0

/** Begins the count of items anew; evaluation is synchronous, so that one count serves all. */
export const startCounting = (): void => {
  itemsSeen = 0
}

const visit = (node: ASTNode, { inMacro, held }: Visit): void => {
  if (node.op === 'call' && node.args[0] === 'has') tolerateAbsentOwner(node)
  if (comparisons.has(node.op)) guard(node, compare(node, inMacro))
  if (node.op === '/') guard(node, divide)
  const binding = bindingOf(node)
  if (binding !== undefined) hold(node, held)
  if (binding?.kind === 'list') limitItems(node)
  const inner = inMacro || binding !== undefined
  for (const part of partsOf(node)) visit(part, { inMacro: inner, held })
}

/** A macro inside a macro goes through its list again for every item: what that comes to is only seen on the way. */
const limitItems = (node: ASTNode & { meta?: { readonly alternate?: Worked } }): void => {
  const loop = node.meta?.alternate
  if (loop === undefined) return
  guard(loop, (items) => {
    itemsSeen += sizeOf(items)
    if (itemsSeen > maxItems) {
      throw new Error(`its macros go through more than ${maxItems} items: let a step do this work`)
    }
  })
}

type Macros = ASTNode & {
  meta?: {
    readonly alternate?: { readonly args?: { readonly iterCtx?: Held } }
    readonly macro?: { readonly bindCtx?: Held }
  }
}

const hold = (node: Macros, held: Held[]): void => {
  const context = node.meta?.alternate?.args?.iterCtx ?? node.meta?.macro?.bindCtx
  if (context !== undefined) held.push(context)
}

const sizeOf = (items: unknown): number => {
  if (Array.isArray(items)) return items.length
  return typeof items === 'object' && items !== null ? Object.keys(items).length : 0
}

type Macro = { evaluate: (evaluator: unknown, macro: unknown, context: unknown) => unknown }

const tolerateAbsentOwner = (node: ASTNode & { meta?: { readonly macro?: Macro } }): void => {
  const macro = node.meta?.macro
  if (macro === undefined) return
  const { evaluate } = macro
  macro.evaluate = (evaluator, worked, context) => {
    try {
      return evaluate(evaluator, worked, context)
    } catch (error) {
      if (celErrorOf(error).code === 'no_such_key') return false
      throw error
    }
  }
}

type Check = (left: unknown, right: unknown) => void

const guard = (node: Worked, check: Check): void => {
  const { handle } = node
  // The library has no other door for this: operators of its own types cannot be replaced.
  if (handle === undefined) return
  node.handle = (left, right, worked, evaluator) => {
    check(left, right)
    return handle(left, right, worked, evaluator)
  }
}

const compare = (node: ASTNode, inMacro: boolean): Check => {
  const [left, right] = partsOf(node)
  const refusesNull =
    node.op === '!=' && !inMacro && ![left, right].some((part) => part && isNull(part))
  return (a, b) => {
    if (typeof a === 'number' && !Number.isFinite(a)) throw notFinite(left, a)
    if (typeof b === 'number' && !Number.isFinite(b)) throw notFinite(right, b)
    if (refusesNull && a === null) throw nullCompared(left)
    if (refusesNull && b === null) throw nullCompared(right)
  }
}

const divide: Check = (a, b) => {
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    throw new Error('a division of two integers drops the fraction: write double(…) around one')
  }
}

const isNull = (node: ASTNode): boolean => node.op === 'value' && node.args === null

const notFinite = (node: ASTNode | undefined, value: number): Error =>
  new Error(`${name(node)} is ${value}, which compares with nothing`)

const nullCompared = (node: ASTNode | undefined): Error =>
  new Error(`${name(node)} is null: compare with null itself where that is meant`)

const name = (node: ASTNode | undefined): string => (node === undefined ? 'a value' : textOf(node))
