import { z } from 'zod'

/** A number that may be NaN or infinite: a metric can come out so, and its expectation then fails. */
const anyNumber = z.union([
  z.number(),
  z.nan(),
  z.literal(Number.POSITIVE_INFINITY),
  z.literal(Number.NEGATIVE_INFINITY),
])

/** A measured metric. */
export const measuredMetric = z.object({
  metric: z.string().describe('full name, as whoever computed it wrote it'),
  value: anyNumber.describe('in `unit`'),
  unit: z.string().describe('`1` for a number without one'),
  uncertainty: anyNumber.optional().describe('standard uncertainty in `unit`'),
  n: z.number().optional().describe('sample size'),
  pairs: z.number().optional().describe('pairs that entered a metric of separations'),
  dataId: z.record(z.string(), z.unknown()).describe('dimension values; empty for a file'),
  run: z.string().describe('RUN collection; empty for a file'),
  notes: z
    .record(z.string(), z.unknown())
    .describe('everything else that was written beside the value, unconverted'),
  source: z.enum(['dataset', 'bundle', 'job']).describe('where it was found'),
})

/** A measured metric. */
export type MeasuredMetric = z.output<typeof measuredMetric>
