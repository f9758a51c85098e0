import { createRequire } from 'node:module'
import type { RE2JS } from 're2js'
import { HarnessError } from '#domain/harness-error.ts'

/** Longest text that is searched, in characters: some tenths of a second of work. */
export const maxSearched = 1_000_000
const maxPattern = 1000
const cacheSize = 500
const compiled = new Map<string, RE2JS>()

/**
 * True when the pattern is found anywhere in the text, in time linear in its length. Throws
 * HarnessError('expression') for a pattern that RE2 refuses (look-around, back references) and a text too long.
 */
export const searchPattern = (pattern: string, text: string): boolean => {
  if (text.length > maxSearched) {
    throw new HarnessError(
      'expression',
      `a text of ${text.length} characters is too long to be searched; ${maxSearched} are allowed`,
    )
  }
  return compilePattern(pattern).matcher(text).find()
}

/** What is wrong with a pattern, undefined for nothing. */
export const patternProblem = (pattern: string): string | undefined => {
  try {
    compilePattern(pattern)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const compilePattern = (pattern: string): RE2JS => {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  if (pattern.length > maxPattern) {
    throw new HarnessError('expression', `a pattern has at most ${maxPattern} characters`)
  }
  // Loaded with the first pattern: most runs have none.
  const library: typeof import('re2js') = createRequire(import.meta.url)('re2js')
  let expression: RE2JS
  try {
    expression = library.RE2JS.compile(pattern)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new HarnessError('expression', `the pattern "${pattern}" is wrong: ${reason}`, {
      hint: 'Patterns are RE2: no look-around, no back references.',
      cause,
    })
  }
  if (compiled.size >= cacheSize) compiled.clear()
  compiled.set(pattern, expression)
  return expression
}
