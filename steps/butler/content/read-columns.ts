import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { ref } from '#steps/butler/handle.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'
import { column } from './column.ts'
import {
  namesDataset,
  namesDatasetMessage,
  oneDatasetArgs,
  oneDatasetFields,
} from './one-dataset.ts'

const output = z.object({ columns: z.array(column), rowCount: z.int(), ref })

/** `butler.read_columns`. */
export const readColumns = defineStep({
  name: 'butler.read_columns',
  doc: 'Reads names, types, units and descriptions of the columns of a table, without reading its rows.',
  input: z.object(oneDatasetFields).refine(namesDataset, namesDatasetMessage),
  output,
  effect: 'read',
  timeout: 120_000,
  run: (input, context) =>
    askWorker(context, {
      stack: input.butler.stack,
      op: 'read_columns',
      args: oneDatasetArgs(input),
      answer: output,
    }),
})
