import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runStepForTest } from '#step-kit/testing/run-step-for-test.ts'
import type { StepContextForTest } from '#step-kit/testing/step-context-for-test.ts'
import { seedRun } from '#steps/pipelines/fixtures/fixture-repository.ts'
import {
  type ProcessedRepository,
  processedRepository,
} from '#steps/pipelines/fixtures/processed-repository.ts'
import type { Stack } from '#steps/pipelines/stack.ts'
import type { Handle } from './handle.ts'
import { count } from './query/count.ts'
import { open } from './query/open.ts'
import { queryCollections } from './query/query-collections.ts'
import { queryDataIds } from './query/query-data-ids.ts'
import { queryDatasetTypes } from './query/query-dataset-types.ts'
import { queryDatasets } from './query/query-datasets.ts'
import { queryDimensionRecords } from './query/query-dimension-records.ts'

let made: ProcessedRepository
let context: StepContextForTest
let stack: Stack
let butler: Handle

beforeAll(async () => {
  made = await processedRepository()
  ;({ context, stack, butler } = made)
}, 300_000)

afterAll(() => made.close())

describe('butler.open', () => {
  test('gives plain data with the absolute path of the repository', async () => {
    const collections = ['processed/one', seedRun]
    const opened = await runStepForTest(open, { stack, repository: 'repo', collections }, context)
    expect(opened).toEqual({ repository: join(made.root, 'repo'), collections, stack })
  })

  test.each([
    ['a repository', { repository: './none' }, /there is no Butler repository at .*none/],
    ['a label', { repository: 'none' }, /no repository is called none/],
    [
      'a collection',
      { collections: ['FixtureCam/sed'] },
      /collection FixtureCam\/sed does not exist/,
    ],
  ])('is blocked by %s that does not exist', async (_what, change, message) => {
    const promise = runStepForTest(open, { stack, repository: 'repo', ...change }, context)
    await expect(promise).rejects.toMatchObject({
      name: 'HarnessError',
      code: 'not-found',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/./),
    })
  })
})

describe('queries', () => {
  test('find datasets in the order of their data ids, and say how many there are', async () => {
    const found = await runStepForTest(
      queryDatasets,
      { butler, datasetType: 'sources', where: { detector: [0, 2] }, limit: 3 },
      context,
    )
    expect(found).toMatchObject({ count: 4, truncated: true })
    expect(found.refs.map(({ dataId }) => [dataId.detector, dataId.visit])).toEqual([
      [0, 1],
      [0, 2],
      [2, 1],
    ])
    expect(found.refs[0]).toMatchObject({
      datasetType: 'sources',
      storageClass: 'ArrowAstropy',
      run: 'processed/one',
      dataId: { instrument: 'FixtureCam', band: 'g' },
      uri: expect.stringMatching(/^file:.*\.parq$/),
    })
  })

  test('take a value with a quote as a value', async () => {
    const where = { instrument: "FixtureCam' OR instrument = 'FixtureCam" }
    const found = await runStepForTest(
      queryDatasets,
      { butler, datasetType: 'sources', where },
      context,
    )
    expect(found).toEqual({ refs: [], count: 0, truncated: false })
  })

  test('count, without the datasets', async () => {
    const input = { butler, datasetType: 'sources', where: 'visit = 1 AND detector > 0' }
    expect(await runStepForTest(count, input, context)).toEqual({ count: 2 })
  })

  test('fail for a dataset type that is not registered, with the nearest name', async () => {
    const promise = runStepForTest(queryDatasets, { butler, datasetType: 'source' }, context)
    await expect(promise).rejects.toMatchObject({
      name: 'StepFailure',
      message: 'query_datasets: dataset type source is not registered in this repository',
      hint: 'Did you mean sources?',
    })
  })

  test.each(['vist = 1', 'visit =', "instrument = 'FixtureCam' AND"])(
    'are blocked by the expression %s',
    async (where) => {
      const promise = runStepForTest(count, { butler, datasetType: 'sources', where }, context)
      await expect(promise).rejects.toMatchObject({ name: 'HarnessError', code: 'bad-input' })
    },
  )

  test('list collections and dataset types', async () => {
    const collections = await runStepForTest(
      queryCollections,
      { butler, expression: 'FixtureCam/*', types: ['RUN'] },
      context,
    )
    expect(collections).toEqual({
      collections: [{ name: seedRun, type: 'RUN', children: [], parents: [], doc: '' }],
      count: 1,
    })
    const types = await runStepForTest(
      queryDatasetTypes,
      { butler, expression: 's*s', present: true },
      context,
    )
    expect(types.datasetTypes).toEqual([
      {
        name: 'sources',
        dimensions: ['instrument', 'detector', 'visit'],
        storageClass: 'ArrowAstropy',
        isCalibration: false,
      },
    ])
  })

  test('list data ids and dimension records, instants as UTC', async () => {
    const ids = await runStepForTest(
      queryDataIds,
      { butler, dimensions: ['visit'], datasetType: 'sources' },
      context,
    )
    expect(ids.dataIds.map(({ visit, band }) => [visit, band])).toEqual([
      [1, 'g'],
      [2, 'r'],
    ])
    const visits = await runStepForTest(
      queryDimensionRecords,
      { butler, element: 'visit', where: { visit: 1 } },
      context,
    )
    expect(visits.records).toHaveLength(1)
    expect(visits.records[0]).toMatchObject({
      exposure_time: 30,
      // International atomic time was 37 s ahead.
      timespan: { begin: '2026-03-14T00:59:23.000000Z', end: '2026-03-14T00:59:53.000000Z' },
    })
  })
})

describe('a repository that vanishes', () => {
  test('blocks, although the worker held it open, and answers again when it is back', async () => {
    const input = { butler, datasetType: 'sources' }
    await rename(join(made.root, 'repo'), join(made.root, 'moved'))
    try {
      await expect(runStepForTest(count, input, context)).rejects.toMatchObject({
        name: 'HarnessError',
        code: 'not-found',
      })
    } finally {
      await rename(join(made.root, 'moved'), join(made.root, 'repo'))
    }
    expect(await runStepForTest(count, input, context)).toEqual({ count: 6 })
  })
})
