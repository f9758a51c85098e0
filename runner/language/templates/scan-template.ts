import { skipStringOrComment } from '#language/expressions/cel-scanner.ts'
import { type LanguageProblem, problemAt } from '#language/language-problem.ts'

/** A piece of a string with `${{ … }}` in it. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `offset`: where the source begins in the string. */
  | { readonly kind: 'expression'; readonly source: string; readonly offset: number }

const open = '${{'

/** Most characters of a string that holds expressions. */
const maxTemplateLength = 1_000_000

/**
 * Splits a string at its expressions; no parts for a string without any. Strings and braces inside an expression do
 * not end it: `${{ {"a": {"b": "}}"}} }}` is one.
 */
export const scanTemplate = (
  text: string,
): { readonly parts: readonly TemplatePart[]; readonly problems: readonly LanguageProblem[] } => {
  const first = text.indexOf(open)
  if (first === -1) return { parts: [], problems: [] }
  if (text.length > maxTemplateLength) {
    const message = `a string with expressions has at most ${maxTemplateLength} characters`
    return {
      parts: [],
      problems: [problemAt({ offset: 0, length: 0 }, { code: 'too-long', message })],
    }
  }
  const parts: TemplatePart[] = []
  let at = 0
  for (let start = first; start !== -1; start = text.indexOf(open, at)) {
    if (start > at) parts.push({ kind: 'text', text: text.slice(at, start) })
    const end = endOf(text, start + open.length)
    if (end === -1) return { parts: [], problems: [unclosed(text, start)] }
    const inside = text.slice(start + open.length, end)
    const offset = start + open.length + (inside.length - inside.trimStart().length)
    parts.push({ kind: 'expression', source: inside.trim(), offset })
    at = end + 2
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) })
  return { parts, problems: [] }
}

/** Where the `}}` that closes an expression begins, -1 when none does. */
const endOf = (text: string, start: number): number => {
  let depth = 0
  let at = start
  while (at < text.length) {
    const character = text[at]
    if (character === '}' && depth === 0) return text[at + 1] === '}' ? at : -1
    if (character === '{') depth++
    else if (character === '}') depth--
    // A "//" is no comment here: it would hide the end. The expression that holds one is refused anyway.
    at = character === '/' ? at + 1 : Math.max(at + 1, skipStringOrComment(text, at))
  }
  return -1
}

const unclosed = (text: string, start: number): LanguageProblem =>
  problemAt(
    { offset: start, length: Math.min(text.length - start, 40) },
    {
      code: 'unclosed-expression',
      message: '"${{" is never closed by "}}"',
      hint: 'Close it, or write a literal "${{" as "${{ "${{" }}".',
    },
  )
