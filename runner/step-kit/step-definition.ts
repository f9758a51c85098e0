import type { z } from 'zod'
import type { ValueType } from '#domain/value-type.ts'
import type { StepContext } from './step-context.ts'

/**
 * What running a step twice does: `read` changes nothing, `idempotent` ends in the same state, `once` must not be
 * repeated (no retry, and a rerun of one that started needs `--again`).
 */
export type Effect = 'read' | 'idempotent' | 'once'

/** An expectation a row gets unless one of its own expressions reads `result.<looksAt>`. */
export interface ImpliedExpectation {
  readonly looksAt: string
  /** CEL over `result`. */
  readonly that: string
  /** Shown when it fails; CEL giving a string. */
  readonly message?: string
}

/** The code behind a `do`. */
export interface StepDefinition<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  /** `family.name` in snake case: `butler.query_datasets`. */
  readonly name: string
  /** Meaning and units, for the reference: Markdown, first sentence is the summary. */
  readonly doc: string
  readonly input: Input
  readonly output: Output
  readonly effect: Effect | ((input: z.output<Input>) => Effect)
  /** Milliseconds. */
  readonly timeout: number
  readonly implies?: readonly ImpliedExpectation[]
  /**
   * Type of the output when it follows from what a row gives as `with` (`core.echo`); absent: the type of `output`.
   * Only `lvv check` asks; the output is still held against `output` when the step ran.
   */
  readonly outputOf?: (given: ValueType) => ValueType
  /**
   * Does the work. Returns plain data. Throws `StepFailure` when the system answered wrongly (→ fail) and
   * `HarnessError` when it could not be judged (→ blocked). Anything else thrown also blocks.
   */
  run(input: z.output<Input>, context: StepContext): Promise<z.input<Output>>
}

/** Checks a step's own types where it is written. */
export const defineStep = <Input extends z.ZodType, Output extends z.ZodType>(
  step: StepDefinition<Input, Output>,
): StepDefinition<Input, Output> => step

/** A folder `steps/<name>/`: its `family.ts` exports `family`. */
export interface StepFamily {
  /** Name of the folder: `butler`. */
  readonly name: string
  readonly doc: string
  /** Named types it exports: `butler.Handle` → schema of plain data. */
  readonly types: { readonly [name: string]: z.ZodType }
  // biome-ignore lint/suspicious/noExplicitAny: a family holds steps of many input and output types
  readonly steps: readonly StepDefinition<any, any>[]
  /** Files outside the folder whose content belongs to the family's fingerprint, relative to the installation. */
  readonly locks?: readonly string[]
}
