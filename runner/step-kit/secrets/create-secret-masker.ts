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
  const variants = [...new Set(secrets.flatMap(secretVariants))].sort(
    (one, other) => other.length - one.length || (one < other ? -1 : 1),
  )
  return maskerOf(secrets, variants)
}

const nothingToMask: SecretMasker = {
  isEmpty: true,
  maskText: (text) => text,
  maskJson: (value) => value,
  maskStream: () => ({ push: (chunk) => chunk, end: () => '' }),
}

const maskerOf = (secrets: readonly string[], variants: readonly string[]): SecretMasker => {
  const cover = coverFor(variants)
  // Longest first, so that at one place the longest variant is taken.
  const pattern = new RegExp(variants.map((text) => RegExp.escape(text)).join('|'), 'g')
  const numbers = new Set(secrets.filter((secret) => /^\d{8,}$/.test(secret)))
  const maskText = (text: string) => text.replaceAll(pattern, cover)

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
  const maskStream = (): StreamMasker => {
    let held = ''
    return {
      push: (chunk) => {
        const text = held + chunk
        const split = settledLength(text, { pattern, variants })
        held = text.slice(split)
        return maskText(text.slice(0, split))
      },
      end: () => {
        const rest = maskText(held)
        held = ''
        return rest
      },
    }
  }
  return { isEmpty: false, maskText, maskJson, maskStream }
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
const settledLength = (
  text: string,
  { pattern, variants }: { readonly pattern: RegExp; readonly variants: readonly string[] },
): number => {
  let settled = 0
  for (;;) {
    const open = firstOpenPlace(text, settled, variants)
    const across = matchAcross(text, { settled, open, pattern })
    if (across === undefined) return open
    settled = across
  }
}

/** End of the match that begins before `open` and ends behind it. */
const matchAcross = (
  text: string,
  {
    settled,
    open,
    pattern,
  }: { readonly settled: number; readonly open: number; readonly pattern: RegExp },
): number | undefined => {
  if (open === text.length) return undefined
  pattern.lastIndex = settled
  for (let match = pattern.exec(text); match && match.index < open; match = pattern.exec(text)) {
    if (pattern.lastIndex > open) return pattern.lastIndex
  }
  return undefined
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
