import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runStepForTest } from '#step-kit/testing/run-step-for-test.ts'
import type { StepContextForTest } from '#step-kit/testing/step-context-for-test.ts'
import {
  type ProcessedRepository,
  processedRepository,
} from '#steps/pipelines/fixtures/processed-repository.ts'
import type { Stack } from '#steps/pipelines/stack.ts'
import { create } from './change/create.ts'
import { ingest } from './change/ingest.ts'
import { put } from './change/put.ts'
import { registerDatasetType } from './change/register-dataset-type.ts'
import { removeRun } from './change/remove-run.ts'
import { exists } from './content/exists.ts'
import { get } from './content/get.ts'
import { readColumns } from './content/read-columns.ts'
import type { Handle } from './handle.ts'
import { queryDatasets } from './query/query-datasets.ts'

let made: ProcessedRepository
let context: StepContextForTest
let stack: Stack
let butler: Handle

beforeAll(async () => {
  made = await processedRepository()
  ;({ context, stack, butler } = made)
}, 300_000)

afterAll(() => made.close())

describe('content', () => {
  const one = { datasetType: 'sources', where: { visit: 1, detector: 0 } }

  test('of a table is a Parquet file, columns with units and statistics, and the first rows', async () => {
    const found = await runStepForTest(get, { butler, ...one, rows: 2 }, context)
    expect(found).toMatchObject({
      kind: 'table',
      rowCount: 4,
      rows: [
        { sourceId: 2n ** 60n, psfFlux: 1, name: 's0' },
        { sourceId: 2n ** 60n + 1n, psfFlux: 2, name: 's1' },
      ],
      file: { mediaType: 'application/vnd.apache.parquet' },
    })
    expect(found.columns[1]).toEqual({
      name: 'psfFlux',
      type: 'double',
      unit: 'nJy',
      description: 'flux of the source',
      statistics: {
        count: 4,
        nulls: 0,
        notFinite: 0,
        min: 1,
        max: 4,
        mean: 2.5,
        std: expect.closeTo(1.29099, 4),
      },
    })
    const kept = context.kept.find(({ ref }) => ref.sha256 === found.file.sha256)
    expect(kept?.text.slice(0, 4)).toBe('PAR1')
  })

  test('of some columns is a file of these columns', async () => {
    const found = await runStepForTest(get, { butler, ...one, columns: ['psfFlux'] }, context)
    expect(found.columns.map(({ name, unit }) => [name, unit])).toEqual([['psfFlux', 'nJy']])
    expect(found.rows[0]).toEqual({ psfFlux: 1 })
  })

  test('of a dict is plain data, also NaN and integers beyond 2^53', async () => {
    const place = { stack, repository: 'repo' }
    const value = {
      big: 2n ** 60n + 1n,
      nan: Number.NaN,
      inf: -Number.POSITIVE_INFINITY,
      list: [1, 'a', null],
    }
    const dataId = { instrument: 'FixtureCam', visit: 1, detector: 0 }
    await runStepForTest(
      put,
      { ...place, datasetType: 'seed', run: 'other', dataId, value },
      context,
    )
    const found = await runStepForTest(
      get,
      { butler, collections: ['other'], datasetType: 'seed' },
      context,
    )
    expect(found).toMatchObject({ kind: 'value', type: 'dict', value, rowCount: 0 })
  })

  test('of anything that has no plain form is its file', async () => {
    const place = { stack, repository: 'repo', datasetType: 'bundle' }
    await runStepForTest(
      registerDatasetType,
      { ...place, dimensions: ['instrument'], storageClass: 'MetricMeasurementBundle' },
      context,
    )
    const path = join(made.root, 'bundle.json')
    await writeFile(path, '{"action": []}')
    const files = [{ path, dataId: { instrument: 'FixtureCam' } }]
    await runStepForTest(ingest, { ...place, run: 'bundles', files }, context)
    const input = { butler, collections: ['bundles'], datasetType: 'bundle' }
    const found = await runStepForTest(get, input, context)
    expect(found).toMatchObject({
      kind: 'file',
      value: null,
      rowCount: 0,
      file: { mediaType: 'application/json', size: 14 },
    })
  })

  test('of a table, its columns alone', async () => {
    const { refs } = await runStepForTest(queryDatasets, { butler, ...one }, context)
    const found = await runStepForTest(readColumns, { butler, ref: refs[0] }, context)
    expect(found.rowCount).toBe(4)
    expect(found.columns.map(({ name, type, unit }) => [name, type, unit])).toEqual([
      ['sourceId', 'int64', ''],
      ['psfFlux', 'double', 'nJy'],
      ['name', 'string', ''],
    ])
  })

  test.each([
    [
      'no dataset',
      { ...one, where: { visit: 1, detector: 9 } },
      'StepFailure',
      /no dataset of type sources exists/,
    ],
    ['a missing column', { ...one, columns: ['flux'] }, 'StepFailure', /has no column flux/],
    [
      'several datasets',
      { ...one, where: { visit: 1 } },
      'HarnessError',
      /more than one dataset of type sources exists/,
    ],
  ])('tells %s apart', async (_what, input, name, message) => {
    const promise = runStepForTest(get, { butler, ...input }, context)
    await expect(promise).rejects.toMatchObject({ name, message: expect.stringMatching(message) })
  })

  test('that has lost its file fails, and exists tells so', async () => {
    const place = { stack, repository: 'repo' }
    const dataId = { instrument: 'FixtureCam', visit: 2, detector: 0 }
    const made = await runStepForTest(
      put,
      { ...place, datasetType: 'seed', run: 'lost', dataId, value: { count: 1 } },
      context,
    )
    await rm(new URL(made.ref.uri ?? ''))
    const lost = { butler, ref: made.ref }
    expect(await runStepForTest(exists, lost, context)).toMatchObject({
      exists: false,
      registered: true,
      stored: false,
    })
    await expect(runStepForTest(get, lost, context)).rejects.toMatchObject({ name: 'StepFailure' })
  })
})

