import type { z } from 'zod'
import type { StepContext } from '#step-kit/step-context.ts'
import type { StepDefinition } from '#step-kit/step-definition.ts'

/** Runs a step as the engine does: parses what a row gives as `with`, and holds the result against the output schema. */
export const runStepForTest = async <Input extends z.ZodType, Output extends z.ZodType>(
  step: StepDefinition<Input, Output>,
  given: z.input<Input>,
  context: StepContext,
): Promise<z.output<Output>> => step.output.parse(await step.run(step.input.parse(given), context))
