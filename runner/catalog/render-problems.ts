import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { styleText } from 'node:util'
import type { Problem } from '#domain/problem.ts'

/** How problems are shown. */
export interface RenderOptions {
  /** Absolute; the lines of the files are read from here. */
  readonly root: string
  readonly colour: boolean
  /** Width of the terminal. */
  readonly columns: number
}

/**
 * Problems for a person: `file:line:column code message`, the line with a mark below what is wrong, and the likely
 * mend. Ends with a line feed; empty for no problems.
 */
export const renderProblems = (problems: readonly Problem[], options: RenderOptions): string => {
  const files = new Map<string, readonly string[]>()
  return problems
    .map((problem) => renderProblem(problem, linesOf(files, problem, options), options))
    .join('')
}

const renderProblem = (
  problem: Problem,
  lines: readonly string[],
  { colour, columns }: RenderOptions,
): string => {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text
  const shade = problem.severity === 'error' ? 'red' : 'yellow'
  const { line, column } = problem
  const place = line === 0 ? problem.file : `${problem.file}:${line}:${column}`
  const head = `${paint('bold', place)} ${paint(shade, `${problem.severity} ${problem.code}`)}`
  const text = [head, ...wrap(plain(problem.message), columns - 2)]
  const source = line === 0 ? undefined : lines[line - 1]
  if (source !== undefined) text.push(...frame(source, problem, { columns, paint, shade }))
  if (problem.hint !== undefined) {
    text.push(
      ...wrap(plain(problem.hint), columns - 4).map(
        (part, index) => `${index === 0 ? '→' : ' '} ${part}`,
      ),
    )
  }
  return `${text.map((part, index) => (index === 0 ? part : `  ${part}`)).join('\n')}\n\n`
}

interface Frame {
  readonly columns: number
  readonly paint: (style: Parameters<typeof styleText>[0], text: string) => string
  readonly shade: 'red' | 'yellow'
}

/** The line, cut to the width so that the mark stays in view, and the mark below. */
const frame = (source: string, problem: Problem, { columns, paint, shade }: Frame): string[] => {
  const number = String(problem.line)
  const room = Math.max(20, columns - number.length - 6)
  const start = problem.column - 1
  const end = start + Math.max(1, problem.length)
  const from = end <= room ? 0 : Math.max(0, Math.min(start - 10, end - room))
  const shown = plain(source.slice(from, from + room))
  const mark = '^'.repeat(Math.max(1, Math.min(end, from + room) - start))
  const gap = ' '.repeat(Math.max(0, start - from))
  return [
    `${paint('dim', `${number} |`)} ${shown}`,
    `${paint('dim', `${' '.repeat(number.length)} |`)} ${gap}${paint(shade, mark)}`,
  ]
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a file must not steer the terminal
const controls = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

/** Text without what would steer a terminal; one character stays one character, so that marks fit. */
const plain = (text: string): string => text.replaceAll('\t', ' ').replaceAll(controls, '\uFFFD')

const wrap = (text: string, width: number): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > Math.max(width, 20)) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

/** Larger files are refused, and shown without their lines. */
const largest = 2 * 1024 * 1024

const linesOf = (
  files: Map<string, readonly string[]>,
  { file, line }: Problem,
  { root }: RenderOptions,
): readonly string[] => {
  if (line === 0) return []
  const known = files.get(file)
  if (known !== undefined) return known
  const lines = readLines(join(root, file))
  files.set(file, lines)
  return lines
}

const readLines = (path: string): readonly string[] => {
  try {
    if (statSync(path).size > largest) return []
    return readFileSync(path, 'utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
  } catch {
    // The file went away since it was checked: the problem is shown without its line.
    return []
  }
}
