import type { StepFamily } from '#step-kit/step-definition.ts'
import { openStack } from './open-stack.ts'
import { reportRun } from './report-run.ts'
import { runPipeline } from './run-pipeline.ts'
import { showPipeline } from './show-pipeline.ts'
import { stack } from './stack.ts'

/** Rubin installations and their pipelines. */
export const family = {
  name: 'pipelines',
  doc: 'Rubin installations, and pipelines run by `pipetask` in them.',
  types: { 'pipelines.Stack': stack },
  steps: [openStack, showPipeline, runPipeline, reportRun],
  locks: ['steps/butler/worker', 'steps/butler/where.ts', 'steps/butler/repository-path.ts'],
} satisfies StepFamily
