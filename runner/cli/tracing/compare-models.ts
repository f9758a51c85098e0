import type { Arguments } from '#cli/arguments/command.ts'
import type { Io } from '#cli/screen/io.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { parseDiff, readSnapshot } from './snapshots.ts'

/** `--diff A..B`: shows what changed; gives the later model. */
export const compareModels = async (
  ledger: Ledger,
  today: () => Promise<TraceDossier>,
  args: Arguments,
  io: Io,
): Promise<TraceDossier> => {
  const names = parseDiff(args.value('diff') ?? '')
  const before = await readSnapshot(ledger, names.before)
  const after = names.after === undefined ? await today() : await readSnapshot(ledger, names.after)
  const { diffTraces } = await import('#traceability/snapshots/diff-traces.ts')
  const diff = diffTraces(before, after)
  if (args.flag('json')) io.stdout.write(`${JSON.stringify(diff)}\n`)
  else {
    const { renderTraceDiff } = await import('#reports/terminal/trace/render-trace-diff.ts')
    const shown = { before: names.before, after: names.after ?? 'today' }
    io.stdout.write(renderTraceDiff(diff, shown, io.stdout))
  }
  return after
}
