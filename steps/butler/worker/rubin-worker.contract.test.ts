import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'
import type { StepContext } from '#step-kit/step-context.ts'
import { runStepForTest } from '#step-kit/testing/run-step-for-test.ts'
import {
  type StepContextForTest,
  stepContextForTest,
} from '#step-kit/testing/step-context-for-test.ts'
import { queryDatasets } from '#steps/butler/query/query-datasets.ts'
import { makeFixtureRepository, seedRun } from '#steps/pipelines/fixtures/fixture-repository.ts'
import { fixtureStack } from '#steps/pipelines/fixtures/rubin-python.ts'
import type { Stack } from '#steps/pipelines/stack.ts'
import { askWorker, workerOf } from './ask-worker.ts'

let root: string
let context: StepContextForTest
let stack: Stack

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lvv-worker-'))
  context = await stepContextForTest({ root, timeout: 600_000 })
  stack = await fixtureStack()
  await makeFixtureRepository(stack, 'repo', context)
}, 300_000)

afterAll(async () => {
  await context[Symbol.asyncDispose]()
  await rm(root, { recursive: true, force: true })
})

const query = (where = 'visit = 1') => ({
  butler: { stack, repository: join(root, 'repo'), collections: [seedRun] },
  datasetType: 'seed',
  where,
})

/** A request whose work takes minutes: the instrument's class sleeps when it is made. */
const hanging = (on: StepContext) =>
  askWorker(on, {
    stack,
    op: 'register_instrument',
    args: { repository: join(root, 'repo'), instrument: 'lvv_fixture.misbehaving.Sleeper' },
    answer: z.unknown(),
  })

const dying = () =>
  askWorker(context, {
    stack,
    op: 'register_instrument',
    args: { repository: join(root, 'repo'), instrument: 'lvv_fixture.misbehaving.Killer' },
    answer: z.unknown(),
  })

test('a worker killed in the middle of a request blocks it with its last words; the next one works', async () => {
  await expect(dying()).rejects.toMatchObject({
    name: 'HarnessError',
    code: 'session-lost',
    retryable: true,
    message: expect.stringMatching(/SIGKILL.*while it answered register_instrument[\s\S]*goodbye/),
  })
  expect(await runStepForTest(queryDatasets, query(), context)).toMatchObject({ count: 3 })
}, 60_000)

test('a request that hangs is given up at its time limit; requests behind it go to a new worker', async () => {
  const worker = await context.session(workerOf(stack))
  const limit = AbortSignal.timeout(1500)
  const timeout = new HarnessError('timeout', 'the row timed out')
  const own = new AbortController()
  limit.addEventListener('abort', () => own.abort(timeout))
  const hung = hanging({ ...context, signal: own.signal })
  const behind = [1, 2].map((visit) =>
    runStepForTest(queryDatasets, query(`visit = ${visit}`), context),
  )
  await expect(hung).rejects.toMatchObject({
    code: 'timeout',
    message: expect.stringMatching(
      /^the row timed out\. .* had not answered register_instrument\.$/,
    ),
  })
  expect(worker.isAlive()).toBe(false)
  expect((await Promise.all(behind)).map(({ count }) => count)).toEqual([3, 3])
  expect(await context.session(workerOf(stack))).not.toBe(worker)
}, 60_000)

test('a request that is given up while it waits does not disturb the one before it', async () => {
  const worker = await context.session(workerOf(stack))
  const own = new AbortController()
  const first = runStepForTest(queryDatasets, query(), context)
  const second = runStepForTest(queryDatasets, query(), { ...context, signal: own.signal })
  own.abort(new HarnessError('timeout', 'too late'))
  await expect(second).rejects.toMatchObject({ code: 'timeout' })
  expect(await first).toMatchObject({ count: 3 })
  expect(await context.session(workerOf(stack))).toBe(worker)
})

test('what libraries print does not reach the protocol', async () => {
  const loud = await askWorker(context, {
    stack,
    op: 'register_instrument',
    args: { repository: join(root, 'repo'), instrument: 'lvv_fixture.misbehaving.Printer' },
    answer: z.object({ instrument: z.string() }),
  })
  expect(loud.instrument).toBe('FixtureCam')
})

test('an unknown operation and unknown arguments are errors in lvv itself', async () => {
  const ask = (op: string, args: { readonly [name: string]: unknown }) =>
    askWorker(context, { stack, op, args, answer: z.unknown() })
  await expect(ask('nonsense', {})).rejects.toMatchObject({ code: 'internal' })
  await expect(
    ask('query_collections', { repository: join(root, 'repo'), nonsense: 1 }),
  ).rejects.toMatchObject({ code: 'internal', message: /unknown arguments: nonsense/ })
})

test('a Python without the middleware blocks with what it said', async () => {
  const bare = { ...stack, python: '/usr/bin/python3', pythonPath: [] }
  const promise = askWorker(context, { stack: bare, op: 'open', args: {}, answer: z.unknown() })
  await expect(promise).rejects.toMatchObject({
    name: 'HarnessError',
    code: 'process-start',
    message: expect.stringMatching(/No module named 'lsst'/),
  })
})
