import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { handle } from '#steps/butler/handle.ts'
import { repositoryPath } from '#steps/butler/repository-path.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'
import { stack } from '#steps/pipelines/stack.ts'

/** `butler.open`. */
export const open = defineStep({
  name: 'butler.open',
  doc: `Opens a repository for reading and checks that it answers and that every collection exists.

Gives the handle that the other steps take. Blocked when the repository or a collection is missing.`,
  input: z.object({
    stack,
    repository: z.string().min(1).describe('path (from the root), URI, or label of the repository'),
    collections: z.array(z.string()).default([]).describe('collections to search, in this order'),
  }),
  output: handle,
  effect: 'read',
  timeout: 60_000,
  async run(input, context) {
    const repository = repositoryPath(input.repository, context.root)
    await askWorker(context, {
      stack: input.stack,
      op: 'open',
      args: { repository, collections: input.collections },
      answer: z.object({ collections: z.array(z.string()) }),
    })
    return { repository, collections: input.collections, stack: input.stack }
  },
})
