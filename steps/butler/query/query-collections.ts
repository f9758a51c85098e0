import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { handle } from '#steps/butler/handle.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'

const output = z.object({
  collections: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['RUN', 'TAGGED', 'CHAINED', 'CALIBRATION']),
      children: z.array(z.string()).describe('members of a chain, in search order'),
      parents: z.array(z.string()).describe('chains that hold it'),
      doc: z.string(),
    }),
  ),
  count: z.int(),
})

/** `butler.query_collections`. */
export const queryCollections = defineStep({
  name: 'butler.query_collections',
  doc: 'Lists the collections of a repository whose names match a glob, sorted by name.',
  input: z.object({
    butler: handle,
    expression: z.string().default('*').describe('glob on the name: `SimCam/raw/*`'),
    types: z
      .array(z.enum(['RUN', 'TAGGED', 'CHAINED', 'CALIBRATION']))
      .default([])
      .describe('kinds wanted; empty: all'),
  }),
  output,
  effect: 'read',
  timeout: 60_000,
  run: (input, context) =>
    askWorker(context, {
      stack: input.butler.stack,
      op: 'query_collections',
      args: {
        repository: input.butler.repository,
        expression: input.expression,
        types: input.types,
      },
      answer: output,
    }),
})
