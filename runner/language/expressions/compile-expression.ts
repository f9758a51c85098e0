import type { ASTNode, ParseResult } from '@marcbachmann/cel-js'
import { type LanguageProblem, problemAt } from '#language/language-problem.ts'
import { nameHint } from '#language/name-hint.ts'
import { maxExpressionLength, parseCel } from './cel-environment.ts'
import { celProblem } from './cel-problem.ts'
import { findComment } from './cel-scanner.ts'
import {
  bindingOf,
  isScopeName,
  namespaces,
  partsOf,
  pathOf,
  scopeNames,
  typeNames,
} from './cel-tree.ts'
import { guardOperators } from './guard-operators.ts'

/** An expression ready to run, or what is wrong with it whatever its values are. */
export interface CompiledExpression {
  readonly source: string
  readonly problems: readonly LanguageProblem[]
  /** Absent when the text is no CEL. */
  readonly tree?: ASTNode
  /** Absent when there are problems. */
  readonly run?: ParseResult
  /** Lets go of the values of the last evaluation, which may be large; absent where none are kept. */
  readonly release?: () => void
  /** True when the result is a part of the scope as it is: plain data already. */
  readonly selects: boolean
}

const cacheSize = 4096
/** Macros inside macros: each level multiplies the work. */
const deepestMacro = 3

const cache = new Map<string, CompiledExpression>()

/** Compiles CEL once for each text; what was compiled longest ago is forgotten first. Never throws. */
export const compileExpression = (source: string): CompiledExpression => {
  const known = cache.get(source)
  if (known !== undefined) return known
  const compiled = compile(source)
  if (cache.size >= cacheSize) {
    for (const oldest of cache.keys()) {
      cache.delete(oldest)
      break
    }
  }
  cache.set(source, compiled)
  return compiled
}

const compile = (source: string): CompiledExpression => {
  const refused = refuseText(source)
  if (refused !== undefined) return { source, problems: [refused], selects: false }
  let run: ParseResult
  try {
    run = parseCel(source)
  } catch (error) {
    return { source, problems: [celProblem(error, source)], selects: false }
  }
  const problems = refuseTree(run.ast)
  if (problems.length === 0) {
    const checked = run.check()
    if (!checked.valid) problems.push(celProblem(checked.error, source))
  }
  if (problems.length > 0) return { source, problems, tree: run.ast, selects: false }
  const release = guardOperators(run.ast)
  return {
    source,
    problems,
    tree: run.ast,
    run,
    ...(release === undefined ? {} : { release }),
    selects: pathOf(run.ast) !== undefined,
  }
}

const refuseText = (source: string): LanguageProblem | undefined => {
  const start = { offset: 0, length: 0 }
  if (source.trim() === '') {
    return problemAt(start, { code: 'empty-expression', message: 'the expression is empty' })
  }
  if (source.length > maxExpressionLength) {
    return problemAt(start, {
      code: 'expression-too-long',
      message: `the expression has ${source.length} characters; at most ${maxExpressionLength} are read`,
      hint: 'Move the work into a step.',
    })
  }
  const comment = findComment(source)
  if (comment === -1) return undefined
  return problemAt(
    { offset: comment, length: source.length - comment },
    {
      code: 'comment-in-expression',
      message: '"//" begins a comment in CEL: what follows would be ignored',
      hint: 'Divide with a single "/"; write comments in YAML with "#".',
    },
  )
}

const refuseTree = (tree: ASTNode): LanguageProblem[] => {
  const problems: LanguageProblem[] = []
  try {
    refuseNode(tree, [], problems)
  } catch (error) {
    // A tree too deep to walk is also too deep to evaluate.
    problems.push(celProblem(error, tree.input))
  }
  return problems
}

const refuseNode = (node: ASTNode, bound: readonly string[], problems: LanguageProblem[]): void => {
  const own = refuseName(node, bound) ?? refuseCall(node, bound)
  if (own !== undefined) problems.push(own)
  const binding = bindingOf(node)
  if (binding === undefined) {
    for (const part of partsOf(node)) refuseNode(part, bound, problems)
    return
  }
  refuseNode(binding.over, bound, problems)
  const inner = [...bound, binding.variable]
  for (const body of binding.bodies) refuseNode(body, inner, problems)
}

const refuseName = (node: ASTNode, bound: readonly string[]): LanguageProblem | undefined => {
  if (node.op !== 'id') return undefined
  const name = node.args
  if (isScopeName(name) || bound.includes(name) || typeNames.has(name) || namespaces.has(name)) {
    return undefined
  }
  if (name === 'secrets') {
    return problemAt(placeOf(node), {
      code: 'secret-not-alone',
      message: 'a secret cannot be part of an expression',
      hint: 'Write "${{ secrets.NAME }}" alone as a value in "with".',
    })
  }
  return problemAt(placeOf(node), {
    code: 'unknown-name',
    message: `"${name}" is not known`,
    hint: isAfterHyphen(node)
      ? 'A "-" is a subtraction, also inside a name: names have "_".'
      : nameHint(name, [...bound, ...scopeNames]),
  })
}

/** `steps.cone-count`: someone meant a name. */
const isAfterHyphen = ({ input, start }: ASTNode): boolean =>
  /\w-$/.test(input.slice(Math.max(0, start - 2), start))

const placeOf = (node: ASTNode): { readonly offset: number; readonly length: number } => ({
  offset: node.start,
  length: node.end - node.start,
})

const refuseCall = (node: ASTNode, bound: readonly string[]): LanguageProblem | undefined => {
  if (node.op !== 'rcall') return undefined
  if (node.args[0] === 'matches') {
    return problemAt(placeOf(node), {
      code: 'matches-refused',
      message: '.matches() can take for ever on some texts and is not part of the language',
      hint: 'Use "value" with "matches", or .contains(), .startsWith(), .endsWith().',
    })
  }
  if (bindingOf(node) === undefined || bound.length < deepestMacro) return undefined
  return problemAt(placeOf(node), {
    code: 'macro-too-deep',
    message: `macros stand inside each other more than ${deepestMacro} deep`,
    hint: 'Move the work into a step.',
  })
}
