import { parseElementKey, parseRequirementKey } from '#domain/keys.ts'
import type { VerificationElement } from '#domain/requirement.ts'
import { quoted } from '#interchange/findings.ts'
import type { ElementRecord } from '#interchange/requirement-set.ts'
import {
  fieldValue,
  listOf,
  parseJson,
  type ReadingContext,
  type Row,
  textOf,
  wordOf,
} from './row.ts'

/** Fields of an element, in the order in which files and tables show them. */
export const elementFields = [
  'key',
  'document',
  'requirement',
  'title',
  'parameters',
  'method',
  'stage',
  'covers',
  'verifiedIn',
  'jiraStatus',
  'written',
] as const satisfies readonly (keyof VerificationElement)[]

/** How Jira begins the title of an element: with its requirement and its number there. */
const elementMark = /^\s*[A-Z][A-Z0-9-]*-REQ-\d+-V-\d+\s*:\s*/

const methods = ['Test', 'Analysis', 'Inspection', 'Demonstration'] as const
const stages = ['rehearsal', 'precursor', 'commissioning', 'operations'] as const

/** Understands one element; undefined, and named, when it has no key. */
export const elementOfRow = (row: Row, context: ReadingContext): ElementRecord | undefined => {
  const key = textOf(row, 'key', context)?.trim()
  if (key === undefined || parseElementKey(key) === undefined) {
    context.findings.skipped(
      row.place,
      key === undefined
        ? 'an element without a key'
        : `${quoted(key)} is not the key of an element, which looks like LVV-3402`,
    )
    return undefined
  }
  const document = textOf(row, 'document', context)
  const requirement = requirementOf(row, context)
  const title =
    textOf(row, 'title', context) ?? textOf(row, 'summary', context)?.replace(elementMark, '')
  const parameters = listOf(row, 'parameters', context)
  const method = wordOf(row, 'method', methods, context)
  const stage = wordOf(row, 'stage', stages, context)
  const covers = coversOf(row, context)
  const verifiedIn = listOf(row, 'verifiedIn', context)?.filter((other) =>
    isElement(other, row, context),
  )
  const jiraStatus = textOf(row, 'jiraStatus', context)
  const written = textOf(row, 'written', context)
  return {
    key,
    ...(document !== undefined && { document }),
    ...(requirement !== undefined && { requirement }),
    ...(title !== undefined && { title }),
    ...(parameters !== undefined && { parameters }),
    ...(method !== undefined && { method }),
    ...(stage !== undefined && { stage }),
    ...(covers !== undefined && { covers }),
    ...(verifiedIn !== undefined && { verifiedIn }),
    ...(jiraStatus !== undefined && { jiraStatus }),
    ...(written !== undefined && { written }),
  }
}

const requirementOf = (row: Row, context: ReadingContext): string | undefined => {
  const text = textOf(row, 'requirement', context)?.trim()
  if (text === undefined || parseRequirementKey(text) !== undefined) return text
  context.findings.skipped(row.place, `${quoted(text)} is not the key of a requirement`)
  return undefined
}

const isElement = (text: string, row: Row, context: ReadingContext): boolean => {
  if (parseElementKey(text) !== undefined) return true
  context.findings.skipped(
    row.place,
    `verifiedIn names ${quoted(text)}, which is no key of an element`,
  )
  return false
}

/** Cells to cover: an object, its JSON, or `band=g,r,i; visit=1,2`. */
const coversOf = (row: Row, context: ReadingContext): VerificationElement['covers'] | undefined => {
  const value = fieldValue(row, 'covers')
  if (value === undefined) return undefined
  const found = parseJson(value) ?? splitCovers(String(value))
  const covers: { [name: string]: readonly (string | number)[] } = Object.create(null)
  for (const [name, cells] of Object.entries(typeof found === 'object' ? (found ?? {}) : {})) {
    const list: unknown[] = Array.isArray(cells) ? cells : []
    const kept = list.filter((cell) => typeof cell === 'string' || typeof cell === 'number')
    if (kept.length === 0 || kept.length < list.length) {
      context.findings.skipped(row.place, `covers.${name} is no list of texts or numbers`)
    }
    if (kept.length > 0) covers[name] = kept
  }
  if (Object.keys(covers).length > 0 || !Array.isArray(found)) return { ...covers }
  context.findings.skipped(row.place, `covers is ${quoted(value)}, not like band=g,r,i`)
  return undefined
}

const splitCovers = (text: string): { [name: string]: readonly (string | number)[] } =>
  Object.fromEntries(
    text
      .split(/[;\r\n]+/)
      .map((part) => part.split('=', 2).map((side) => side.trim()))
      .filter(([name]) => name !== '')
      .map(([name = '', cells = '']) => [
        name,
        cells.split(',').map((cell) => (/^\d+$/.test(cell.trim()) ? Number(cell) : cell.trim())),
      ]),
  )