describe('changes', () => {
  test('made again leave the same state, and other content is refused', async () => {
    const place = { stack, repository: 'repo' }
    const dataId = { instrument: 'FixtureCam', visit: 1, detector: 1 }
    const input = { ...place, datasetType: 'seed', run: 'twice', dataId, value: { count: 7 } }
    expect(await runStepForTest(create, place, context)).toMatchObject({ created: false })
    expect(await runStepForTest(put, input, context)).toMatchObject({ created: true })
    expect(await runStepForTest(put, input, context)).toMatchObject({ created: false })
    await expect(
      runStepForTest(put, { ...input, value: { count: 8 } }, context),
    ).rejects.toMatchObject({ name: 'HarnessError', code: 'bad-input' })

    const remove = { ...place, run: 'twice' }
    expect(await runStepForTest(removeRun, remove, context)).toMatchObject({ removed: true })
    expect(await runStepForTest(removeRun, remove, context)).toMatchObject({ removed: false })
  })

  test('take tables and files in, once', async () => {
    const place = { stack, repository: 'repo' }
    const table = await runStepForTest(
      get,
      { butler, datasetType: 'sources', where: { visit: 1, detector: 0 } },
      context,
    )
    await runStepForTest(
      registerDatasetType,
      { ...place, datasetType: 'extra', dimensions: ['instrument'], storageClass: 'ArrowAstropy' },
      context,
    )
    const dataId = { instrument: 'FixtureCam' }
    const made = await runStepForTest(
      put,
      { ...place, datasetType: 'extra', run: 'tables', dataId, table: table.file },
      context,
    )
    expect(made.created).toBe(true)
    const path = new URL(made.ref.uri ?? '').pathname
    const input = { ...place, datasetType: 'extra', run: 'files', files: [{ path, dataId }] }
    expect(await runStepForTest(ingest, input, context)).toMatchObject({ ingested: 1 })
    expect(await runStepForTest(ingest, input, context)).toMatchObject({ ingested: 0 })
    const columns = await runStepForTest(
      readColumns,
      { butler, collections: ['files'], datasetType: 'extra' },
      context,
    )
    expect(columns.columns[1]).toMatchObject({ name: 'psfFlux', unit: 'nJy' })
  })

  test('of a type that is registered otherwise are blocked', async () => {
    const promise = runStepForTest(
      registerDatasetType,
      {
        stack,
        repository: 'repo',
        datasetType: 'seed',
        dimensions: ['instrument'],
        storageClass: 'StructuredDataDict',
      },
      context,
    )
    await expect(promise).rejects.toMatchObject({ name: 'HarnessError', code: 'bad-input' })
  })
})
