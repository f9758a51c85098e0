import { HarnessError } from './harness-error.ts'
import type { Json } from './json.ts'
import { fromJsonText } from './json-text.ts'
import type { ValueType } from './value-type.ts'

/**
 * Reads a text of the command line as a value of the declared type. `name` is what it belongs to: `--input defect`. Throws
 * HarnessError `usage` that names it.
 */
export const parseInput = (name: string, text: string, type: ValueType): Json => {
  switch (type.kind) {
    case 'string':
      return text
    case 'number':
      return numberOf(name, text, 'a number')
    case 'integer':
      return integerOf(name, text)
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true'
      throw misfit(name, text, 'true or false')
    case 'named':
      return parseInput(name, text, type.of)
    case 'nullable':
      return text === 'null' ? null : parseInput(name, text, type.of)
    case 'null':
    case 'array':
    case 'map':
    case 'object':
      return jsonOf(name, text)
    case 'any':
    case 'union':
      return jsonOrText(text)
    default:
      return type satisfies never
  }
}

const numberOf = (name: string, text: string, wanted: string): number => {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number)) throw misfit(name, text, wanted)
  return number
}

const integerOf = (name: string, text: string): number | bigint => {
  if (!/^[+-]?\d+$/.test(text)) throw misfit(name, text, 'a whole number')
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

const jsonOf = (name: string, text: string): Json => {
  try {
    return fromJsonText(text)
  } catch (cause) {
    throw misfit(name, text, 'JSON', cause)
  }
}

const jsonOrText = (text: string): Json => {
  try {
    return fromJsonText(text)
  } catch {
    // Anything goes: text that is no JSON is text.
    return text
  }
}

const misfit = (name: string, text: string, wanted: string, cause?: unknown): HarnessError =>
  new HarnessError('usage', `${name} must be ${wanted}, found "${text}"`, { cause })
