import { z } from 'zod'
import { stack } from '#steps/pipelines/stack.ts'

/** Fields of every step that changes a repository. */
export const repositoryFields = {
  stack,
  repository: z.string().min(1).describe('path (from the root), URI, or label of the repository'),
}
