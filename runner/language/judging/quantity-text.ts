import type { Json } from '#domain/json.ts'

const digits = 6
const longestText = 80

/** A number for a reader: at most six digits, whole numbers in full. */
export const numberText = (value: number): string => {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  return String(Number(value.toPrecision(digits)))
}

/** Two numbers that a verdict tells apart, so that the reader can too: in full where six digits hide it. */
export const numberPair = (a: number, b: number): readonly [string, string] => {
  const short = [numberText(a), numberText(b)] as const
  return a !== b && short[0] === short[1] ? [String(a), String(b)] : short
}

/** A number with its unit; counts and ratios have none to show. */
export const withUnit = (text: string, unit: string): string =>
  unit === '1' || unit === '' ? text : `${text} ${unit}`

/** A plain value on one line, cut where it is long. Only what is shown is looked at, however large the rest is. */
export const valueText = (value: Json | undefined): string => {
  if (value === undefined) return 'nothing'
  const text = write(value, longestText + 1)
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text
}

/** Writes at least `room` characters of a value if it has as many, and few more. Every level of nesting takes one. */
const write = (value: Json | undefined, room: number): string => {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, Math.max(0, room)))
  if (typeof value !== 'object' || value === null) return String(value)
  if (room <= 0) return '…'
  return Array.isArray(value) ? writeList(value, room) : writeObject(value, room)
}

const writeList = (items: readonly Json[], room: number): string => {
  let text = '['
  for (let index = 0; index < items.length && text.length <= room; index++) {
    text += (index === 0 ? '' : ',') + write(items[index], room - text.length)
  }
  return `${text}]`
}

const writeObject = (object: object, room: number): string => {
  let text = '{'
  for (const [key, item] of Object.entries(object)) {
    if (text.length > room) break
    text += `${text === '{' ? '' : ','}${JSON.stringify(key.slice(0, room))}:`
    text += write(item, room - text.length)
  }
  return `${text}}`
}
