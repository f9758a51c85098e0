import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, watch, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runStepForTest } from '#step-kit/testing/run-step-for-test.ts'
import {
  type StepContextForTest,
  stepContextForTest,
} from '#step-kit/testing/step-context-for-test.ts'
import { makeFixtureRepository, seedRun } from './fixtures/fixture-repository.ts'
import { fixtureStack } from './fixtures/rubin-python.ts'
import { openStack } from './open-stack.ts'
import { reportRun } from './report-run.ts'
import { runPipeline } from './run-pipeline.ts'
import { showPipeline } from './show-pipeline.ts'
import type { Stack } from './stack.ts'

const pipeline = join(import.meta.dirname, 'fixtures', 'pipeline.yaml')
const repository = 'repo'

let root: string
let context: StepContextForTest
let stack: Stack

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lvv-pipelines-'))
  context = await stepContextForTest({ root, timeout: 600_000 })
  stack = await fixtureStack()
  await makeFixtureRepository(stack, repository, context)
}, 300_000)

afterAll(async () => {
  await context[Symbol.asyncDispose]()
  await rm(root, { recursive: true, force: true })
})

/** Ids of running programs that have a text among their arguments. */
const programsNaming = (text: string): readonly string[] =>
  readdirSync('/proc').filter((id) => {
    try {
      return /^\d+$/.test(id) && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(text)
    } catch {
      // It ended between the two reads.
      return false
    }
  })

const given = () => ({ stack, repository, pipeline, input: [seedRun] })

describe('pipelines.run', () => {
  test('makes a run of its own and counts its quanta by task', async () => {
    const result = await runStepForTest(
      runPipeline,
      { ...given(), where: { instrument: 'FixtureCam', visit: [1, 2] } },
      context,
    )
    expect(result.run).toMatch(/^lvv\/\d{8}T\d{6}Z-[0-9a-f]{8}$/)
    expect(result).toMatchObject({
      expected: 8,
      succeeded: 8,
      failed: 0,
      tasks: { measure: { expected: 6, succeeded: 6 }, summarise: { expected: 2, succeeded: 2 } },
      failures: [],
      summary: 'all 8 quanta succeeded',
      graph: { name: 'run.qg' },
      log: { name: 'pipetask.log' },
    })
    if (result.graph === null) throw new Error('the graph was not kept')
    const again = await runStepForTest(
      reportRun,
      { stack, repository, graph: result.graph },
      context,
    )
    expect(again).toMatchObject({ expected: 8, succeeded: 8 })
  }, 120_000)

  test('names task, data id and exception of what failed, and what was blocked by it', async () => {
    const result = await runStepForTest(
      runPipeline,
      {
        ...given(),
        where: { instrument: 'FixtureCam', visit: 1 },
        config: ['measure:failDetector=1'],
      },
      context,
    )
    expect(result).toMatchObject({
      expected: 4,
      succeeded: 2,
      failed: 1,
      blocked: 1,
      failures: [
        {
          task: 'measure',
          dataId: { instrument: 'FixtureCam', visit: 1, detector: 1 },
          exception: 'RuntimeError',
          message: 'too few standards on detector 1',
        },
      ],
    })
    expect(result.summary).toBe(
      '1 of 4 quanta failed, 1 were blocked by them: measure {instrument: FixtureCam, detector: 1, visit: 1}: RuntimeError: too few standards on detector 1',
    )
  }, 120_000)

  test('gives no quanta where no data match', async () => {
    const result = await runStepForTest(
      runPipeline,
      { ...given(), where: { instrument: 'FixtureCam', visit: 99 } },
      context,
    )
    expect(result).toMatchObject({
      expected: 0,
      summary: 'the quantum graph is empty: no data ids match the input collections and `where`',
    })
  }, 120_000)

  test('is blocked by an input collection that does not exist', async () => {
    const promise = runStepForTest(runPipeline, { ...given(), input: ['FixtureCam/sed'] }, context)
    await expect(promise).rejects.toMatchObject({
      name: 'HarnessError',
      code: 'not-found',
      message: expect.stringContaining("No collection with name 'FixtureCam/sed' found"),
    })
  }, 120_000)

  test('is blocked by a pipeline of a product that is not set up', async () => {
    const promise = runStepForTest(
      runPipeline,
      { ...given(), pipeline: '$NO_SUCH_DIR/pipelines/drp.yaml' },
      context,
    )
    await expect(promise).rejects.toMatchObject({
      name: 'HarnessError',
      code: 'not-found',
      hint: 'Check the path, and that the stack sets NO_SUCH_DIR.',
    })
  }, 120_000)

  test('leaves nothing running when its time is over', async () => {
    const marker = join(root, 'hanging')
    const hanging = watch(root, { signal: AbortSignal.timeout(60_000) })
    await using own = await stepContextForTest({ root })
    const hung = runStepForTest(
      runPipeline,
      { ...given(), config: [`measure:hangAfter=${marker}`] },
      own,
    ).catch((error: unknown) => error)
    for await (const { filename } of hanging) if (filename === 'hanging') break
    expect(programsNaming(marker)).not.toEqual([])
    own.abort()
    expect(await hung).toMatchObject({ name: 'HarnessError', code: 'timeout' })
    expect(programsNaming(marker)).toEqual([])
  }, 120_000)

  test('refuses a value that cannot be quoted before anything runs', async () => {
    const promise = runStepForTest(
      runPipeline,
      { ...given(), where: { instrument: "Fixture' OR 1 = 1 OR instrument = 'Cam" } },
      context,
    )
    await expect(promise).rejects.toMatchObject({ code: 'bad-input' })
  })
})

