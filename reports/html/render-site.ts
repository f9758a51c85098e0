import { resolve } from 'node:path'
import type { SiteInput, SiteReport } from './site-input.ts'
import { writePages } from './write-pages.ts'
import { inputHash } from './writing/input-hash.ts'
import { readManifest } from './writing/manifest.ts'
import { SiteWriter } from './writing/site-writer.ts'

/**
 * Writes the site of a trace into a folder: static pages that open from a disk. The same input gives the same
 * bytes; where nothing changed nothing is touched.
 * @throws HarnessError `bad-input` where the folder holds something that is no site of ours.
 */
export const renderSite = async (input: SiteInput, out: string): Promise<SiteReport> => {
  const folder = resolve(out)
  const index = resolve(folder, 'index.html')
  const hash = await inputHash(input)
  const before = await readManifest(folder)
  if (before?.input === hash) {
    const { pages, missing } = before
    return { index, unchanged: true, pages, written: 0, removed: 0, missing }
  }
  const writer = await SiteWriter.open(folder)
  try {
    const { pages, missing } = await writePages(input, writer)
    const { written, removed } = await writer.finish({ input: hash, pages, missing: [...missing] })
    return { index, unchanged: false, pages, written, removed, missing }
  } catch (error) {
    await writer.abandon()
    throw error
  }
}
