import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { repositoryPath } from '#steps/butler/repository-path.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'
import { repositoryFields } from './repository-fields.ts'

const output = z.object({
  run: z.string(),
  removed: z.boolean().describe('false when there was none of that name'),
})

/** `butler.remove_run`. */
export const removeRun = defineStep({
  name: 'butler.remove_run',
  doc: 'Removes a RUN collection with its datasets and files, also from the chains that hold it.',
  input: z.object({ ...repositoryFields, run: z.string().min(1).describe('RUN collection') }),
  output,
  effect: 'idempotent',
  timeout: 300_000,
  run: (input, context) =>
    askWorker(context, {
      stack: input.stack,
      op: 'remove_run',
      args: { repository: repositoryPath(input.repository, context.root), run: input.run },
      answer: output,
    }),
})
