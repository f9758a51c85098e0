import { resolve } from 'node:path'
import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { ref } from '#steps/butler/handle.ts'
import { repositoryPath } from '#steps/butler/repository-path.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'
import { repositoryFields } from './repository-fields.ts'

const output = z.object({
  refs: z.array(ref),
  ingested: z.int().describe('files taken in now; the others were there'),
})

/** `butler.ingest`. */
export const ingest = defineStep({
  name: 'butler.ingest',
  doc: 'Takes files into a run as datasets of one type; a data id that has one there already is left as it is.',
  input: z.object({
    ...repositoryFields,
    datasetType: z.string().min(1),
    run: z.string().min(1).describe('RUN collection'),
    files: z
      .array(
        z.object({
          path: z.string().min(1).describe('from the root'),
          dataId: z.record(z.string(), z.union([z.string(), z.int(), z.bigint()])).default({}),
        }),
      )
      .min(1),
    transfer: z
      .enum(['copy', 'hardlink', 'symlink', 'relsymlink', 'link', 'direct'])
      .default('copy')
      .describe('how the files get into the repository; they are never moved away'),
  }),
  output,
  effect: 'idempotent',
  timeout: 600_000,
  run: (input, context) =>
    askWorker(context, {
      stack: input.stack,
      op: 'ingest',
      args: {
        repository: repositoryPath(input.repository, context.root),
        datasetType: input.datasetType,
        run: input.run,
        transfer: input.transfer,
        files: input.files.map((file) => ({ ...file, path: resolve(context.root, file.path) })),
      },
      answer: output,
    }),
})
