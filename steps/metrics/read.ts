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

/** `metrics.read`. */
export const read = defineStep({
  name: 'metrics.read',
  doc: `Reads one metric with its unit, uncertainty and sample size, from a repository or a file.

In a repository it may be a dataset of its own (\`metricvalue_AM1\`, \`metricvalue_validate_drp_AM1\`) or inside a metric
bundle; a file may be the JSON of an lsst.verify job or of a bundle. Fails when it was not computed; blocked when several
measurements match. What a repository holds of it is kept as evidence.`,
  input: z
    .object({ ...metricFields, metric: z.string().min(1).describe('`AM1`, `validate_drp.AM1`') })
    .refine(hasOnePlace, hasOnePlaceMessage),
  output: measuredMetric,
  effect: 'read',
  timeout: 120_000,
  async run(input, context) {
    const { documents, place } = await metricDocuments(input, [input.metric], context)
    const found = findMetric(input.metric, documents, place)
    return input.unit === '' ? found : inUnit(found, input.unit)
  },
})
