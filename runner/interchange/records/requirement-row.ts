import { parseRequirementKey } from '#domain/keys.ts'
import { quoted } from '#interchange/findings.ts'
import type { ParameterRecord, RequirementRecord } from '#interchange/requirement-set.ts'
import { flagOf, listOf, type ReadingContext, type Row, textOf, wordOf } from './row.ts'

/** Fields of a requirement, in the order in which files and tables show them. */
export const requirementFields = [
  'id',
  'document',
  'title',
  'priority',
  'parents',
  'status',
  'changed',
] as const

/** How documents mark a title whose requirement is descoped. */
const descopedMark = /^\s*\(descoped\)\s*/i

/** Understands one requirement; undefined, and named, when it has no key. */
export const requirementOfRow = (
  row: Row,
  context: ReadingContext,
  parameters: { readonly [name: string]: ParameterRecord } = {},
): RequirementRecord | undefined => {
  const id = textOf(row, 'id', context)?.trim()
  if (id === undefined || parseRequirementKey(id) === undefined) {
    context.findings.skipped(
      row.place,
      id === undefined
        ? 'a requirement without a key'
        : `${quoted(id)} is not the key of a requirement, which looks like DMS-REQ-0360`,
    )
    return undefined
  }
  const document = textOf(row, 'document', context)
  const written = textOf(row, 'title', context)
  const marked = written !== undefined && flagOf(row, 'descoped', context) === true
  const title = marked ? written.replace(descopedMark, '') : written
  const priority = textOf(row, 'priority', context)
  const parents = listOf(row, 'parents', context)
  const changed = textOf(row, 'changed', context)
  const status = statusOf(row, context)
  return {
    id,
    ...(document !== undefined && { document }),
    ...(title !== undefined && { title }),
    ...(priority !== undefined && { priority }),
    ...(parents !== undefined && { parents }),
    ...(status !== undefined && { status }),
    ...(changed !== undefined && { changed }),
    parameters,
  }
}

const statuses = { live: 'live', active: 'live', approved: 'live', valid: 'live' } as const
const gone = {
  descoped: 'descoped',
  deleted: 'descoped',
  withdrawn: 'descoped',
  obsolete: 'descoped',
} as const

const statusOf = (row: Row, context: ReadingContext): 'live' | 'descoped' | undefined => {
  const words = { ...statuses, ...gone }
  const word = wordOf(row, 'status', Object.keys(words) as (keyof typeof words)[], context)
  if (word !== undefined) return words[word]
  const descoped = flagOf(row, 'descoped', context)
  return descoped === undefined ? undefined : descoped ? 'descoped' : 'live'
}
