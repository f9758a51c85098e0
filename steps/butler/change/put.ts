import { resolve } from 'node:path'
import { z } from 'zod'
import { evidenceFile } from '#step-kit/evidence-file.ts'
import { defineStep } from '#step-kit/step-definition.ts'
import { ref } from '#steps/butler/handle.ts'
import { repositoryPath } from '#steps/butler/repository-path.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'
import { repositoryFields } from './repository-fields.ts'

const output = z.object({
  ref,
  created: z.boolean().describe('false when the same content was there'),
})

/** `butler.put`. */
export const put = defineStep({
  name: 'butler.put',
  doc: `Stores one dataset in a run: a value, or the table of a Parquet file.

The same content at the same place is left as it is; other content there blocks the row. The run is made where it is
missing.`,
  input: z
    .object({
      ...repositoryFields,
      datasetType: z.string().min(1),
      run: z.string().min(1).describe('RUN collection'),
      dataId: z.record(z.string(), z.union([z.string(), z.int(), z.bigint()])).default({}),
      value: z.unknown().optional().describe('content, for a type that holds plain data'),
      table: z
        .union([z.string().min(1), evidenceFile])
        .optional()
        .describe('Parquet file: a path from the root, or evidence of an earlier row'),
    })
    .refine(
      (input) => (input.value === undefined) !== (input.table === undefined),
      'takes either `value` or `table`',
    ),
  output,
  effect: 'idempotent',
  timeout: 300_000,
  async run(input, context) {
    const { table } = input
    const path =
      typeof table === 'string'
        ? resolve(context.root, table)
        : table && (await context.evidencePath(table))
    return askWorker(context, {
      stack: input.stack,
      op: 'put',
      args: {
        repository: repositoryPath(input.repository, context.root),
        datasetType: input.datasetType,
        run: input.run,
        dataId: input.dataId,
        ...(path === undefined ? { value: input.value } : { table: path }),
      },
      answer: output,
    })
  },
})
