import type { YAMLError } from 'yaml'

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
  errors: readonly YAMLError[],
): readonly YamlComplaint[] => {
  const complaints: YamlComplaint[] = []
  const lines = new Set<number>()
  for (const error of errors) {
    const start = Math.min(error.pos[0], text.length)
    const lineStart = text.lastIndexOf('\n', start - 1) + 1
    if (lines.has(lineStart) || complaints.length === 5) continue
    lines.add(lineStart)
    const line = text.slice(lineStart, (text.indexOf('\n', start) + 1 || text.length + 1) - 1)
    const hint = hintFor(error.code, line)
    complaints.push({
      start,
      end: Math.max(start, error.pos[1]),
      message: sentence(error.message),
      ...(hint !== undefined && { hint }),
    })
  }
  return complaints
}

const hintFor = (code: string, line: string): string | undefined =>
  /[{[].*\$\{\{/.test(line) && code !== 'TAB_AS_INDENT'
    ? 'Inside braces or brackets put an expression in double quotes.'
    : hints[code]

const sentence = (message: string): string => {
  const [first = message] = message.split(/\n/)
  return `This is not YAML: ${first.charAt(0).toLowerCase()}${first.slice(1)}`
}
