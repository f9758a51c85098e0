import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callRow, doRow, sampleCase, samplePrecursor, that } from './testing/sample-case.ts'
import { sampleGraph } from './testing/sample-graph.ts'
import { openWorkbench, type Workbench } from './testing/workbench.ts'

let bench: Workbench
beforeEach(async () => {
  bench = await openWorkbench()
})
afterEach(() => bench.close())

describe('the rows of a case', () => {
  it('passes outputs from row to row and judges them', async () => {
    const ran = await bench.run(
      sampleGraph([
        sampleCase('LVV-T1', {
          script: [
            doRow('first', 'echo', { value: 3 }),
            doRow(
              'second',
              'echo',
              { value: '${{ steps.first.value + 1.0 }}' },
              { expect: [that('result.value == 4.0'), that('steps.first.value == 3')] },
            ),
          ],
        }),
      ]),
    )
    expect(ran.outcome).toEqual({ verdict: 'pass', exitCode: 0, interrupted: false, problems: [] })
    expect(ran.row('LVV-T1', 'second')?.outputs).toEqual({ name: '', value: 4 })
    expect(ran.row('LVV-T1', 'second')?.expectations.map(({ verdict }) => verdict)).toEqual([
      'pass',
      'pass',
    ])
  })

  it.each([
    ['fail', 'fail', 1],
    ['block', 'blocked', 3],
  ] as const)('after a %s runs only what always runs', async (step, verdict, exitCode) => {
    const ran = await bench.run(
      sampleGraph([
        sampleCase('LVV-T1', {
          script: [
            doRow('bad', step),
            doRow('later', 'echo', { name: 'later' }),
            doRow('always', 'echo', { name: 'always' }, { always: true }),
          ],
        }),
      ]),
    )
    expect(bench.log).toEqual(['always'])
    expect(ran.outcome).toMatchObject({ verdict, exitCode })
    expect(ran.row('LVV-T1', 'later')).toBeUndefined()
  })
})

describe('precursors', () => {
  const opened = samplePrecursor('LVV-T9', {
    script: [doRow('open', 'echo', { name: 'open', handle: 'h' })],
    outputs: { handle: '${{ steps.open.handle }}' },
  })
  it('run once for all callers, and each caller sees the outputs', async () => {
    const caller = (key: string) =>
      sampleCase(key, {
        script: [
          callRow('got', 'LVV-T9'),
          doRow('use', 'echo', { name: key, handle: '${{ steps.got.handle }}' }),
        ],
      })
    const ran = await bench.run(sampleGraph([caller('LVV-T1'), caller('LVV-T2')], [opened]))
    expect(ran.outcome).toMatchObject({ verdict: 'pass', exitCode: 0 })
    expect([...bench.log].sort()).toEqual(['LVV-T1', 'LVV-T2', 'open'])
    expect(ran.row('LVV-T2', 'use')?.outputs).toMatchObject({ handle: 'h' })
  })
})
