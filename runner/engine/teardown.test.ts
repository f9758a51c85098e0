import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callRow, doRow, sampleCase, samplePrecursor, that } from './testing/sample-case.ts'
import { sampleGraph } from './testing/sample-graph.ts'
import { executionIds, openWorkbench, type Workbench } from './testing/workbench.ts'

let bench: Workbench
beforeEach(async () => {
  bench = await openWorkbench()
})
afterEach(() => bench.close())

const server = samplePrecursor('LVV-T8', {
  script: [doRow('start', 'echo', { name: 'start', port: 1 })],
  outputs: { port: '${{ steps.start.port }}' },
  teardown: [doRow('stop', 'echo', { name: 'stop', port: '${{ steps.start.port }}' })],
})
const database = samplePrecursor('LVV-T9', {
  inputs: ['port'],
  script: [doRow('create', 'echo', { name: 'create' })],
  outputs: { name: 'db' },
  teardown: [doRow('drop', 'echo', { name: 'drop ${{ inputs.port }}' })],
})
const user = (key: string, bad = false) =>
  sampleCase(key, {
    script: [
      callRow('server', 'LVV-T8'),
      callRow('database', 'LVV-T9', { port: '${{ steps.server.port }}' }),
      bad ? doRow('use', 'fail', { name: key }) : doRow('use', 'echo', { name: key }),
    ],
  })

describe('teardown', () => {
  it('runs once after the last consumer, of what was built last first, also after a fail', async () => {
    const ran = await bench.run(
      sampleGraph([user('LVV-T1'), user('LVV-T2', true), user('LVV-T3')], [server, database]),
    )
    expect(bench.log.slice(0, 2)).toEqual(['start', 'create'])
    expect(bench.log.slice(-2)).toEqual(['drop 1', 'stop'])
    expect(bench.log).toHaveLength(7)
    expect(ran.outcome).toMatchObject({ verdict: 'fail', exitCode: 1, problems: [] })
    expect(ran.state('LVV-T8').state).toBe('torn-down')
    expect(ran.events.filter(({ kind }) => kind === 'execution-torn-down')).toHaveLength(2)
  })

  it('of a case runs at its end, skips what reads absent outputs, and what fails makes the run not clean', async () => {
    const ran = await bench.run(
      sampleGraph([
        sampleCase('LVV-T1', {
          script: [doRow('open', 'block'), doRow('never', 'echo')],
          teardown: [
            doRow('close', 'echo', { name: 'close ${{ steps.open.name }}' }),
            doRow('rest', 'block', { message: 'still there' }),
          ],
        }),
      ]),
    )
    expect(bench.log).toEqual([])
    expect(ran.row('LVV-T1', 'close')).toMatchObject({ skipped: true })
    expect(ran.outcome.exitCode).toBe(3)
    expect(ran.outcome.problems).toEqual(['Teardown of LVV-T1 is not complete: rest: still there'])
  })

  it('that fails does not change the verdict of its case, only the exit code', async () => {
    const ran = await bench.run(
      sampleGraph([
        sampleCase('LVV-T1', {
          script: [doRow('open', 'echo', {}, { expect: [that('true')] })],
          teardown: [doRow('rest', 'fail', { message: 'still there' })],
        }),
      ]),
    )
    expect(ran.state('LVV-T1').verdict).toBe('pass')
    expect(ran.outcome).toMatchObject({ verdict: 'pass', exitCode: 3 })
  })

  it('after an interrupt still runs, and the run can go on with a new attempt of what was torn down', async () => {
    const stop = new AbortController()
    const graph = sampleGraph(
      [
        sampleCase('LVV-T1', {
          script: [
            callRow('server', 'LVV-T8'),
            doRow('wait', 'wait', { name: 'wait ${{ steps.server.port }}', milliseconds: 20_000 }),
            doRow('after', 'echo', { name: 'after' }),
          ],
        }),
      ],
      [server],
    )
    const ran = await bench.run(graph, {
      stop: stop.signal,
      observe: (progress) => {
        if (progress.kind === 'row-started' && progress.row === 'wait') stop.abort()
      },
    })
    expect(ran.outcome).toMatchObject({ exitCode: 130, interrupted: true, problems: [] })
    expect(ran.row('LVV-T1', 'wait')).toMatchObject({ verdict: 'blocked', code: 'interrupted' })
    expect(bench.log).toEqual(['start', 'wait 1 begins', 'stop'])
    bench.log.length = 0

    const again = await bench.resume(ran.run, {
      loadStep: async (name) => {
        const { sampleSteps } = await import('./testing/sample-steps.ts')
        return sampleSteps(bench.log)(name === 'test.wait' ? 'test.echo' : name)
      },
    })
    expect(bench.log).toEqual(['start', 'wait 1', 'after', 'stop'])
    expect(again.outcome).toMatchObject({ verdict: 'pass', exitCode: 0, interrupted: false })
    expect(again.state('LVV-T8')).toMatchObject({ attempt: 2, state: 'torn-down' })
    expect(again.state('LVV-T1')).toMatchObject({ attempt: 1, verdict: 'pass' })
  })

  it('that a killed process left is done when the run goes on, with the inputs it had', async () => {
    const graph = sampleGraph([user('LVV-T1')], [server, database])
    const ran = await bench.run(graph)
    const killed = ran.events.findIndex(({ kind }) => kind === 'execution-torn-down')
    const done = ran.events
      .slice(1, killed)
      .filter((event) => !('place' in event && event.place.section === 'teardown'))
    const run = await bench.ledger.createRun(
      await bench.ledger.request(ran.run),
      graph,
      bench.owner,
    )
    await bench.ledger.append(run, done)
    bench.log.length = 0
    const resumed = await bench.resume(run)
    expect(bench.log).toEqual(['drop 1', 'stop'])
    expect(resumed.outcome).toMatchObject({ verdict: 'pass', exitCode: 0, problems: [] })
    expect(['LVV-T8', 'LVV-T9'].map((key) => resumed.state(key).state)).toEqual([
      'torn-down',
      'torn-down',
    ])
    bench.log.length = 0
    await bench.resume(run)
    expect(bench.log).toEqual([])
  })

  it('that was done makes what was built on it invalid when a caller is run again', async () => {
    const ran = await bench.run(sampleGraph([user('LVV-T1', true)], [server, database]))
    bench.log.length = 0
    const again = await bench.resume(ran.run, { rerun: executionIds('LVV-T1') })
    expect(bench.log).toEqual(['start', 'create', 'LVV-T1', 'drop 1', 'stop'])
    expect(['LVV-T1', 'LVV-T8', 'LVV-T9'].map((key) => again.state(key).attempt)).toEqual([2, 2, 2])
  })
})
