import type { YAMLError } from 'yaml'
import type { TextLines } from './text-lines.ts'

/** What is wrong with the YAML itself, in words for the author of a case. */
export interface YamlComplaint {
  readonly start: number
  readonly end: number
  readonly message: string
  readonly hint?: string
}

const hints: { readonly [code: string]: string } = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BAD_INDENT: 'Align the line with the others of its list or mapping, with spaces.',
  MULTILINE_IMPLICIT_KEY: 'Quote a text that contains ": ", or look for a missing colon.',
  BLOCK_AS_IMPLICIT_KEY: 'Quote a text that contains ": ".',
  BAD_DQ_ESCAPE: 'Write the text in single quotes, or double the backslash: \'\\d\' or "\\\\d".',
  MISSING_CHAR: 'Close the quote or bracket, or put the colon.',
  BAD_SCALAR_START: 'Quote a text that begins with a special character.',
  MULTIPLE_DOCS: 'Put each document into a file of its own.',
  BAD_ALIAS: 'Quote a text that begins with "*" or "&".',
}

/** Turns the complaints of the YAML library into ours: one a line, the first five. */
export const yamlComplaints = (
  text: string,
  lines: TextLines,
  errors: readonly YAMLError[],
): readonly YamlComplaint[] => {
  const complaints = new Map<number, YamlComplaint>()
  for (const error of errors) {
    if (complaints.size === 5) break
    const start = Math.min(error.pos[0], text.length)
    const line = lines.lineAt(start)
    if (complaints.has(line)) continue
    const hint = hintFor(error.code, lines.textOf(line))
    complaints.set(line, {
      start,
      end: Math.max(start, error.pos[1]),
      message: sentence(error.message),
      ...(hint !== undefined && { hint }),
    })
  }
  return [...complaints.values()]
}

const hintFor = (code: string, line: string): string | undefined => {
  const expression = line.indexOf('${{')
  const inBrackets = expression > 0 && /[{[]/.test(line.slice(0, expression))
  return inBrackets && code !== 'TAB_AS_INDENT'
    ? 'Inside braces or brackets put an expression in double quotes.'
    : hints[code]
}

const sentence = (message: string): string => {
  const [first = message] = message.split(/\n/)
  return `This is not YAML: ${first.charAt(0).toLowerCase()}${first.slice(1).replace(/\.$/, '')}.`
}
