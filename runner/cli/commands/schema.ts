import { rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { jsonSchemas } from '#catalog/json-schemas.ts'
import type { Command } from '#cli/arguments/command.ts'
import { makeFolder } from '#cli/opening/make-folder.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'

/** `lvv schema [DIR]`: JSON Schemas of every kind of file, with this root's steps, precursors and keys in them. */
export const schema: Command = async (args, io) => {
  const open = await openCatalog(args, io)
  const folder = resolve(io.cwd, args.positionals[0] ?? join(open.root, '.lvv', 'schema'))
  const schemas = await jsonSchemas(open.catalog, open.families)
  await makeFolder(folder)
  for (const [name, content] of Object.entries(schemas)) {
    const file = join(folder, `${name}.schema.json`)
    await writeFile(`${file}.part`, `${JSON.stringify(content, null, 2)}\n`)
    await rename(`${file}.part`, file)
    io.stdout.write(args.flag('json') ? `${JSON.stringify({ name, file })}\n` : `${file}\n`)
  }
  return 0
}
