import { HarnessError } from '#domain/harness-error.ts'
import type { Json } from '#domain/json.ts'
import type { SecretMasker, StreamMasker } from './secret-masker.ts'
import { secretVariants } from './secret-variants.ts'

/** Shortest secret that can be hidden without hiding ordinary text. */
export const shortestSecret = 4

/**
 * Makes a masker for the values of secrets; an empty value is left out. Throws HarnessError `bad-input` for one shorter
 * than `shortestSecret` characters: hiding it would hide ordinary text.
 */
export const createSecretMasker = (values: readonly string[]): SecretMasker => {
  const secrets = values.filter((value) => value !== '')
  if (secrets.length === 0) return nothingToMask
  if (secrets.some((secret) => secret.length < shortestSecret)) {
    throw new HarnessError('bad-input', `A secret is shorter than ${shortestSecret} characters.`, {
      hint: 'Use a longer one: hiding so short a text would hide parts of ordinary words.',
    })
  }
  return maskerOf(secrets, [...new Set(secrets.flatMap(secretVariants))])
}

const nothingToMask: SecretMasker = {
  isEmpty: true,
  maskText: (text) => text,
  maskJson: (value) => value,
  maskStream: () => ({ push: (chunk) => chunk, end: () => '' }),
  maskBytes: () => ({ push: (chunk) => chunk, end: () => new Uint8Array() }),
}

const maskerOf = (secrets: readonly string[], variants: readonly string[]): SecretMasker => {
  const cover = coverFor(variants)
  const inText = patternOf(variants, cover)
  // Latin-1 maps bytes to characters one to one: bytes are then masked as text.
  const asBytes = (text: string) => Buffer.from(text).toString('latin1')
  const inBytes = patternOf(variants.map(asBytes), asBytes(cover))
  const numbers = new Set(secrets.filter((secret) => /^\d{8,}$/.test(secret)))

  const maskText = (text: string): string => maskAll(text, inText)
  const maskJson = (value: Json): Json => {
    if (typeof value === 'string') return maskText(value)
    if (typeof value === 'number' || typeof value === 'bigint') {
      return numbers.has(String(value)) ? cover : value
    }
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(maskJson)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [maskText(key), maskJson(item)]),
    )
  }
  return {
    isEmpty: false,
    maskText,
    maskJson,
    maskStream: () => streamOf(inText),
    maskBytes: () => {
      const stream = streamOf(inBytes)
      return {
        push: (chunk) => Buffer.from(stream.push(Buffer.from(chunk).toString('latin1')), 'latin1'),
        end: () => Buffer.from(stream.end(), 'latin1'),
      }
    },
  }
}

/** What to look for, and what to put in its place. */
interface SecretPattern {
  /** Longest first. */
  readonly variants: readonly string[]
  readonly find: Find
  readonly cover: string
}

const patternOf = (variants: readonly string[], cover: string): SecretPattern => {
  const longestFirst = variants.toSorted((one, other) => other.length - one.length)
  return { variants: longestFirst, find: finderOf(longestFirst), cover }
}

const maskAll = (text: string, { find, cover }: SecretPattern): string => {
  let masked = ''
  let at = 0
  for (let match = find(text, at); match; match = find(text, at)) {
    masked += text.slice(at, match.start) + cover
    at = match.end
  }
  return at === 0 ? text : masked + text.slice(at)
}

const streamOf = (pattern: SecretPattern): StreamMasker<string> => {
  let held = ''
  return {
    push: (chunk) => {
      const text = held + chunk
      const split = settledLength(text, pattern)
      held = text.slice(split)
      return maskAll(text.slice(0, split), pattern)
    },
    end: () => {
      const rest = maskAll(held, pattern)
      held = ''
      return rest
    },
  }
}

interface Match {
  readonly start: number
  readonly end: number
}

/** Finds the first variant at or after a place, the longest one there. */
type Find = (text: string, from: number) => Match | undefined

/**
 * Looks for the first characters of the variants by one small pattern, and compares the rest: one pattern of whole
 * variants is too large for a secret of some kilobytes, and its error would show the secret.
 */
const finderOf = (variants: readonly string[]): Find => {
  const byStart = new Map<string, string[]>()
  for (const variant of variants) {
    const start = variant.slice(0, shortestSecret)
    byStart.set(start, [...(byStart.get(start) ?? []), variant])
  }
  const pattern = new RegExp([...byStart.keys()].map(RegExp.escape).join('|'), 'g')
  return (text, from) => {
    pattern.lastIndex = from
    for (let start = pattern.exec(text); start; start = pattern.exec(text)) {
      const at = start.index
      const variant = byStart.get(start[0])?.find((each) => text.startsWith(each, at))
      if (variant !== undefined) return { start: at, end: at + variant.length }
      pattern.lastIndex = at + 1
    }
    return undefined
  }
}

/** What stands in place of a secret: made of a character that no secret has, so that it cannot complete one. */
const coverFor = (variants: readonly string[]): string => {
  const characters = ['*', '•', '█', '░', '\uFFFD', '\uE000']
  const free = characters.find((each) => !variants.some((variant) => variant.includes(each)))
  return (free ?? '\uF8FF').repeat(3)
}

/**
 * How much from the beginning of a text is masked the same whatever follows: all before the first place from which to the
 * end stands the beginning of a variant, and matches that began before it.
 */
const settledLength = (text: string, { find, variants }: SecretPattern): number => {
  let settled = 0
  for (;;) {
    const open = firstOpenPlace(text, settled, variants)
    const across = matchAcross(text, { start: settled, end: open }, find)
    if (across === undefined) return open
    settled = across.end
  }
}

/** The match that begins inside a stretch of the text and ends behind it. */
const matchAcross = (text: string, stretch: Match, find: Find): Match | undefined => {
  if (stretch.end === text.length) return undefined
  let match = find(text, stretch.start)
  while (match && match.end <= stretch.end) match = find(text, match.end)
  return match && match.start < stretch.end ? match : undefined
}

const firstOpenPlace = (text: string, from: number, variants: readonly string[]): number => {
  let first = text.length
  for (const variant of variants) {
    const start = variant.charAt(0)
    const earliest = Math.max(from, text.length - variant.length + 1)
    for (let at = text.indexOf(start, earliest); at !== -1 && at < first; ) {
      if (variant.startsWith(text.slice(at))) first = at
      else at = text.indexOf(start, at + 1)
    }
  }
  return first
}
