import { HarnessError } from '#domain/harness-error.ts'
import type { Json } from '#domain/json.ts'
import { nearestName } from '#domain/nearest-name.ts'
import { parseInput } from '#domain/parse-input.ts'
import type { TestCase } from '#domain/test-case.ts'

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
      if (declared) return [name, parseInput(`--input ${name}`, text, declared.type)]
      const known = precursors.flatMap((precursor) => precursor.inputs.map((input) => input.name))
      const near = nearestName(name, known)
      throw new HarnessError('usage', `no precursor of this run has an input "${name}"`, {
        hint: near
          ? `Did you mean --input ${near}=…?`
          : `Inputs are ${[...new Set(known)].join(', ') || 'none'}.`,
      })
    }),
  )
