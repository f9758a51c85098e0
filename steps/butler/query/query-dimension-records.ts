import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { limitField, searchFields } from '#steps/butler/handle.ts'
import { searchArgs } from '#steps/butler/search.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'

const output = z.object({
  records: z
    .array(z.record(z.string(), z.unknown()))
    .describe('fields by name; instants as UTC, regions as vertices [ra, dec] in degrees'),
  count: z.int().describe('number of records that match, also those beyond the limit'),
  truncated: z.boolean(),
})

/** `butler.query_dimension_records`. */
export const queryDimensionRecords = defineStep({
  name: 'butler.query_dimension_records',
  doc: 'Reads what the repository records of visits, detectors, filters and other dimensions.',
  input: z.object({
    ...searchFields,
    element: z.string().min(1).describe('`visit`, `detector`, `visit_detector_region`'),
    limit: limitField,
  }),
  output,
  effect: 'read',
  timeout: 120_000,
  run: (input, context) =>
    askWorker(context, {
      stack: input.butler.stack,
      op: 'query_dimension_records',
      args: { ...searchArgs(input), element: input.element, limit: input.limit },
      answer: output,
    }),
})
