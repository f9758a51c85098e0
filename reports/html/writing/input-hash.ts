import { createHash, type Hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SiteInput } from '#reports/html/site-input.ts'

/** Hash of everything a site is made of: the trace, the dossiers, and the sources that render them. */
export const inputHash = async (input: SiteInput): Promise<string> => {
  const digest = createHash('sha256')
  digest.update(rendererHash())
  addTrace(digest, input.trace)
  digest.update(`\nprevious ${input.previous !== undefined}`)
  // Scripts are named by the content hashes of the trace.
  digest.update(`\n${input.definitions !== undefined} ${json(input.knownIssues)}`)
  for (const run of input.runs) {
    const version = await input.versionOf?.(run)
    digest.update(`\nrun ${run} ${version ?? json(await input.dossiers(run))}`)
  }
  return digest.digest('hex')
}

// Item by item: one text of everything would need as much memory again.
const addTrace = (digest: Hash, trace: SiteInput['trace']): void => {
  for (const [key, value] of Object.entries(trace)) {
    digest.update(`\n${key} `)
    for (const part of parts(value)) digest.update(part)
  }
}

const parts = function* (value: unknown): Iterable<string> {
  if (!Array.isArray(value)) {
    yield json(value)
    return
  }
  for (let start = 0; start < value.length; start += 50) yield json(value.slice(start, start + 50))
}

const json = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    // Integers beyond 2^53 are rare, and looking for them everywhere takes three times as long.
    return JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? `${item}n` : item))
  }
}

/** Hash of the sources of this report and of the versions they use: another renderer makes another site. */
const rendererHash = (): string => {
  const folder = join(import.meta.dirname, '..')
  const digest = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const file of files) digest.update(readFileSync(file))
  digest.update(readFileSync(join(folder, '../../package.json')))
  return digest.digest('hex')
}
