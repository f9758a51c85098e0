import type { Json } from '#domain/json.ts'
import type { Expression, Template } from '#domain/template.ts'
import { compileExpression } from '#language/expressions/compile-expression.ts'
import { type LanguageProblem, problemAt } from '#language/language-problem.ts'
import { scanTemplate } from './scan-template.ts'

/** Keys and indexes from the root of a template to a value in it. */
export type TemplatePath = readonly (string | number)[]

/** A problem inside a template. */
export interface TemplateProblem extends LanguageProblem {
  /** Where the string, or the value, stands. */
  readonly path: TemplatePath
  /** The expression that `offset` counts in; absent: it counts in the whole string. Only checking sets it. */
  readonly source?: string
}

/** Deepest nesting of lists and maps in a template. */
const maxDepth = 50

/**
 * Parses plain YAML data (bigint allowed) in which `${{ … }}` may stand in any string. What holds no expression
 * becomes one literal. `lineOf` gives the line of the value at a path, 0 without it.
 */
export const parseTemplate = (
  value: unknown,
  lineOf: (path: TemplatePath) => number = () => 0,
): { template: Template; problems: readonly TemplateProblem[] } => {
  const problems: TemplateProblem[] = []
  const template = parseValue(value, { path: [], lineOf, problems })
  return { template, problems }
}

/** Parses an expression that stands by itself (`that`, `value`, `when`): no `${{ }}` around it. */
export const parseExpression = (
  source: string,
  line: number,
): { expression: Expression; problems: readonly LanguageProblem[] } => {
  const expression = { source, line }
  const dollar = /^\s*\$\{\{/.exec(source)
  if (dollar === null) return { expression, problems: compileExpression(source).problems }
  return {
    expression,
    problems: [
      problemAt(
        { offset: dollar.index, length: source.length - dollar.index },
        {
          code: 'needless-braces',
          message: 'this is an expression by itself: it takes no "${{ }}"',
          hint: 'Leave "${{" and "}}" out.',
        },
      ),
    ],
  }
}

interface Place {
  readonly path: TemplatePath
  readonly lineOf: (path: TemplatePath) => number
  readonly problems: TemplateProblem[]
}

const literal = (value: Json): Template => ({ kind: 'literal', value })

const parseValue = (value: unknown, place: Place): Template => {
  switch (typeof value) {
    case 'string':
      return parseText(value, place)
    case 'number':
    case 'bigint':
    case 'boolean':
      return literal(value)
    case 'object':
      return value === null ? literal(null) : parseNested(value, place)
    default:
      return refuse(place, 'bad-value', 'this is no plain data')
  }
}

const parseNested = (value: object, place: Place): Template => {
  if (place.path.length >= maxDepth) {
    return refuse(place, 'too-deep', `values nest more than ${maxDepth} deep`)
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => parseValue(item, within(place, index)))
    const literals = items.map(literalOf)
    return literals.some((item) => item === undefined)
      ? { kind: 'list', items }
      : literal(literals.filter((item) => item !== undefined))
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    return refuse(place, 'bad-value', 'this is no plain data')
  }
  const entries: { [key: string]: Template } = {}
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__') {
      refuse(within(place, key), 'bad-key', 'a key cannot be called "__proto__"')
    } else if (item !== undefined) {
      entries[key] = parseValue(item, within(place, key))
    }
  }
  return mapOf(entries)
}

const mapOf = (entries: { readonly [key: string]: Template }): Template => {
  const plain: { [key: string]: Json } = {}
  for (const [key, template] of Object.entries(entries)) {
    if (template.kind !== 'literal') return { kind: 'map', entries }
    plain[key] = template.value
  }
  return literal(plain)
}

const literalOf = (template: Template): Json | undefined =>
  template.kind === 'literal' ? template.value : undefined

const within = (place: Place, key: string | number): Place => ({
  ...place,
  path: [...place.path, key],
})

const refuse = (place: Place, code: string, message: string): Template => {
  const problem = problemAt({ offset: 0, length: 0 }, { code, message })
  place.problems.push({ ...problem, path: place.path })
  return literal(null)
}

const parseText = (text: string, { path, lineOf, problems }: Place): Template => {
  const { parts, problems: found } = scanTemplate(text)
  for (const problem of found) problems.push({ ...problem, path })
  const [only] = parts
  if (parts.length === 0) return literal(text)
  const line = lineOf(path)
  const pieces = parts.map((part) =>
    part.kind === 'text' ? part.text : { source: part.source, line },
  )
  if (parts.length > 1) {
    for (const part of parts) {
      if (part.kind === 'expression') checkSyntax(part, path, problems)
    }
    return { kind: 'text', parts: pieces }
  }
  if (only?.kind !== 'expression') return literal(text)
  const secret = /^secrets\.([A-Za-z_][A-Za-z0-9_]*)$/.exec(only.source)?.[1]
  if (secret !== undefined) return { kind: 'secret', name: secret }
  checkSyntax(only, path, problems)
  return { kind: 'expression', expression: { source: only.source, line } }
}

const checkSyntax = (
  { source, offset }: { readonly source: string; readonly offset: number },
  path: TemplatePath,
  problems: TemplateProblem[],
): void => {
  for (const problem of compileExpression(source).problems) {
    problems.push({ ...problem, offset: offset + problem.offset, path })
  }
}
