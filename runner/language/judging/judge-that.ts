import type { Scope } from '#domain/execution-graph.ts'
import type { Expression } from '#domain/template.ts'
import { isScopeName } from '#language/expressions/cel-tree.ts'
import { compileExpression } from '#language/expressions/compile-expression.ts'
import { evaluate, evaluateBoolean } from '#language/expressions/evaluate.ts'
import { pathsOf } from '#language/expressions/references.ts'
import { failed, type Judged } from './judged.ts'
import { valueText } from './quantity-text.ts'

const mostShown = 4

/** Judges a condition; a false one names the values it read. Throws HarnessError('expression'). */
export const judgeThat = (that: Expression, scope: Scope): Judged =>
  evaluateBoolean(that, scope)
    ? { verdict: 'pass', message: () => `${that.source} holds` }
    : failed(() => `${that.source} is false${valuesRead(that, scope)}`)

/** ` (result.version is "", result.n is 3)`: what an expression read, as far as it can be shown. */
export const valuesRead = (expression: Expression, scope: Scope): string => {
  const { tree } = compileExpression(expression.source)
  if (tree === undefined) return ''
  const shown = new Set<string>()
  for (const { root, keys } of pathsOf(tree)) {
    if (!isScopeName(root) || keys.length === 0 || shown.size === mostShown) continue
    const source = root + keys.map(accessText).join('')
    try {
      shown.add(`${source} is ${valueText(evaluate({ source, line: 0 }, scope))}`)
    } catch {
      // An absent field is part of a condition with has(): there is nothing to show.
    }
  }
  return shown.size === 0 ? '' : ` (${[...shown].join(', ')})`
}

const accessText = (key: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
