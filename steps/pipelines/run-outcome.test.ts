import { expect, test } from 'vitest'
import { failureText, outcomeOf, pipetaskReport } from './run-outcome.ts'

const quantum = (visit: number, messages: readonly string[]) => ({
  data_id: { instrument: 'SimCam', visit },
  runs: { r: 'FAILED' },
  messages,
})

const task = (counts: { readonly [name: string]: number }, failed: readonly unknown[] = []) => ({
  n_expected: 0,
  n_successful: 0,
  n_failed: 0,
  n_blocked: 0,
  ...counts,
  failed_quanta: failed,
})

const outcome = (tasks: { readonly [label: string]: unknown }) =>
  outcomeOf(pipetaskReport.parse({ tasks }))

test('adds up the tasks; what contradicts itself left no record', () => {
  expect(
    outcome({
      calibrate: task({ n_expected: 6, n_successful: 3, n_wonky: 1, n_unknown: 2 }),
      associate: task({ n_expected: 2, n_blocked: 2 }),
    }),
  ).toMatchObject({
    expected: 8,
    succeeded: 3,
    failed: 0,
    blocked: 2,
    unknown: 3,
    tasks: { calibrate: { unknown: 3 }, associate: { blocked: 2 } },
    summary: '0 of 8 quanta failed, 2 were blocked by them, 3 left no record',
  })
})

test('takes type and text of the exception from what was logged last', () => {
  const message =
    "Execution of task 'c' on quantum {} failed. Exception lsst.pipe.BadData: flux: -1\nmore"
  const { failures, summary } = outcome({
    c: task(
      { n_expected: 5, n_failed: 5 },
      [1, 2, 3, 4, 5].map((visit) => quantum(visit, [message])),
    ),
  })
  expect(failures[0]).toEqual({
    task: 'c',
    dataId: { instrument: 'SimCam', visit: 1 },
    exception: 'lsst.pipe.BadData',
    message: 'flux: -1\nmore',
  })
  expect(summary).toBe(
    '5 of 5 quanta failed: c {instrument: SimCam, visit: 1}: lsst.pipe.BadData: flux: -1; ' +
      'c {instrument: SimCam, visit: 2}: lsst.pipe.BadData: flux: -1; ' +
      'c {instrument: SimCam, visit: 3}: lsst.pipe.BadData: flux: -1; and 2 more',
  )
})

test('a quantum that logged nothing says so', () => {
  const { failures } = outcome({ c: task({ n_expected: 1, n_failed: 1 }, [quantum(1, [])]) })
  const [failure] = failures
  expect(failure && failureText(failure)).toBe(
    'c {instrument: SimCam, visit: 1}: nothing was logged',
  )
})
