import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Arguments, Command } from '#cli/arguments/command.ts'
import { refuseOptions } from '#cli/arguments/refuse-options.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { openRootLedger } from '#cli/opening/open-root-ledger.ts'
import { executorOf } from '#cli/runs/executor.ts'
import type { Io } from '#cli/screen/io.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { RunId } from '#domain/keys.ts'
import { type ReadResults, type ResultsFile, readResults } from './read-results.ts'
import { showImport } from './show-import.ts'

/** Largest file that is read, bytes. */
const largestFile = 32 * 1024 * 1024

/**
 * `lvv import results FILE`: keeps results recorded elsewhere as a run of their own. Bad lines are named and left out, and
 * the exit code is then 2.
 */
export const importResults: Command = async (args, io) => {
  const [, path, ...more] = args.positionals
  if (path === undefined || more.length > 0) {
    const found = path === undefined ? 'none' : args.positionals.length - 1
    throw new HarnessError('usage', `lvv import results takes one file, found ${found}`, {
      hint: 'Each file is a run of its own: import one after the other.',
    })
  }
  refuseOptions('import results', ['document', 'remove-gone', 'mend'], args)
  const file = await readBytes(path, io)
  const open = await openCatalog(args, io)
  const read = await readResults(file, open.catalog, io.now())
  const run =
    args.flag('dry-run') || read.results.length === 0
      ? undefined
      : await keep({ file, read, root: open.root, ledger: open.catalog.settings.ledger }, args, io)
  const form = args.flag('json') ? 'json' : args.flag('dry-run') ? 'table' : 'text'
  showImport({ name: file.name, read, run }, form, io)
  return read.problems.length > 0 ? 2 : 0
}

const readBytes = async (given: string, io: Io): Promise<ResultsFile> => {
  const path = resolve(io.cwd, given)
  if (!/\.(csv|tsv|json)$/i.test(given)) {
    throw new HarnessError('usage', `${given} is neither .csv, .tsv nor .json`, {
      hint: 'Save the table as CSV in UTF-8.',
    })
  }
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new HarnessError('not-found', `there is no file ${given}`)
  if (found.size > largestFile) {
    throw new HarnessError(
      'bad-input',
      `${given} has ${found.size} bytes, more than ${largestFile}`,
      { hint: 'Split it.' },
    )
  }
  return { bytes: await readFile(path), name: basename(path) }
}

const keep = async (
  of: {
    readonly file: ResultsFile
    readonly read: ReadResults
    readonly root: string
    readonly ledger: string | undefined
  },
  args: Arguments,
  io: Io,
): Promise<RunId> => {
  const { file, read, root } = of
  const ledger = await openRootLedger(root, of.ledger, args, io)
  try {
    const stored = await ledger.evidence.put(
      { bytes: file.bytes },
      { name: file.name, mediaType: mediaTypeOf(file.name) },
    )
    const run = await ledger.importResults({
      file: stored,
      results: read.results,
      again: args.flag('again'),
      executor: await executorOf(root, io),
      command: ['lvv', 'import', 'results', file.name],
    })
    await ledger.seal()
    return run
  } finally {
    await ledger.close()
  }
}

const mediaTypeOf = (name: string): string =>
  /\.json$/i.test(name) ? 'application/json' : 'text/csv'
