import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isContentHash, temporaryName } from '#ledger/evidence/evidence-path.ts'
import type { Findings } from './findings.ts'

/** A content that events name, with the run that named it last. */
export interface NeededEvidence {
  readonly sha256: string
  readonly run: number
  readonly name: string
  readonly size: number
  /** True when it was pruned and nobody named it since: it may be absent. */
  readonly pruned: boolean
}

/** What was read of the evidence folder. */
export interface CheckedEvidence {
  readonly files: number
  readonly bytes: number
  readonly unreferenced: number
}

/** Reads every file that `needed` names, or every file of the folder when `all` is set, and holds it against its name. */
export const checkEvidence = async (
  folder: string,
  needed: readonly NeededEvidence[],
  all: boolean,
  findings: Findings,
): Promise<CheckedEvidence> => {
  const present = await list(folder, findings)
  const named = new Map(needed.map((item) => [item.sha256, item]))
  let files = 0
  let bytes = 0
  for (const [sha256, path] of present) {
    const item = named.get(sha256)
    if (item === undefined && !all) continue
    files += 1
    bytes += await checkFile(path, sha256, item, findings)
  }
  for (const { sha256, name, run, pruned } of needed) {
    if (pruned || present.has(sha256)) continue
    findings.add('evidence-missing', `Evidence ${sha256} (${name}, run ${run}) is missing`, run)
  }
  const unreferenced = [...present.keys()].filter((sha256) => !named.has(sha256)).length
  return { files, bytes, unreferenced }
}

const checkFile = async (
  path: string,
  sha256: string,
  item: NeededEvidence | undefined,
  findings: Findings,
): Promise<number> => {
  const what = `Evidence ${sha256}${item === undefined ? '' : ` (${item.name}, run ${item.run})`}`
  try {
    const hash = createHash('sha256')
    let size = 0
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      hash.update(chunk)
      size += chunk.length
    }
    if (hash.digest('hex') !== sha256) {
      findings.add(
        'evidence-changed',
        `${what} was changed: its content has another hash`,
        item?.run,
      )
    } else if (item !== undefined && item.size !== size) {
      findings.add(
        'evidence-changed',
        `${what} has ${size} bytes; ${item.size} were recorded`,
        item.run,
      )
    }
    return size
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    findings.add('evidence-missing', `${what} cannot be read: ${cause}`, item?.run)
    return 0
  }
}

/** Path of every file under its own hash; anything else is a finding. */
const list = async (folder: string, findings: Findings): Promise<ReadonlyMap<string, string>> => {
  const files = new Map<string, string>()
  for (const shelf of await entries(folder)) {
    if (shelf.name === temporaryName) continue
    if (!shelf.isDirectory() || !/^[0-9a-f]{2}$/.test(shelf.name)) {
      findings.add('evidence-extra', `${join(folder, shelf.name)} is no evidence`)
      continue
    }
    for (const file of await entries(join(folder, shelf.name))) {
      const path = join(folder, shelf.name, file.name)
      if (file.isFile() && isContentHash(file.name) && file.name.startsWith(shelf.name)) {
        files.set(file.name, path)
      } else {
        findings.add('evidence-extra', `${path} is no evidence`)
      }
    }
  }
  return files
}

const entries = async (folder: string) => {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    // Nothing was stored yet; what events name is then reported as missing.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
