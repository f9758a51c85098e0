import { z } from 'zod'
import { evidenceFile } from '#step-kit/evidence-file.ts'
import { defineStep } from '#step-kit/step-definition.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'
import { pipelinePath } from './pipeline-path.ts'
import { stack } from './stack.ts'

const task = z.object({
  label: z.string(),
  class: z.string().describe('full name of the Python class'),
  dimensions: z.array(z.string()),
  inputs: z.array(z.string()).describe('dataset types that it reads'),
  outputs: z.array(z.string()).describe('dataset types that it makes'),
})

const subset = z.object({ name: z.string(), tasks: z.array(z.string()) })

/** `pipelines.show`. */
export const showPipeline = defineStep({
  name: 'pipelines.show',
  doc: `Reads a pipeline: its tasks with classes, dimensions, inputs and outputs, and its subsets.

The whole configuration of every task, overrides applied, is kept as evidence.`,
  input: z.object({
    stack,
    pipeline: z.string().min(1).describe('path (from the root), URI, or `$PRODUCT_DIR/…`'),
    instrument: z.string().default('').describe('Python class whose overrides apply'),
    config: z
      .array(z.string().regex(/^\w+:[^=]+=/, 'is not `task:field=value`'))
      .default([])
      .describe('configuration overrides, `task:field=value`'),
  }),
  output: z.object({
    description: z.string(),
    tasks: z.array(task).describe('in the order in which they can run'),
    subsets: z.array(subset),
    config: evidenceFile.describe('configuration of every task'),
  }),
  effect: 'read',
  timeout: 300_000,
  async run(input, context) {
    const found = await askWorker(context, {
      stack: input.stack,
      op: 'show_pipeline',
      args: {
        pipeline: pipelinePath(input.pipeline, context.root),
        instrument: input.instrument,
        config: input.config.map(overrideOf),
      },
      answer: z.object({
        description: z.string(),
        tasks: z.array(task.extend({ config: z.string() })),
        subsets: z.array(subset),
      }),
    })
    const config = await context.attach({
      name: 'pipeline-config.py',
      mediaType: 'text/x-python',
      text: found.tasks.map(({ label, config }) => `# ${label}\n${config}`).join('\n'),
    })
    const tasks = found.tasks.map(({ config: _, ...facts }) => facts)
    return { description: found.description, tasks, subsets: found.subsets, config }
  },
})

/** `calibrate:zeroPoint=30` as the worker takes it. */
const overrideOf = (
  text: string,
): { readonly task: string; readonly field: string; readonly value: string } => {
  const colon = text.indexOf(':')
  const equals = text.indexOf('=')
  return {
    task: text.slice(0, colon),
    field: text.slice(colon + 1, equals),
    value: text.slice(equals + 1),
  }
}
