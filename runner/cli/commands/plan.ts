import type { Command } from '#cli/arguments/command.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { prepareRun } from '#cli/runs/prepare-run.ts'
import { renderPlan } from '#cli/screen/render-plan.ts'

/** `lvv plan`: what a run would execute, what it would share, what does not apply. Starts nothing. */
export const plan: Command = async (args, io) => {
  const open = await openCatalog(args, io)
  const prepared = await prepareRun(open, args, io, { facility: false })
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
