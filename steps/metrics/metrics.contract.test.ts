import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runStepForTest } from '#step-kit/testing/run-step-for-test.ts'
import type { StepContextForTest } from '#step-kit/testing/step-context-for-test.ts'
import { ingest } from '#steps/butler/change/ingest.ts'
import { registerDatasetType } from '#steps/butler/change/register-dataset-type.ts'
import type { Handle } from '#steps/butler/handle.ts'
import {
  type ProcessedRepository,
  processedRepository,
} from '#steps/pipelines/fixtures/processed-repository.ts'
import { read } from './read.ts'
import { readMany } from './read-many.ts'

const fixtures = join(import.meta.dirname, 'fixtures')

/** What lsst.verify writes: Python's JSON has bare NaN. */
const jobText = `{
  "measurements": [
    { "metric": "validate_drp.AM1", "value": 6.25, "unit": "marcsec", "identifier": "a1" },
    { "metric": "validate_drp.AM2", "value": NaN, "unit": "marcsec", "identifier": "NaN" },
    { "metric": "validate_drp.PA1", "value": 0.0051, "unit": "mag", "identifier": "a3" },
    { "metric": "other.PA1", "value": 0.006, "unit": "mag", "identifier": "a4" }
  ],
  "blobs": [], "meta": {}, "metrics": [], "specs": []
}`
const job = 'job.json'

let made: ProcessedRepository
let context: StepContextForTest
let butler: Handle

beforeAll(async () => {
  made = await processedRepository()
  ;({ context, butler } = made)
  await writeFile(join(made.root, job), jobText)
}, 300_000)

afterAll(() => made.close())

describe('metrics.read from datasets', () => {
  test('finds the one of a band, in the unit that is asked for', async () => {
    const found = await runStepForTest(
      read,
      { butler, metric: 'FX1', where: { band: 'g' }, unit: 'mag' },
      context,
    )
    expect(found).toMatchObject({
      metric: 'FX1',
      value: expect.closeTo(0.0025, 9),
      unit: 'mag',
      n: 12,
      dataId: { band: 'g' },
      run: 'processed/one',
      notes: { method: 'mean' },
      source: 'dataset',
    })
  })

  test('fails for a metric that was not computed', async () => {
    const promise = runStepForTest(read, { butler, metric: 'AM1', where: { band: 'g' } }, context)
    await expect(promise).rejects.toMatchObject({
      name: 'StepFailure',
      message: expect.stringMatching(/^AM1 was not computed: no measurement of it is in processed/),
    })
  })

  test('is blocked where bands are not told apart', async () => {
    const promise = runStepForTest(read, { butler, metric: 'FX1' }, context)
    await expect(promise).rejects.toMatchObject({ name: 'HarnessError', code: 'bad-input' })
  })
})

describe('metrics.read from bundles', () => {
  const bundle = 'table_metrics'

  beforeAll(async () => {
    const place = { stack: butler.stack, repository: butler.repository, datasetType: bundle }
    await runStepForTest(
      registerDatasetType,
      { ...place, dimensions: ['instrument'], storageClass: 'MetricMeasurementBundle' },
      context,
    )
    const path = join(made.root, 'bundle.json')
    await copyFile(join(fixtures, 'bundle.json'), path)
    const files = [{ path, dataId: { instrument: 'FixtureCam' } }]
    await runStepForTest(ingest, { ...place, run: 'bundles', files }, context)
  }, 60_000)

  test('reads its JSON: the Python type of a bundle is not installed here', async () => {
    const input = { butler, collections: ['bundles'], metric: 'AM2' }
    expect(await runStepForTest(read, input, context)).toMatchObject({
      metric: 'analyze.AM2',
      value: 6.4,
      unit: 'mas',
      source: 'bundle',
    })
  })

  test('looks at all kinds of documents at once', async () => {
    const input = {
      butler,
      collections: ['bundles', 'processed/one'],
      metrics: ['AM1', 'FX1'],
      where: "instrument = 'FixtureCam' AND band = 'r'",
    }
    const { metrics } = await runStepForTest(readMany, input, context)
    expect(Object.keys(metrics)).toEqual(['AM1', 'FX1'])
    expect(metrics).toMatchObject({ AM1: { source: 'bundle' }, FX1: { source: 'dataset' } })
  })
})

describe('metrics.read from a job', () => {
  test('needs no repository', async () => {
    const found = await runStepForTest(read, { file: job, metric: 'AM1', unit: 'mas' }, context)
    expect(found).toMatchObject({ metric: 'validate_drp.AM1', value: 6.25, unit: 'mas' })
    const full = { file: job, metric: 'validate_drp.PA1', unit: 'mmag' }
    expect((await runStepForTest(read, full, context)).value).toBeCloseTo(5.1, 9)
  })

  test.each([
    ['a bare NaN', 'AM2', 'StepFailure', /computed to no value/],
    ['two packages', 'PA1', 'HarnessError', /2 measurements of PA1/],
    ['no measurement', 'TE1', 'StepFailure', /TE1 was not computed/],
  ])('tells %s apart', async (_what, metric, name, message) => {
    const promise = runStepForTest(read, { file: job, metric }, context)
    await expect(promise).rejects.toMatchObject({ name, message: expect.stringMatching(message) })
  })

  test('is blocked by a file that is not there', async () => {
    const promise = runStepForTest(read, { file: 'none.json', metric: 'AM1' }, context)
    await expect(promise).rejects.toMatchObject({ name: 'HarnessError', code: 'not-found' })
  })
})
