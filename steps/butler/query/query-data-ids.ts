import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { limitField, searchFields } from '#steps/butler/handle.ts'
import { searchArgs } from '#steps/butler/search.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'

const output = z.object({
  dataIds: z.array(z.record(z.string(), z.unknown())),
  count: z.int().describe('number of data ids that match, also those beyond the limit'),
  truncated: z.boolean(),
})

/** `butler.query_data_ids`. */
export const queryDataIds = defineStep({
  name: 'butler.query_data_ids',
  doc: `Finds the data ids of some dimensions, in their order, with the dimensions that they imply.

With \`datasetType\`, only those for which a dataset of that type exists in the collections.`,
  input: z.object({
    ...searchFields,
    dimensions: z.array(z.string()).min(1).describe('`[visit, detector]`'),
    datasetType: z.string().default(''),
    limit: limitField,
  }),
  output,
  effect: 'read',
  timeout: 120_000,
  run: (input, context) =>
    askWorker(context, {
      stack: input.butler.stack,
      op: 'query_data_ids',
      args: {
        ...searchArgs(input),
        dimensions: input.dimensions,
        datasetType: input.datasetType,
        limit: input.limit,
      },
      answer: output,
    }),
})
