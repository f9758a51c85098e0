import type { StepFamily } from '#step-kit/step-definition.ts'
import { measuredMetric } from './measured-metric.ts'
import { read } from './read.ts'
import { readMany } from './read-many.ts'

/** Metrics that pipelines computed. */
export const family = {
  name: 'metrics',
  doc: 'Metrics that pipelines computed, from repositories, lsst.verify jobs and metric bundles.',
  types: { 'metrics.Metric': measuredMetric },
  steps: [read, readMany],
  locks: [
    'steps/butler/worker',
    'steps/butler/handle.ts',
    'steps/butler/search.ts',
    'steps/butler/where.ts',
    'steps/pipelines/stack.ts',
    'steps/pipelines/stack-command.ts',
    'steps/pipelines/in-stack.sh',
  ],
} satisfies StepFamily
