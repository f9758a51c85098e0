import { HarnessError } from '#domain/harness-error.ts'
import type { Json } from '#domain/json.ts'
import { nearestName } from '#domain/nearest-name.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { ValueType } from '#domain/value-type.ts'
import { typeText } from '#language/assignable.ts'

/** Splits `--input k=v` and keeps the texts, as the run's request shows them. */
export const splitInputs = (given: readonly string[]): { readonly [name: string]: string } =>
  Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=')
      if (at <= 0) {
        throw new HarnessError('usage', `--input takes name=value, found "${text}"`)
      }
      return [text.slice(0, at), text.slice(at + 1)]
    }),
  )

/** Gives every input the type that the precursors declare; throws where no precursor has one of that name. */
export const typedInputs = (
  texts: { readonly [name: string]: string },
  precursors: readonly TestCase[],
): { readonly [name: string]: Json } =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const declared = precursors
        .flatMap((precursor) => precursor.inputs)
        .find((input) => input.name === name)
      if (declared) return [name, typedText(`--input ${name}`, text, declared.type)]
      const known = precursors.flatMap((precursor) => precursor.inputs.map((input) => input.name))
      const near = nearestName(name, known)
      throw new HarnessError('usage', `no precursor of this run has an input "${name}"`, {
        hint: near
          ? `Did you mean --input ${near}=…?`
          : `Inputs are ${[...new Set(known)].join(', ') || 'none'}.`,
      })
    }),
  )

/** The value that a text of the command line means for a type; throws a usage error that names the option. */
export const typedText = (option: string, text: string, type: ValueType): Json => {
  if (type.kind === 'named') return typedText(option, text, type.of)
  if (type.kind === 'string') return text
  const value = (readings[type.kind] ?? readJson)(text)
  if (value !== undefined) return value
  if (type.kind === 'any') return text
  throw new HarnessError('usage', `${option} must be ${typeText(type)}, found "${text}"`)
}

/** How a plain type reads a text; undefined where the text is none of it. */
const readings: { readonly [kind: string]: (text: string) => Json | undefined } = {
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  number: (text) => finite(text),
  integer: (text) => (Number.isSafeInteger(finite(text)) ? finite(text) : undefined),
}

const finite = (text: string): number | undefined =>
  text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined

const readJson = (text: string): Json | undefined => {
  try {
    const parsed: Json = JSON.parse(text)
    return parsed
  } catch {
    return undefined
  }
}
