import type { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'
import type { JsonObject } from '#domain/json.ts'
import { nearestName } from '#domain/nearest-name.ts'
import type { ImportedResult } from '#domain/tracing/imported-result.ts'
import { decodeText } from './decode-text.ts'
import { type LineProblem, shown } from './line-problem.ts'
import { type Known, matchResult } from './match-result.ts'
import { type CsvRecord, readCsv } from './read-csv.ts'
import { fieldsOf, itemLines, readJson } from './read-json.ts'
import { neededColumns, resultColumns, resultForm } from './result-columns.ts'

/** Results that one file may have. */
const mostResults = 100_000

/** Results of a file, and what of it is none. */
export interface ReadResults {
  readonly results: readonly ImportedResult[]
  readonly problems: readonly LineProblem[]
  /** What is odd but was taken; each once, with its first line and how many more say the same. */
  readonly warnings: readonly (LineProblem & { readonly more: number })[]
}

/** A file of results. */
export interface ResultsFile {
  readonly bytes: Uint8Array
  /** Name to show; its end says the format: `.csv`, `.tsv`, `.json`. */
  readonly name: string
}

/**
 * Reads results recorded elsewhere. A bad line does not keep the others from being read.
 * Throws HarnessError `bad-input` when nothing of the file can be read.
 */
export const readResults = async (
  file: ResultsFile,
  known: Known,
  now: number,
): Promise<ReadResults> => {
  const text = decodeText(file.bytes, file.name)
  const isList = /\.json$/i.test(file.name)
  const { lines, problems, warnings } = isList
    ? listLines(text, file.name)
    : tableLines(text, file.name)
  if (lines.length > mostResults) {
    throw new HarnessError(
      'bad-input',
      `${file.name} has ${lines.length} results, more than ${mostResults}`,
      { hint: 'Split it.' },
    )
  }
  const results: ImportedResult[] = []
  const bad: LineProblem[] = [...problems]
  const odd = new Map(warnings.map((message) => [message, { line: 1, message, more: 0 }]))
  for (const { line, fields } of lines) {
    const read = readLine(fields, known, now)
    bad.push(...read.problems.map((message) => ({ line, message })))
    for (const message of read.warnings) {
      const { more } = odd.get(message) ?? { more: -1 }
      odd.set(message, { line: odd.get(message)?.line ?? line, message, more: more + 1 })
    }
    if (read.result !== undefined) results.push({ line, ...read.result })
  }
  // Items of a list are numbered; where they stand is asked only for what is wrong, since it takes long.
  const places = isList && bad.length + odd.size > 0 ? await itemLines(text) : []
  const placed = <T extends LineProblem>(found: T): T => ({
    ...found,
    line: places[found.line - 1] ?? found.line,
  })
  return {
    results,
    problems: bad.sort((one, other) => one.line - other.line).map(placed),
    warnings: [...odd.values()].map(placed),
  }
}

/** A line with the cells that a result has. */
interface Line {
  /** Line of a table, number of an item of a list. */
  readonly line: number
  readonly fields: JsonObject
}

interface Lines {
  readonly lines: readonly Line[]
  readonly problems: readonly LineProblem[]
  readonly warnings: readonly string[]
}

const readLine = (
  fields: JsonObject,
  known: Known,
  now: number,
): ReturnType<typeof matchResult> => {
  const parsed = resultForm.safeParse(fields)
  if (parsed.success) return matchResult(parsed.data, known, now)
  return { problems: parsed.error.issues.map((issue) => problemOf(issue, fields)), warnings: [] }
}

const problemOf = ({ path, message }: z.core.$ZodIssue, fields: JsonObject): string => {
  const [column = ''] = path.map(String)
  const found = fields[column]
  const nothing = found === undefined || found === null || found === ''
  return `${column}: expected ${message}, found ${nothing ? 'nothing' : shown(found)}`
}

const tableLines = (text: string, name: string): Lines => {
  const { records, problems } = readCsv(text)
  const [head, ...rest] = records
  const [broken] = problems
  if (broken !== undefined && broken.line <= (head?.line ?? 1)) {
    throw new HarnessError('bad-input', `${name}:${broken.line}: ${broken.message}`, {
      hint: 'The first line names the columns: without it no cell can be read.',
    })
  }
  const columns = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase())
  const warnings = checkColumns(columns, name)
  const uneven = (record: CsvRecord): boolean => record.cells.length !== columns.length
  return {
    lines: rest
      .filter((record) => !uneven(record))
      .map(({ line, cells }) => ({
        line,
        fields: Object.fromEntries(cells.map((cell, index) => [columns[index] ?? '', cell])),
      })),
    problems: [
      ...problems,
      ...rest.filter(uneven).map(({ line, cells }) => ({
        line,
        message: `expected ${columns.length} cells, found ${cells.length}`,
      })),
    ],
    warnings,
  }
}

/** Throws for a table that cannot hold results; gives warnings of columns that are left out. */
const checkColumns = (columns: readonly string[], name: string): readonly string[] => {
  const missing: string[] = neededColumns.filter((column) => !columns.includes(column))
  if (!columns.includes('element') && !columns.includes('case')) missing.push('element or case')
  const seen = new Set<string>()
  const twice = columns.filter((column) => seen.size === seen.add(column).size)
  if (missing.length > 0 || twice.length > 0) {
    const wrong =
      missing.length > 0 ? `no column ${missing.join(', ')}` : `column ${someOf(twice)} twice`
    throw new HarnessError(
      'bad-input',
      `${name}:1: ${wrong}; found ${someOf(columns) || 'nothing'}`,
      { hint: `Columns are ${resultColumns.join(', ')}.` },
    )
  }
  return leaveOut(columns.filter((column) => !isColumn(column)))
}

const leaveOut = (columns: readonly string[]): readonly string[] => {
  const more = columns.length - mostNamed
  return [
    ...columns.slice(0, mostNamed).map(leftOut),
    ...(more > 0 ? [`${more} more ${more === 1 ? 'column is' : 'columns are'} left out`] : []),
  ]
}

/** The first of many, quoted. */
const someOf = (columns: readonly string[]): string =>
  [...columns.slice(0, mostNamed).map(shown), ...(columns.length > mostNamed ? ['…'] : [])].join(
    ', ',
  )

/** Columns that one message names. */
const mostNamed = 20

const isColumn = (name: string): boolean => resultColumns.some((column) => column === name)

const leftOut = (column: string): string => {
  const near = nearestName(column, resultColumns)
  return `column ${shown(column)} is left out${near === undefined ? '' : `; did you mean "${near}"?`}`
}

const listLines = (text: string, name: string): Lines => {
  const items = readJson(text, name)
  const keys = new Set(items.flatMap(({ item }) => Object.keys(fieldsOf(item) ?? {})))
  return {
    lines: items.flatMap(({ number, item }) => {
      const fields = fieldsOf(item)
      return fields === undefined ? [] : [{ line: number, fields }]
    }),
    problems: items
      .filter(({ item }) => fieldsOf(item) === undefined)
      .map(({ number, item }) => ({
        line: number,
        message: `expected { "case": …, "status": … }, found ${shown(item)}`,
      })),
    warnings: leaveOut([...keys].filter((key) => !isColumn(key))),
  }
}
