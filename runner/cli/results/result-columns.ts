import { z } from 'zod'
import { isJsonObject, type Json, type JsonObject } from '#domain/json.ts'
import { parseTestCaseKey } from '#domain/keys.ts'
import { parseInput } from '#domain/parse-input.ts'
import { parseVerdictWord, verdictWords } from '#domain/verdict-words.ts'

/** Characters of one cell. */
const longestCell = 10_000

/** A text without blanks around it; an empty one counts as absent. */
const text = z.preprocess(
  (value) => (typeof value === 'string' ? value.trim() || undefined : (value ?? undefined)),
  z
    .string({ error: 'text' })
    .max(longestCell, { error: `at most ${longestCell} characters` })
    .optional(),
)

/** A text on one line, which shows what it is. */
const word = text.refine(
  (value) => value === undefined || !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(value),
  {
    error: 'text on one line, without marks that turn its direction',
  },
)

/** A cell that must be there, read by a function that gives undefined for what it does not know. */
const read = <T>(expected: string, parse: (cell: string) => T | undefined) =>
  word.transform((cell, context): T => {
    const value = cell === undefined ? undefined : parse(cell)
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message: expected })
    return z.NEVER
  })

/** As `read`; absent where the cell is empty. */
const readOptional = <T>(expected: string, parse: (cell: string) => T | undefined) =>
  word.transform((cell, context): T | undefined => {
    if (cell === undefined) return undefined
    const value = parse(cell)
    if (value === undefined) context.addIssue({ code: 'custom', message: expected })
    return value
  })

const instant = (cell: string): string | undefined => {
  const day = z.iso.date().safeParse(cell).success
  if (!day && !z.iso.datetime({ offset: true }).safeParse(cell).success) return undefined
  return new Date(cell).toISOString()
}

const stages = ['rehearsal', 'precursor', 'commissioning', 'operations'] as const

const isScalar = (value: unknown): boolean =>
  ['string', 'number', 'boolean', 'bigint'].includes(typeof value)

const isMatrix = (value: unknown): value is JsonObject =>
  isJsonObject(value as Json) && Object.values(value as JsonObject).every(isScalar)

/** `band=g; visit=12` or `{"band": "g"}`. */
const matrixText = (cell: string): unknown => {
  if (cell.startsWith('{')) return parseInput('matrix', cell, { kind: 'any' })
  const pairs = cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => /^([a-z][A-Za-z0-9_]*)\s*=\s*(.*)$/.exec(part))
  if (pairs.some((pair) => pair === null)) return undefined
  return Object.fromEntries(
    pairs.map((pair) => [pair?.[1] ?? '', parseInput('matrix', pair?.[2] ?? '', { kind: 'any' })]),
  )
}

const matrix = z
  .unknown()
  .optional()
  .transform((cell, context): JsonObject => {
    const value = typeof cell === 'string' ? matrixText(cell.trim()) : (cell ?? {})
    if (isMatrix(value)) return value
    const message = 'matrix values as band=g; visit=12 or {"band": "g"}'
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

/** One line of a file of results; each message says what is expected. */
export const resultForm = z.object({
  element: word,
  case: readOptional('the key of a case, LVV-T1745', parseTestCaseKey),
  date: read('a day, 2026-11-23, or an instant with zone, 2026-11-23T09:30:00Z', instant),
  release: word,
  environment: read('the name of an environment', (cell) => cell),
  status: read(`one of ${verdictWords.join(', ')}`, parseVerdictWord),
  stage: readOptional(`one of ${stages.join(', ')}`, (cell) =>
    stages.find((stage) => stage === cell.toLowerCase()),
  ),
  matrix,
  note: text,
  by: word,
})

/** A line, read but not yet held against the root. */
export type ResultLine = z.output<typeof resultForm>

/** Columns that a file may have. */
export const resultColumns = Object.keys(resultForm.shape) as readonly (keyof ResultLine)[]

/** Columns that it must have, beside one of `element` and `case`. */
export const neededColumns = ['date', 'environment', 'status'] as const
