import { HarnessError } from '#domain/harness-error.ts'
import { createFindings, type Finding } from '#interchange/findings.ts'
import { readSource } from '#interchange/read-source.ts'
import type { RequirementSet } from '#interchange/requirement-set.ts'

/** What a reader gave, and what it named: `skipped row 3: …`. */
export interface Reading {
  readonly set: RequirementSet
  readonly named: readonly string[]
}

const known = new Set(['1', '%', 's', 'mas', 'h'])

/** Reads one file of a test; unknown units are those that are not in a short list. */
export const reading = async (
  file: string,
  content: string | Uint8Array,
  { mend = false } = {},
): Promise<Reading> => {
  const findings = createFindings()
  const isUnit = (unit: string): boolean => known.has(unit)
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const set = await readSource({ file, bytes }, { findings, isUnit, origins: new Map(), mend })
  return { set, named: findings.all.map(shown) }
}

const shown = ({ kind, at, key, message }: Finding): string =>
  `${[kind, at, key].filter((part) => part !== undefined).join(' ')}: ${message}`

/** Code and message of the HarnessError that a file is refused with; throws when it is taken, or when there is no hint. */
export const refusal = async (file: string, content: string | Uint8Array): Promise<string> => {
  const error: unknown = await reading(file, content).then(
    () => undefined,
    (found: unknown) => found,
  )
  if (error instanceof HarnessError && error.hint) return `${error.code}: ${error.message}`
  throw new Error(`${file} is not refused as it should be`, { cause: error })
}
