import { type LanguageProblem, problemAt } from '#language/language-problem.ts'

/** What CEL says about a text it cannot take, in our words. */
export const celProblem = (error: unknown, source: string): LanguageProblem => {
  const { code, summary, start, end } = celErrorOf(error)
  const offset = Math.min(start, source.length)
  const place = { offset, length: Math.max(0, Math.min(end, source.length) - offset) }
  if (code === 'limit_exceeded' || error instanceof RangeError) {
    return problemAt(place, {
      code: 'expression-too-large',
      message: 'the expression is nested too deeply or has too many parts',
      hint: 'Move the work into a step.',
    })
  }
  if (code === 'incompatible_ternary_branches') {
    return problemAt(place, {
      code: 'wrong-type',
      message: summary.replace('Ternary branches', 'both branches of "? :"'),
      hint: 'Write 1.0 for 1 where the other branch is a number with a fraction.',
    })
  }
  const isType = code === 'no_such_overload' || code === 'no_matching_overload'
  return problemAt(place, {
    code: isType ? 'wrong-type' : 'bad-expression',
    message: isType ? overloadText(summary) : syntaxText(summary),
  })
}

/** `Expected RPAREN, got EOF` for people. */
const syntaxText = (summary: string): string =>
  summary.replaceAll(/\b[A-Z]{2,}\b/g, (token) => tokenTexts[token] ?? token.toLowerCase())

const tokenTexts: { readonly [token: string]: string } = {
  EOF: 'the end',
  IDENTIFIER: 'a name',
  LPAREN: '"("',
  RPAREN: '")"',
  LBRACKET: '"["',
  RBRACKET: '"]"',
  LBRACE: '"{"',
  RBRACE: '"}"',
  DOT: '"."',
  COMMA: '","',
  COLON: '":"',
  QUESTION: '"?"',
}

/** The parts of an error of the library; those of any other error as far as they go. */
export const celErrorOf = (
  error: unknown,
): {
  readonly code: string
  readonly summary: string
  readonly start: number
  readonly end: number
} => {
  if (!(error instanceof Error)) return { code: '', summary: String(error), start: 0, end: 0 }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const summary =
    'summary' in error && typeof error.summary === 'string' ? error.summary : error.message
  const range = 'range' in error ? error.range : undefined
  const [start, end] = isRange(range) ? [range.start, range.end] : [0, 0]
  return { code, summary, start, end }
}

/** `no such overload: dyn<string> + dyn<int>` without the library's own words. */
export const overloadText = (summary: string): string => {
  const text = summary
    .replaceAll(/dyn<([^<>]*(?:<[^<>]*>)?)>/g, '$1')
    .replaceAll('double', 'number')
    .replaceAll(/\bdyn\b/g, 'any')
  const operator = /^no such overload: (.*)$/.exec(text)
  if (operator !== null) return `there is no operation ${operator[1]}`
  const call = /^found no matching overload for '(.*)'$/.exec(text)
  return call === null ? lowerFirst(text) : `there is no function ${call[1]}`
}

const isRange = (range: unknown): range is { start: number; end: number } =>
  typeof range === 'object' &&
  range !== null &&
  'start' in range &&
  'end' in range &&
  typeof range.start === 'number' &&
  typeof range.end === 'number'

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
