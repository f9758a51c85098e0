import type { Arguments, Command } from '#cli/arguments/command.ts'
import type { Io } from '#cli/screen/io.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { nearestName } from '#domain/nearest-name.ts'

/** What can be imported, each with its code, which is loaded only when it is asked for. */
const imports: { readonly [what: string]: () => Promise<Command> } = {
  requirements: async () =>
    (await import('#cli/importing/import-requirements.ts')).importRequirements,
  results: async () => (await import('#cli/results/import-results.ts')).importResults,
}

/** `lvv import WHAT FILE`: takes over what was written elsewhere. */
export const importFile: Command = async (args: Arguments, io: Io) => {
  const [what = ''] = args.positionals
  const load = Object.hasOwn(imports, what) ? imports[what] : undefined
  if (load !== undefined) return (await load())(args, io)
  if (what === 'zephyr') {
    throw new HarnessError('usage', 'lvv import zephyr does not exist yet', {
      hint: '`lvv import requirements FILE` reads YAML, JSON, CSV, XLSX and ReqIF.',
    })
  }
  const near = nearestName(what, Object.keys(imports))
  throw new HarnessError('usage', `lvv import takes no "${what}"`, {
    hint: near
      ? `Did you mean \`lvv import ${near}\`?`
      : `It takes ${Object.keys(imports).join(', ')}.`,
  })
}
