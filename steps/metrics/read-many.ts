import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { findMetric, inUnit } from './find-metric.ts'
import { measuredMetric } from './measured-metric.ts'
import {
  hasOnePlace,
  hasOnePlaceMessage,
  metricDocuments,
  metricFields,
} from './metric-documents.ts'

/** `metrics.read_many`. */
export const readMany = defineStep({
  name: 'metrics.read_many',
  doc: `Reads several metrics at once; see metrics.read.

\`metrics\` holds each of them by the name that was asked for. Fails when one was not computed.`,
  input: z
    .object({
      ...metricFields,
      metrics: z.array(z.string().min(1)).min(1).max(1000).describe('`[AM1, AM2]`'),
    })
    .refine(hasOnePlace, hasOnePlaceMessage),
  output: z.object({ metrics: z.record(z.string(), measuredMetric) }),
  effect: 'read',
  timeout: 300_000,
  async run(input, context) {
    const { documents, place } = await metricDocuments(input, input.metrics, context)
    const metrics = input.metrics.map((name) => {
      const found = findMetric(name, documents, place)
      return [name, input.unit === '' ? found : inUnit(found, input.unit)] as const
    })
    return { metrics: Object.fromEntries(metrics) }
  },
})
