import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runStepForTest } from '#step-kit/testing/run-step-for-test.ts'
import {
  type StepContextForTest,
  stepContextForTest,
} from '#step-kit/testing/step-context-for-test.ts'
import { open } from '#steps/butler/query/open.ts'
import { queryDatasets } from '#steps/butler/query/query-datasets.ts'
import { fakeInstallation } from './fixtures/fake-installation.ts'
import { makeFixtureRepository, seedRun } from './fixtures/fixture-repository.ts'
import { openStack } from './open-stack.ts'
import { runPipeline } from './run-pipeline.ts'

let root: string
let context: StepContextForTest

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lvv eups-'))
  await fakeInstallation(root)
  context = await stepContextForTest({ root, timeout: 600_000 })
}, 300_000)

afterAll(async () => {
  await context[Symbol.asyncDispose]()
  await rm(root, { recursive: true, force: true })
})

const given = { kind: 'eups', loader: 'stack/loadLSST.bash', product: 'lsst_distrib' } as const

describe('an EUPS installation', () => {
  test('is sourced and set up, and works for queries and pipelines', async () => {
    const stack = await runStepForTest(openStack, { ...given, tag: 'w_2026_43' }, context)
    expect(stack).toMatchObject({ kind: 'eups', version: 'w_2026_43', modified: true, python: '' })
    expect(context.software).toEqual([
      { product: 'lsst_distrib', version: 'w_2026_43', modified: false },
      { product: 'afw', version: 'LOCAL:/home/u/afw', modified: true },
    ])

    await makeFixtureRepository(stack, 'repo', context)
    const { run, succeeded } = await runStepForTest(
      runPipeline,
      {
        stack,
        repository: 'repo',
        pipeline: '$FIXTURE_DIR/pipeline.yaml#first',
        input: [seedRun],
        where: { instrument: 'FixtureCam', visit: 1 },
      },
      context,
    )
    expect(succeeded).toBe(3)
    const butler = await runStepForTest(
      open,
      { stack, repository: 'repo', collections: [run] },
      context,
    )
    expect(
      await runStepForTest(queryDatasets, { butler, datasetType: 'sources' }, context),
    ).toMatchObject({ count: 3 })
  }, 120_000)

  test.each([
    [
      'a loader that is not there',
      { loader: 'none.bash' },
      /the loader .*none\.bash cannot be sourced/,
    ],
    [
      'a product that is not there',
      { product: 'lsst_nothing' },
      /lsst_nothing cannot be set up: .*not found/s,
    ],
  ])('is blocked by %s', async (_what, change, message) => {
    const promise = runStepForTest(openStack, { ...given, ...change }, context)
    await expect(promise).rejects.toMatchObject({
      name: 'HarnessError',
      code: 'not-found',
      message: expect.stringMatching(message),
    })
  })

  test('takes no text of a case as a part of a shell script', async () => {
    for (const product of ['lsst_distrib; touch hacked', '$(touch hacked)', '-t x']) {
      await expect(
        Promise.resolve().then(() => runStepForTest(openStack, { ...given, product }, context)),
      ).rejects.toThrow(/is no name of a product/)
    }
  })
})
