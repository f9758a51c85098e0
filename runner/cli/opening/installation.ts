import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Folder of this installation: the one whose package.json has this file's module map. */
const folder = findFolder()

function findFolder(): string {
  // Source files lie in runner/cli, the bundle in .lvv/program/HASH: both below the folder the launcher names.
  const named = process.env.LVV_INSTALLATION
  return named ?? dirname(dirname(dirname(import.meta.dirname)))
}

/** Where lvv itself lies, and what version it is. */
export const installation = {
  folder,
  facility: join(folder, 'facility'),
  version: async (): Promise<string> => {
    const text = await readFile(join(folder, 'package.json'), 'utf8')
    const parsed: unknown = JSON.parse(text)
    const version =
      typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : ''
    return String(version)
  },
} as const
