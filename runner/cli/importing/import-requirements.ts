import { styleText } from 'node:util'
import { renderProblems } from '#catalog/render-problems.ts'
import type { Arguments, Command } from '#cli/arguments/command.ts'
import { findRoot } from '#cli/opening/find-root.ts'
import type { Io } from '#cli/screen/io.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { describeDifference } from '#interchange/diff/describe-difference.ts'
import type { SetDifference } from '#interchange/diff/diff-sets.ts'
import { createFindings, type Finding, onOneLine } from '#interchange/findings.ts'
import type { ReadSet } from '#interchange/preparing/merge-sets.ts'
import { prepareImport } from '#interchange/preparing/prepare-import.ts'
import { readSource } from '#interchange/read-source.ts'
import type { ReadingContext } from '#interchange/records/row.ts'
import { applySet, type FileTexts } from '#interchange/yaml/apply-set.ts'
import { isUnit } from '#language/units/units.ts'
import { heldSet } from './held-set.ts'
import { newProblems } from './new-problems.ts'
import { readHeldFiles, readSourceFile } from './read-files.ts'
import { writeFilesTogether } from './write-files-together.ts'

/**
 * `lvv import requirements FILE…`: shows what is new, changed and gone, then writes `requirements/`, all files or
 * none. Exit code 2 when something was skipped, or when the result would not pass `lvv check`: then nothing is written.
 */
export const importRequirements: Command = async (args, io) => {
  const [, ...files] = args.positionals
  if (files.length === 0) {
    throw new HarnessError('usage', 'lvv import requirements needs a file', {
      hint: 'usage: lvv import requirements FILE…',
    })
  }
  const root = findRoot(args.value('root'), io)
  const held = readHeldFiles(root)
  const findings = createFindings()
  const context: ReadingContext = { findings, isUnit, origins: new Map(), mend: args.flag('mend') }
  const sources: ReadSet[] = []
  for (const file of files) {
    sources.push({ file, set: await readSource(readSourceFile(file, io.cwd), context) })
  }
  const document = args.value('document')
  const difference = prepareImport({
    sources,
    held: heldSet(held),
    findings,
    origins: context.origins,
    ...(document !== undefined && { document }),
  })
  const changes = applySet({ files: held, difference, removeGone: args.flag('remove-gone') })
  show({ difference, findings: findings.all, args, io })
  const skipped = findings.all.some(({ kind }) => kind === 'skipped')
  const problems = changes.size === 0 ? [] : await newProblems(root, changes)
  if (problems.length > 0) {
    const { columns, colour } = io.stderr
    io.stderr.write(renderProblems(problems, { root, colour, columns }))
    throw new HarnessError(
      'bad-input',
      'nothing is written: the result would not pass `lvv check`',
      {
        hint: 'Mend the source, or complete it by a second file.',
      },
    )
  }
  if (!args.flag('dry-run')) writeFilesTogether(root, changes)
  if (!args.flag('json')) io.stdout.write(`${outcome(changes, args.flag('dry-run'))}\n`)
  return skipped ? 2 : 0
}

interface Shown {
  readonly difference: SetDifference
  readonly findings: readonly Finding[]
  readonly args: Arguments
  readonly io: Io
}

const show = ({ difference, findings, args, io }: Shown): void => {
  if (args.flag('json')) {
    const lines = [...difference.differences, ...findings]
    for (const line of lines) io.stdout.write(`${JSON.stringify(line)}\n`)
    return
  }
  io.stdout.write(`${describeDifference(difference).join('\n')}\n`)
  const red = (text: string): string =>
    io.stderr.colour ? styleText('red', text, { validateStream: false }) : text
  for (const { kind, file, at, key, message } of findings) {
    const place = [file, at, key].filter((part) => part !== undefined && part !== '').join(' ')
    io.stderr.write(
      `${kind === 'skipped' ? red('skipped') : 'note'}: ${onOneLine(place)}: ${message}\n`,
    )
  }
}

const outcome = (changes: FileTexts, dryRun: boolean): string => {
  const files = [...changes.keys()].toSorted().join(', ')
  if (changes.size === 0) return 'No file changes.'
  return dryRun ? `Would write ${files}.` : `Written: ${files}.`
}
