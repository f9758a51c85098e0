import type { DossierExecution, DossierRow, DossierRun } from '#domain/dossier.ts'
import { type Line, line, type Screen } from './text/lay-out.ts'
import { neutralise } from './text/neutralise.ts'
import { widthOf } from './text/width-of.ts'

/** The command that runs a case again as this run did, in words. */
export const repeatCommand = (run: DossierRun, caseKey: string): readonly string[] => {
  const inputs = Object.entries(run.inputs).flatMap(([name, value]) => [
    '--input',
    `${name}=${value}`,
  ])
  // Without its plan a case has no release, and deviations are granted for releases.
  const plan = run.plan === undefined || run.release === undefined ? [] : ['--plan', run.plan]
  return ['lvv', 'run', caseKey, '--env', run.environment, ...plan, ...inputs]
}

/** The command that records what a person did for a row; capitals stand for what the person enters. */
export const recordCommand = (
  run: DossierRun,
  execution: DossierExecution,
  row: DossierRow,
): readonly string[] => {
  const answers = (row.asks ?? []).flatMap((name) => ['--answer', `${name}=VALUE`])
  const report = row.report === undefined ? [] : reportWords
  const person = ['--verdict', 'pass', '--name', 'NAME', '--role', 'ROLE', '--note', 'TEXT']
  return ['lvv', 'record', `${run.id}`, execution.id, row.id, ...person, ...answers, ...report]
}

/** Words as a shell reads them back. */
export const commandText = (words: readonly string[]): string => words.map(quote).join(' ')

/** A command after its purpose, broken between words with a backslash, so that it can be copied at any width. */
export const commandLines = (
  purpose: string,
  words: readonly string[],
  where: { readonly indent: number; readonly screen: Pick<Screen, 'columns' | 'place'> },
): readonly Line[] => {
  const { indent, screen } = where
  const { columns, place = [] } = screen
  const lines: string[] = []
  let current = ''
  let room = columns - indent - widthOf(purpose) - 2
  for (const word of [...words, ...place].map(quote)) {
    const longer = current === '' ? word : `${current} ${word}`
    if (widthOf(longer) + 2 <= room || current === '') {
      current = longer
      continue
    }
    lines.push(`${current} \\`)
    current = word
    room = columns - indent - 4
  }
  lines.push(current)
  return lines.map((text, index) =>
    index === 0
      ? line(indent, { text: `${purpose}:`, tone: 'dim' }, ` ${text}`)
      : line(indent + 4, text),
  )
}

/** A word as a shell reads it back. */
export const quote = (word: string): string => {
  const neutral = neutralise(word)
  return /^[\w@%+=:,./-]+$/.test(neutral) ? neutral : `'${neutral.replaceAll("'", "'\\''")}'`
}

/** What is recorded of a document beside the verdict. */
const reportWords = ['document', 'revision', 'sha256', 'conclusion', 'author', 'reviewer'].flatMap(
  (field) => ['--report', `${field}=VALUE`],
)
