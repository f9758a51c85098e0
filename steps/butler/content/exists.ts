import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { ref } from '#steps/butler/handle.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'
import {
  namesDataset,
  namesDatasetMessage,
  oneDatasetArgs,
  oneDatasetFields,
} from './one-dataset.ts'

const output = z.object({
  exists: z.boolean().describe('true when the repository knows it and its files are there'),
  registered: z.boolean().describe('true when the registry has a record of it'),
  stored: z.boolean().describe('true when its files are there'),
  ref: ref.nullable(),
})

/** `butler.exists`. */
export const exists = defineStep({
  name: 'butler.exists',
  doc: 'Tells whether one dataset exists: its record in the registry, and its files.',
  input: z.object(oneDatasetFields).refine(namesDataset, namesDatasetMessage),
  output,
  effect: 'read',
  timeout: 60_000,
  run: (input, context) =>
    askWorker(context, {
      stack: input.butler.stack,
      op: 'exists',
      args: oneDatasetArgs(input),
      answer: output,
    }),
})
