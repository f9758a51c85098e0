import type { Arguments, Command } from '#cli/arguments/command.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { type PreparedRun, prepareRun } from '#cli/runs/prepare-run.ts'
import type { Io } from '#cli/screen/io.ts'
import { renderPlan } from '#cli/screen/render-plan.ts'

/** `lvv plan`: what a run would execute, what it would share, what does not apply. Starts nothing. */
export const plan: Command = async (args, io) => {
  const open = await openCatalog(args, io)
  return showPlan(await prepareRun(open, args, io, { facility: false }), args, io)
}

/** Shows a prepared run, as a text or as lines of JSON. */
export const showPlan = (prepared: PreparedRun, args: Arguments, io: Io): number => {
  if (args.flag('json')) {
    for (const execution of prepared.graph.executions)
      io.stdout.write(`${JSON.stringify(execution)}\n`)
    for (const item of prepared.graph.notApplicable) {
      io.stdout.write(`${JSON.stringify({ ...item, notApplicable: true })}\n`)
    }
    return 0
  }
  io.stdout.write(renderPlan(prepared, { columns: io.stdout.columns }))
  return 0
}
