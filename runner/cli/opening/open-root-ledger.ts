import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Arguments } from '#cli/arguments/command.ts'
import type { Io } from '#cli/screen/io.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { parseRunId, type RunId } from '#domain/keys.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { openLedger } from '#ledger/open-ledger.ts'
import { makeFolder } from './make-folder.ts'

/**
 * Opens the ledger that `--ledger`, LVV_LEDGER or `lvv.yaml` names, else the root's own; makes it where absent. Evidence
 * lies beside an SQLite ledger, so that the two are kept, moved and removed together.
 */
export const openRootLedger = async (
  root: string,
  setting: string | undefined,
  args: Arguments,
  io: Io,
): Promise<Ledger> => {
  const place = ledgerPlace(root, setting, args, io)
  await makeFolder(place.folder)
  return openLedger({ url: place.url, evidenceDir: place.evidence })
}

/** Where a ledger lies, and what lies beside it. */
export interface LedgerPlace {
  readonly url: string
  readonly folder: string
  readonly evidence: string
  /** Work folders of its runs: two ledgers number their runs alike. */
  readonly work: string
}

/** Where the ledger of a root lies. What is typed starts at the current folder, what lvv.yaml says at the root. */
export const ledgerPlace = (
  root: string,
  setting: string | undefined,
  args: Arguments,
  io: Io,
): LedgerPlace => {
  const own = join(root, '.lvv')
  const named = args.value('ledger') ?? io.env.LVV_LEDGER
  const path = (named ?? setting ?? '').replace(/^sqlite:/, '')
  if (path === '') return beside(join(own, 'ledger.sqlite'), join(own, 'ledger.sqlite'))
  if (/^[a-z]+:/.test(path)) return beside(join(own, 'ledger.sqlite'), path)
  const file = resolve(named === undefined ? root : io.cwd, path)
  return beside(file, file)
}

/** `ledger.sqlite` has `evidence/` and `work/`; any other name keeps its own, so that two may share a folder. */
const beside = (file: string, url: string): LedgerPlace => {
  const folder = dirname(file)
  const name = basename(file).replace(/\.sqlite$/, '')
  const prefix = name === 'ledger' ? '' : `${name}.`
  return {
    url,
    folder,
    evidence: join(folder, `${prefix}evidence`),
    work: join(folder, `${prefix}work`),
  }
}

/** True when the root has a ledger of its own already: a question about runs need not make one. */
export const hasOwnLedger = (root: string): boolean =>
  existsSync(join(root, '.lvv', 'ledger.sqlite'))

/** The run that a number or `last` names; throws when there is none. */
export const findRun = async (ledger: Ledger, text: string): Promise<RunId> => {
  if (text === 'last') {
    const last = await ledger.lastRun()
    if (last !== undefined) return last
    throw new HarnessError('not-found', 'there is no run yet', {
      hint: 'Start one with `lvv run`.',
    })
  }
  const run = parseRunId(text)
  if (run === undefined) {
    throw new HarnessError('usage', `"${text}" is no run: a number or "last" is expected`, {
      hint: '`lvv list runs` shows all.',
    })
  }
  if (await ledger.run(run)) return run
  throw new HarnessError('not-found', `there is no run ${run}`, {
    hint: '`lvv list runs` shows all.',
  })
}

/** The newest run of a plan; throws when it never ran. */
export const newestRunOf = async (ledger: Ledger, plan: string): Promise<RunId> => {
  const runs = (await ledger.runs()).filter(({ request }) => request.plan === plan)
  const [newest] = runs.map(({ run }) => run).sort((a, b) => b - a)
  if (newest !== undefined) return newest
  throw new HarnessError('not-found', `there is no run of plan ${plan} yet`, {
    hint: `Start one with \`lvv run --plan ${plan}\`.`,
  })
}
