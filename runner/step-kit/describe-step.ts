import type { ValueType } from '#domain/value-type.ts'
import { inputTypeOf, valueTypeOf } from './schema-type.ts'
import type { Effect, ImpliedExpectation, StepDefinition, StepFamily } from './step-definition.ts'

/** What is known of a step, as plain data: for `lvv list steps`, the guide's reference, and editors. */
export interface StepDescription {
  /** `family.name`. */
  readonly name: string
  readonly family: string
  /** First sentence of `doc`. */
  readonly summary: string
  /** Meaning and units, Markdown. */
  readonly doc: string
  /** `depends` when the input decides. */
  readonly effect: Effect | 'depends'
  /** Milliseconds. */
  readonly timeout: number
  /** What a row may write as `with`; fields carry their own docs. */
  readonly input: ValueType
  /** What `result` is. */
  readonly output: ValueType
  readonly implies: readonly ImpliedExpectation[]
}

/** Describes one step of a family. */
export const describeStep = (step: StepDefinition, family: StepFamily): StepDescription => ({
  name: step.name,
  family: family.name,
  summary: firstSentence(step.doc),
  doc: step.doc,
  effect: typeof step.effect === 'function' ? 'depends' : step.effect,
  timeout: step.timeout,
  input: inputTypeOf(step.input),
  output: valueTypeOf(step.output),
  implies: step.implies ?? [],
})

const firstSentence = (doc: string): string =>
  (/^[\s\S]*?\.(?=\s|$)/.exec(doc)?.[0] ?? doc).replaceAll(/\s+/g, ' ').trim()
