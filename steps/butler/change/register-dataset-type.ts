import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { repositoryPath } from '#steps/butler/repository-path.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'
import { repositoryFields } from './repository-fields.ts'

const output = z.object({
  name: z.string(),
  registered: z.boolean().describe('false when it was registered with the same definition'),
})

/** `butler.register_dataset_type`. */
export const registerDatasetType = defineStep({
  name: 'butler.register_dataset_type',
  doc: 'Registers a dataset type. One of that name with another definition blocks the row.',
  input: z.object({
    ...repositoryFields,
    datasetType: z.string().min(1).describe('name of the type'),
    dimensions: z.array(z.string()),
    storageClass: z.string().min(1).describe('`ArrowAstropy`, `StructuredDataDict`'),
    isCalibration: z.boolean().default(false),
  }),
  output,
  effect: 'idempotent',
  timeout: 60_000,
  run: (input, context) =>
    askWorker(context, {
      stack: input.stack,
      op: 'register_dataset_type',
      args: {
        repository: repositoryPath(input.repository, context.root),
        name: input.datasetType,
        dimensions: input.dimensions,
        storageClass: input.storageClass,
        isCalibration: input.isCalibration,
      },
      answer: output,
    }),
})