describe('pipelines.show', () => {
  test('tells tasks, what they read and make, subsets and the configuration in use', async () => {
    const shown = await runStepForTest(
      showPipeline,
      { stack, pipeline, config: ['measure:scale=2.5'] },
      context,
    )
    expect(shown).toMatchObject({
      description: 'Two toy tasks that test the steps.',
      tasks: [
        { label: 'measure', inputs: ['seed'], outputs: ['sources'] },
        { label: 'summarise', inputs: ['sources'], outputs: ['metricvalue_FX1'] },
      ],
      subsets: [
        { name: 'first', tasks: ['measure'] },
        { name: 'second', tasks: ['summarise'] },
      ],
    })
    const kept = context.kept.find(({ ref }) => ref.sha256 === shown.config.sha256)
    expect(kept?.text).toContain('config.scale=2.5')
  })

  test('is blocked by a field that the task does not have', async () => {
    const promise = runStepForTest(
      showPipeline,
      { stack, pipeline, config: ['measure:scael=2.5'] },
      context,
    )
    await expect(promise).rejects.toMatchObject({ name: 'HarnessError', code: 'bad-input' })
  })
})

describe('pipelines.stack', () => {
  test('reads versions from a Python installation and counts added code as modified', async () => {
    const opened = await runStepForTest(
      openStack,
      {
        kind: 'python',
        product: 'lsst-daf-butler',
        python: stack.python,
        pythonPath: stack.pythonPath,
      },
      context,
    )
    expect(opened).toMatchObject({ kind: 'python', version: expect.stringMatching(/^\d+\.\d+/) })
    expect(opened.modified).toBe(true)
    expect(context.software).toEqual([
      { product: 'lsst-daf-butler', version: opened.version, modified: false },
      { product: 'fixtures', version: expect.stringMatching(/^unversioned /), modified: true },
    ])
  })

  test('fails for a product that is not installed', async () => {
    const promise = runStepForTest(
      openStack,
      { kind: 'python', product: 'lsst-distrib', python: stack.python },
      context,
    )
    await expect(promise).rejects.toMatchObject({
      name: 'StepFailure',
      message: 'lsst-distrib is not among what is installed and set up',
    })
  })

  test('is blocked by a Python that is none', async () => {
    await writeFile(join(root, 'none'), '', { mode: 0o755 })
    const promise = runStepForTest(
      openStack,
      { kind: 'python', product: 'lsst-daf-butler', python: 'none' },
      context,
    )
    await expect(promise).rejects.toMatchObject({ name: 'HarnessError' })
  })
})
