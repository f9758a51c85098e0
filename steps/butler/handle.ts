import { z } from 'zod'
import { namedType } from '#step-kit/named-type.ts'
import { stack } from '#steps/pipelines/stack.ts'
import { where } from './where.ts'

/** The type `butler.Handle`: a repository with the collections to search, and the stack that reads it. Plain data. */
export const handle = namedType(
  'butler.Handle',
  z.object({
    repository: z.string().describe('absolute path, URI or label of the repository'),
    collections: z.array(z.string()).describe('collections to search, in this order'),
    stack,
  }),
)

/** A repository with the collections to search. */
export type Handle = z.output<typeof handle>

/** The type `butler.Dataset`: what pipelines work on, as environments name it. */
export const dataset = namedType(
  'butler.Dataset',
  z.object({
    input: z.array(z.string()).describe('input collections, searched in this order'),
    where: where.describe('which data ids'),
  }),
)

/** The type `butler.Ref`: one dataset that a repository knows. */
export const ref = namedType(
  'butler.Ref',
  z.object({
    id: z.string().describe('UUID of the dataset'),
    datasetType: z.string(),
    storageClass: z.string(),
    run: z.string().describe('RUN collection that holds it'),
    dataId: z
      .record(z.string(), z.unknown())
      .describe('dimension values, implied ones where known'),
    uri: z.string().nullable().describe('place of its file; null where no file is known'),
  }),
)

/** Fields of every step that searches a repository. */
export const searchFields = {
  butler: handle.describe('repository and collections, as butler.open gives it'),
  collections: z
    .array(z.string())
    .optional()
    .describe('collections to search instead of those of `butler`'),
  where: where.default('').describe('which data ids: an expression, or values by name'),
}

/** Field of every step that gives at most so many items. */
export const limitField = z
  .int()
  .min(1)
  .max(20_000)
  .default(1000)
  .describe('most items to return; `count` tells how many there are')
