import { resolve } from 'node:path'
import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'
import { repositoryFields } from './repository-fields.ts'

const output = z.object({
  repository: z.string().describe('absolute path'),
  created: z.boolean().describe('false when it was there'),
})

/** `butler.create`. */
export const create = defineStep({
  name: 'butler.create',
  doc: 'Creates an empty repository; one that is there already is left as it is.',
  input: z.object({
    ...repositoryFields,
    repository: z.string().min(1).describe('path of its folder, from the root'),
  }),
  output,
  effect: 'idempotent',
  timeout: 120_000,
  run: (input, context) =>
    askWorker(context, {
      stack: input.stack,
      op: 'create',
      args: { repository: resolve(context.root, input.repository) },
      answer: output,
    }),
})
