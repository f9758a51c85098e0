import type { StepFamily } from '#step-kit/step-definition.ts'
import { create } from './change/create.ts'
import { ingest } from './change/ingest.ts'
import { put } from './change/put.ts'
import { registerDatasetType } from './change/register-dataset-type.ts'
import { registerInstrument } from './change/register-instrument.ts'
import { removeRun } from './change/remove-run.ts'
import { exists } from './content/exists.ts'
import { get } from './content/get.ts'
import { readColumns } from './content/read-columns.ts'
import { dataset, handle, ref } from './handle.ts'
import { count } from './query/count.ts'
import { open } from './query/open.ts'
import { queryCollections } from './query/query-collections.ts'
import { queryDataIds } from './query/query-data-ids.ts'
import { queryDatasetTypes } from './query/query-dataset-types.ts'
import { queryDatasets } from './query/query-datasets.ts'
import { queryDimensionRecords } from './query/query-dimension-records.ts'

/** Data repositories through the Butler. */
export const family = {
  name: 'butler',
  doc: 'Rubin data repositories through the Butler of a stack, by one long-lived Python worker.',
  types: { 'butler.Handle': handle, 'butler.Dataset': dataset, 'butler.Ref': ref },
  steps: [
    open,
    create,
    registerInstrument,
    registerDatasetType,
    put,
    ingest,
    queryCollections,
    queryDatasetTypes,
    queryDatasets,
    queryDataIds,
    queryDimensionRecords,
    get,
    readColumns,
    count,
    exists,
    removeRun,
  ],
  locks: [
    'steps/pipelines/stack.ts',
    'steps/pipelines/stack-command.ts',
    'steps/pipelines/in-stack.sh',
  ],
} satisfies StepFamily
