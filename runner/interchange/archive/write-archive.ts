import { strToU8, type Zippable, zipSync } from 'fflate'

/** A date that says nothing: the same content gives the same bytes. Local time, as zip has it. */
const noDate = new Date(1980, 0, 1)

/** Files as a zip archive. */
export const writeArchive = (
  files: ReadonlyMap<string, string | Uint8Array>,
  { level = 6 }: { readonly level?: 0 | 6 } = {},
): Uint8Array => {
  const content: Zippable = {}
  for (const [path, bytes] of files) {
    content[path] = [typeof bytes === 'string' ? strToU8(bytes) : bytes, { level, mtime: noDate }]
  }
  return zipSync(content)
}
