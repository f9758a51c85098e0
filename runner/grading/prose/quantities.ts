import { unitAt } from './unit-words.ts'

/** A number in a sentence with what it counts; a range has two ends. */
export interface Quantity {
  readonly low: number
  readonly high: number
  /** One in the last written place of the number. */
  readonly place: number
  /** Units it may be read in, the longest first; empty where none follows. */
  readonly units: readonly string[]
  /** As it is written. */
  readonly said: string
  readonly start: number
  readonly end: number
}

const digits = String.raw`(?:\d{1,3}(?:[,\u202f\u00a0]\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?(?:\s?[×x*·]\s?10\s?(?:\^\s?[+-]?\d{1,3}|[+-]\d{1,3}))?`
// What stands before a number that only tells things of a kind apart.
const ordinal =
  'step|row|section|table|figure|item|phase|case|version|release|level|chapter|page|part|line'
// The look ahead comes first, so that the looks behind are made at numbers only.
// Neither a part of a name (LVV-T12, 10.2.1, 2023-01-02, 10:00, 1/3, ±5) nor of a sum (450 + 2800).
const before = String.raw`(?<![\w.,:/±+*^×-])(?<![+*/±×]\s|\d\s?x\s)(?<!\b(?:${ordinal})s?\s)`
const after = String.raw`(?!\d|[.,:/]\d|\s?[+*×]\s?\d|\s[x/]\s?\d|\s+of\b)`
const numberPattern = new RegExp(
  `(?=-?\\d)${before}(-?${digits})${after}(?:\\s?(?:-|–|—|to)\\s?(${digits})(?!\\d|[.,:/-]\\d)|(?!-\\d))`,
  'gi',
)

/** Every number of a sentence that stands for itself, from left to right. */
export const quantitiesIn = (sentence: string): readonly Quantity[] => {
  if (!/\d/.test(sentence)) return []
  const found: Quantity[] = []
  for (const match of sentence.matchAll(numberPattern)) {
    const [whole, first = '', last] = match
    const end = match.index + whole.length
    const unit = unitAfter(sentence, end)
    const low = numberOf(first)
    // A letter that touches the number makes it a name (3D, 2MASS), unless it is a unit (10s).
    if (unit === undefined && /[A-Za-z]/.test(sentence[end] ?? '')) continue
    found.push({
      low,
      high: last === undefined ? low : numberOf(last),
      place: placeOf(first),
      units: unit?.units ?? [],
      said: sentence.slice(match.index, unit?.end ?? end),
      start: match.index,
      end: unit?.end ?? end,
    })
  }
  return found
}

const gap = /\s?-?\s?([[(]?)\s?/y
const unitAfter = (text: string, from: number) => {
  gap.lastIndex = from
  const open = gap.exec(text)
  const unit = unitAt(text, gap.lastIndex || from)
  if (!unit) return undefined
  const next = text[unit.end] ?? ''
  if (/\w/.test(next)) return undefined
  const closed = open?.[1] && /[\])]/.test(next)
  return closed ? { ...unit, end: unit.end + 1 } : unit
}

const numberOf = (text: string): number => {
  const [, plain = '', exponent] =
    /^(.*?)(?:\s?[×x*·]\s?10\s?\^?\s?([+-]?\d+))?$/.exec(text.replaceAll(/[,\u202f\u00a0]/g, '')) ??
    []
  return exponent === undefined ? Number(plain) : Number(`${plain}e${exponent}`)
}

const placeOf = (text: string): number => {
  const value = Math.abs(numberOf(text))
  const mantissa = /^-?([\d,\u202f\u00a0]+)(?:\.(\d+))?/.exec(text)
  const written = Number(`${mantissa?.[1]?.replaceAll(/\D/g, '') ?? 0}.${mantissa?.[2] ?? 0}`)
  const scale = written === 0 ? 1 : value / written
  return scale * 10 ** -(mantissa?.[2]?.length ?? 0)
}
