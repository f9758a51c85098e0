import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { HarnessError } from '#domain/harness-error.ts'
import { parseRunId, type RunId } from '#domain/keys.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { openLedger } from '#ledger/open-ledger.ts'
import type { Arguments } from './command.ts'
import type { Io } from './io.ts'

/** Opens the ledger that `--ledger`, LVV_LEDGER or `lvv.yaml` names, else the root's own; makes it where absent. */
export const openRootLedger = async (
  root: string,
  setting: string | undefined,
  args: Arguments,
  io: Io,
): Promise<Ledger> => {
  const own = join(root, '.lvv')
  await mkdir(own, { recursive: true })
  return openLedger({
    url: args.value('ledger') ?? io.env.LVV_LEDGER ?? setting ?? join(own, 'ledger.sqlite'),
    evidenceDir: join(own, 'evidence'),
  })
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
