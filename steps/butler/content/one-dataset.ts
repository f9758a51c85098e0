import { z } from 'zod'
import { ref, searchFields } from '#steps/butler/handle.ts'
import { type Search, searchArgs } from '#steps/butler/search.ts'

/** Fields of every step that takes one dataset: a reference, or type and data id that only one dataset has. */
export const oneDatasetFields = {
  ...searchFields,
  ref: ref.optional().describe('reference from butler.query_datasets; instead of `datasetType`'),
  datasetType: z.string().default('').describe('type, where no `ref` is given'),
}

/** True when a step knows which dataset is meant. */
export const namesDataset = (input: {
  readonly ref?: unknown
  readonly datasetType: string
}): boolean => (input.ref === undefined) !== (input.datasetType === '')

/** What is wrong when `namesDataset` does not hold. */
export const namesDatasetMessage = 'takes either `ref` or `datasetType`'

/** Arguments of the worker for one dataset. */
export const oneDatasetArgs = (
  input: Search & {
    readonly ref?: { readonly id: string } | undefined
    readonly datasetType: string
  },
): { readonly [name: string]: unknown } => ({
  ...searchArgs(input),
  ...(input.ref !== undefined && { id: input.ref.id }),
  datasetType: input.datasetType,
})
