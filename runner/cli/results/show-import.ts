import type { Io } from '#cli/screen/io.ts'
import { renderTable } from '#cli/screen/render-table.ts'
import type { RunId } from '#domain/keys.ts'
import type { ImportedResult } from '#domain/tracing/imported-result.ts'
import type { ReadResults } from './read-results.ts'

/** What became of a file. */
interface Import {
  /** Of the file. */
  readonly name: string
  readonly read: ReadResults
  /** Absent when nothing was kept. */
  readonly run: RunId | undefined
}

/** Says what was imported and what not; as a table: what would be. */
export const showImport = (shown: Import, form: 'json' | 'table' | 'text', io: Io): void => {
  if (form === 'json') {
    for (const line of jsonLines(shown)) io.stdout.write(`${JSON.stringify(line)}\n`)
    return
  }
  const { name, read, run } = shown
  const { results, problems, warnings } = read
  for (const { line, message } of problems) io.stderr.write(`${name}:${line}: ${message}\n`)
  for (const { line, message, more } of warnings) {
    const others = more > 0 ? ` (and ${more} more)` : ''
    io.stderr.write(`${name}:${line}: warning: ${message}${others}\n`)
  }
  const left = problems.length > 0 ? `, ${counted(problems.length, 'problem')}` : ''
  const kept = `${counted(results.length, 'result')} of ${name}${left}`
  if (form === 'table') {
    io.stdout.write(`${renderTable(head, results.map(cells), io.stdout)}would import ${kept}\n`)
  } else {
    io.stdout.write(
      run === undefined ? `imported nothing of ${name}\n` : `imported ${kept}; run ${run}\n`,
    )
  }
}

const counted = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`

const jsonLines = ({ name, read, run }: Import): readonly object[] => [
  ...read.results.map((result) => ({ kind: 'result', ...result })),
  ...read.problems.map((problem) => ({ kind: 'problem', ...problem })),
  ...read.warnings.map((warning) => ({ kind: 'warning', ...warning })),
  { kind: 'import', source: name, run: run ?? null, results: read.results.length },
]

const head = ['line', 'case', 'elements', 'verdict', 'date', 'release', 'environment', 'credit']

const cells = (result: ImportedResult): readonly string[] => [
  String(result.line),
  result.case ?? '',
  Object.keys(result.elements).join(' '),
  result.verdict,
  result.at.slice(0, 10),
  result.release ?? '',
  result.environment,
  result.creditable ? 'yes' : 'no',
]
