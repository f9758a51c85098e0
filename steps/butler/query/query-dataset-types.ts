import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { handle } from '#steps/butler/handle.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'

const output = z.object({
  datasetTypes: z.array(
    z.object({
      name: z.string(),
      dimensions: z.array(z.string()).describe('required dimensions'),
      storageClass: z.string(),
      isCalibration: z.boolean(),
    }),
  ),
  count: z.int(),
})

/** `butler.query_dataset_types`. */
export const queryDatasetTypes = defineStep({
  name: 'butler.query_dataset_types',
  doc: `Lists the registered dataset types whose names match a glob, sorted by name.

With \`present\`, only those that may have datasets in the collections of \`butler\`.`,
  input: z.object({
    butler: handle,
    expression: z.string().default('*').describe('glob on the name: `metricvalue_*`'),
    present: z.boolean().default(false).describe('only types that occur in the collections'),
  }),
  output,
  effect: 'read',
  timeout: 60_000,
  run: (input, context) =>
    askWorker(context, {
      stack: input.butler.stack,
      op: 'query_dataset_types',
      args: {
        repository: input.butler.repository,
        expression: input.expression,
        collections: input.present ? input.butler.collections : [],
      },
      answer: output,
    }),
})
