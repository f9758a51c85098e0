import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { limitField, ref, searchFields } from '#steps/butler/handle.ts'
import { searchArgs } from '#steps/butler/search.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'

const output = z.object({
  refs: z.array(ref).describe('in the order of their data ids'),
  count: z.int().describe('number of datasets that match, also those beyond the limit'),
  truncated: z.boolean().describe('true when there are more than `refs` holds'),
})

/** `butler.query_datasets`. */
export const queryDatasets = defineStep({
  name: 'butler.query_datasets',
  doc: `Finds the datasets of a type.

No match is an answer: \`refs\` is empty. A dataset type that the repository does not know fails the row. Where the
collections hold one instrument or skymap only, \`where\` need not name it.`,
  input: z.object({
    ...searchFields,
    datasetType: z.string().min(1),
    findFirst: z
      .boolean()
      .default(true)
      .describe('of several with one data id, only that of the first collection'),
    limit: limitField,
  }),
  output,
  effect: 'read',
  timeout: 120_000,
  run: (input, context) =>
    askWorker(context, {
      stack: input.butler.stack,
      op: 'query_datasets',
      args: {
        ...searchArgs(input),
        datasetType: input.datasetType,
        findFirst: input.findFirst,
        limit: input.limit,
      },
      answer: output,
    }),
})
