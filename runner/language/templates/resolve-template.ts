import type { Scope } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { Json } from '#domain/json.ts'
import type { Expression, Template } from '#domain/template.ts'
import { evaluate } from '#language/expressions/evaluate.ts'

/**
 * Fills the expressions of a template. Text around an expression makes a string: numbers in their shortest form,
 * bigints exact. `secret` gives the value of a secret by its name; without it a secret is an error. Throws
 * HarnessError('expression').
 */
export const resolveTemplate = (
  template: Template,
  scope: Scope,
  secret?: (name: string) => string,
): Json => {
  switch (template.kind) {
    case 'literal':
      return template.value
    case 'expression':
      return evaluate(template.expression, scope)
    case 'text':
      return template.parts.map((part) => textOf(part, scope)).join('')
    case 'secret':
      return resolveSecret(template.name, secret)
    case 'list':
      return template.items.map((item) => resolveTemplate(item, scope, secret))
    case 'map': {
      const resolved: { [key: string]: Json } = {}
      for (const [key, entry] of Object.entries(template.entries)) {
        resolved[key] = resolveTemplate(entry, scope, secret)
      }
      return resolved
    }
    default:
      return template satisfies never
  }
}

const resolveSecret = (name: string, secret?: (name: string) => string): string => {
  if (secret !== undefined) return secret(name)
  throw new HarnessError('expression', `the secret "${name}" cannot be read here`, {
    hint: 'A secret stands alone as a value in "with"; only the step sees it.',
  })
}

const textOf = (part: string | Expression, scope: Scope): string => {
  if (typeof part === 'string') return part
  const value = evaluate(part, scope)
  if (typeof value !== 'object') return String(value)
  const kind = value === null ? 'null' : Array.isArray(value) ? 'a list' : 'an object'
  throw new HarnessError('expression', `"${part.source}" gives ${kind}, which has no text`, {
    hint: 'Choose a field of it, or leave out the text around the expression to pass it as it is.',
  })
}
