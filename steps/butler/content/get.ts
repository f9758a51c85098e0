import { extname } from 'node:path'
import { z } from 'zod'
import { toJsonText } from '#domain/json-text.ts'
import { evidenceFile } from '#step-kit/evidence-file.ts'
import { defineStep } from '#step-kit/step-definition.ts'
import { ref } from '#steps/butler/handle.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'
import { columnWithStatistics } from './column.ts'
import {
  namesDataset,
  namesDatasetMessage,
  oneDatasetArgs,
  oneDatasetFields,
} from './one-dataset.ts'

const parquet = 'application/vnd.apache.parquet'

const mediaTypes: { readonly [extension: string]: string } = {
  '.fits': 'image/fits',
  '.json': 'application/json',
  '.png': 'image/png',
  '.txt': 'text/plain',
  '.yaml': 'application/yaml',
}

const answer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('table'),
    ref,
    type: z.string(),
    rowCount: z.int(),
    columns: z.array(columnWithStatistics),
    rows: z.array(z.record(z.string(), z.unknown())),
    path: z.string(),
    name: z.string(),
  }),
  z.object({ kind: z.literal('value'), ref, type: z.string(), value: z.unknown() }),
  z.object({
    kind: z.literal('file'),
    ref,
    type: z.string(),
    path: z.string(),
    name: z.string(),
  }),
])

/** `butler.get`. */
export const get = defineStep({
  name: 'butler.get',
  doc: `Reads one dataset and keeps its content as evidence.

A table is kept as a Parquet file; the result has its columns with units and statistics, and its first rows. A dict,
task metadata and the like become \`value\`, plain data, and are kept as JSON. Anything else (an image, a plot) is kept as
the file that it is. A dataset that does not exist, that has
lost its file or that cannot be read fails the row; more than one match blocks it.`,
  input: z
    .object({
      ...oneDatasetFields,
      columns: z.array(z.string()).default([]).describe('columns wanted; empty: all'),
      rows: z.int().min(0).max(10_000).default(20).describe('most rows to return beside the file'),
    })
    .refine(namesDataset, namesDatasetMessage),
  output: z.object({
    kind: z.enum(['table', 'value', 'file']),
    ref,
    type: z.string().describe('Python type of the dataset'),
    value: z.unknown().describe('content of a value; else null'),
    rowCount: z.int().describe('rows of a table; else 0'),
    columns: z.array(columnWithStatistics).describe('columns of a table; else empty'),
    rows: z.array(z.record(z.string(), z.unknown())).describe('first rows of a table; else empty'),
    file: evidenceFile.describe('the whole content: Parquet, JSON, or the file itself'),
  }),
  effect: 'read',
  timeout: 600_000,
  async run(input, context) {
    const found = await askWorker(context, {
      stack: input.butler.stack,
      op: 'get',
      args: {
        ...oneDatasetArgs(input),
        columns: input.columns,
        limit: input.rows,
        folder: context.workDir,
      },
      answer,
    })
    if (found.kind === 'table') {
      const { path, name, ...table } = found
      const file = await context.attach({ name, mediaType: parquet, path })
      return { ...table, value: null, file }
    }
    const nothing = { rowCount: 0, columns: [], rows: [] }
    if (found.kind === 'file') {
      const { path, name, ...rest } = found
      const mediaType = mediaTypes[extname(name)] ?? 'application/octet-stream'
      const file = await context.attach({ name, mediaType, path })
      return { ...rest, ...nothing, value: null, file }
    }
    const file = await context.attach({
      name: `${found.ref.datasetType}.json`,
      mediaType: 'application/json',
      text: toJsonText(found.value),
    })
    return { ...found, ...nothing, file }
  },
})
