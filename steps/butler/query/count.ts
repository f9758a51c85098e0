import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { searchFields } from '#steps/butler/handle.ts'
import { searchArgs } from '#steps/butler/search.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'

const output = z.object({ count: z.int() })

/** `butler.count`. */
export const count = defineStep({
  name: 'butler.count',
  doc: 'Counts the datasets of a type that match. A dataset type that the repository does not know fails the row.',
  input: z.object({
    ...searchFields,
    datasetType: z.string().min(1),
    findFirst: z.boolean().default(true).describe('count one dataset for each data id'),
  }),
  output,
  effect: 'read',
  timeout: 120_000,
  run: (input, context) =>
    askWorker(context, {
      stack: input.butler.stack,
      op: 'count',
      args: {
        ...searchArgs(input),
        datasetType: input.datasetType,
        findFirst: input.findFirst,
      },
      answer: output,
    }),
})
