import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { executionId } from '#domain/keys.ts'
import type { PersonRecord } from '#domain/ledger-event.ts'
import {
  callRow,
  doRow,
  manualRow,
  sampleCase,
  samplePrecursor,
  that,
} from './testing/sample-case.ts'
import { sampleGraph } from './testing/sample-graph.ts'
import { executionIds, openWorkbench, type Workbench } from './testing/workbench.ts'

let bench: Workbench
beforeEach(async () => {
  bench = await openWorkbench()
})
afterEach(() => bench.close())

const record: PersonRecord = {
  name: 'N',
  role: 'scientist',
  at: '2026-11-23T00:00:00.000Z',
  note: 'seen',
  verdict: 'pass',
  answers: { residual: 4 },
}
const place = {
  execution: executionId('LVV-T1'),
  attempt: 1,
  section: 'script',
  row: 'look',
} as const

const looked = sampleCase('LVV-T1', {
  script: [
    callRow('server', 'LVV-T8'),
    manualRow('look', { expect: [that('result.residual < 5.0')] }),
    doRow('beside', 'echo', { name: 'beside' }),
    doRow('judge', 'echo', { name: 'judge ${{ steps.look.residual }}' }),
    doRow('clean', 'echo', { name: 'clean' }, { always: true }),
  ],
  teardown: [doRow('end', 'echo', { name: 'end' })],
})
const server = samplePrecursor('LVV-T8', {
  script: [doRow('start', 'echo', { name: 'start' })],
  teardown: [doRow('stop', 'echo', { name: 'stop' })],
})

describe('manual rows', () => {
  it('hold back only what reads them, and what they need stays until they are recorded', async () => {
    const first = await bench.run(sampleGraph([looked], [server]))
    expect(bench.log).toEqual(['start', 'beside'])
    expect(first.outcome).toMatchObject({ verdict: 'in-progress', exitCode: 0, problems: [] })
    expect(first.row('LVV-T1', 'judge')).toMatchObject({
      verdict: 'in-progress',
      message: 'waits for look',
    })
    const untouched = await bench.resume(first.run)
    expect(bench.log).toEqual(['start', 'beside'])
    expect(untouched.outcome).toMatchObject({ verdict: 'in-progress', exitCode: 0 })

    await bench.ledger.append(first.run, [{ kind: 'recorded', place, record }])
    const second = await bench.resume(first.run)
    expect(bench.log).toEqual(['start', 'beside', 'judge 4', 'clean', 'end', 'stop'])
    expect(second.outcome).toMatchObject({ verdict: 'pass', exitCode: 0 })
    expect(second.row('LVV-T1', 'look')).toMatchObject({
      verdict: 'pass',
      outputs: { residual: 4 },
    })
    expect(second.events.filter(({ kind }) => kind === 'run-resumed').at(-1)).toMatchObject({
      reason: 'record',
    })
  })

  it.each([
    [{ verdict: 'fail', note: 'streaks' }, 'look: streaks'],
    [{ answers: { residual: 9 } }, undefined],
  ] as const)('fail by what was recorded: %j', async (change, message) => {
    const first = await bench.run(sampleGraph([looked], [server]))
    await bench.ledger.append(first.run, [
      { kind: 'recorded', place, record: { ...record, ...change } },
    ])
    const second = await bench.resume(first.run)
    expect(second.outcome).toMatchObject({ verdict: 'fail', exitCode: 1 })
    expect(bench.log).toEqual(['start', 'beside', 'clean', 'end', 'stop'])
    if (message) expect(second.state('LVV-T1').message).toBe(message)
  })

  it('keep their record in an attempt that begins after them', async () => {
    const first = await bench.run(sampleGraph([looked], [server]))
    await bench.ledger.append(first.run, [{ kind: 'recorded', place, record }])
    await bench.resume(first.run)
    const again = await bench.resume(first.run, {
      rerun: executionIds('LVV-T1'),
      from: { execution: executionId('LVV-T1'), row: 'beside' },
    })
    expect(again.state('LVV-T1')).toMatchObject({ attempt: 2, verdict: 'pass' })
    expect(again.state('LVV-T1').rows.find(({ row }) => row === 'look')?.record).toEqual(record)
  })
})
