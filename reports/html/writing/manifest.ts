import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const schema = z.object({
  site: z.literal('lvv'),
  format: z.literal(1),
  /** Hash of the input and of what rendered it; empty while files are being written. */
  input: z.string(),
  index: z.string(),
  pages: z.number(),
  missing: z.array(z.string()),
  /** Hash of each file, by its path in the site. */
  files: z.record(z.string(), z.string()),
})

/** What a site consists of. A folder that has one is ours. */
export type Manifest = z.infer<typeof schema>

/** Name of the manifest in a site. */
export const manifestName = 'site-manifest.json'

/** The manifest of a folder; undefined where it has none of ours. */
export const readManifest = async (folder: string): Promise<Manifest | undefined> => {
  try {
    return schema.safeParse(JSON.parse(await readFile(join(folder, manifestName), 'utf8'))).data
  } catch {
    // No file, or none that a site of ours has: the folder then is not ours.
    return undefined
  }
}
