import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseTemplate } from '#language/templates/parse-template.ts'
import { callRow, doRow, sampleCase, samplePrecursor } from './testing/sample-case.ts'
import { sampleGraph } from './testing/sample-graph.ts'
import { openWorkbench, type Workbench } from './testing/workbench.ts'

let bench: Workbench
beforeEach(async () => {
  bench = await openWorkbench()
})
afterEach(() => bench.close())

const late = (key: string, value: string, precursor = 'LVV-T9') =>
  sampleCase(key, {
    script: [
      doRow('made', 'echo', { value }),
      callRow('got', precursor, { value: '${{ steps.made.value }}' }),
      doRow('use', 'echo', { name: `${key} \${{ steps.got.made }}` }),
    ],
  })
const maker = samplePrecursor('LVV-T9', {
  inputs: ['value'],
  script: [doRow('make', 'echo', { name: 'make ${{ inputs.value }}' })],
  outputs: { made: 'of ${{ inputs.value }}' },
})

describe('sharing', () => {
  it('makes one of late calls whose values turn out equal, and says so', async () => {
    const graph = sampleGraph(
      [late('LVV-T1', 'a'), late('LVV-T2', 'a'), late('LVV-T3', 'b')],
      [maker],
    )
    const ran = await bench.run(graph, { workers: 1 })
    expect(bench.log.filter((text) => text.startsWith('make')).sort()).toEqual(['make a', 'make b'])
    expect(bench.log).toContain('LVV-T2 of a')
    const shared = ran.events.filter(({ kind }) => kind === 'execution-shared')
    expect(shared).toHaveLength(1)
    expect(ran.states.filter(({ sharedFrom }) => sharedFrom)).toMatchObject([{ verdict: 'pass' }])
  })

  it('does not share what was torn down, or was made from it', async () => {
    const server = samplePrecursor('LVV-T8', {
      script: [doRow('start', 'echo', { name: 'start' })],
      outputs: { port: '1' },
      teardown: [doRow('stop', 'echo', { name: 'stop' })],
      share: { kind: 'none' },
    })
    const user = (key: string) =>
      sampleCase(key, {
        script: [
          callRow('server', 'LVV-T8'),
          doRow('port', 'echo', { value: '${{ steps.server.port }}' }),
          callRow('got', 'LVV-T9', { value: '${{ steps.port.value }}' }),
        ],
      })
    await bench.run(sampleGraph([user('LVV-T1'), user('LVV-T2')], [server, maker]), { workers: 1 })
    // Whether the second server starts before the first ends is free: what was made from an ended one is not.
    const made = bench.log.filter((text) => text === 'make 1').length
    const overlap = bench.log.lastIndexOf('start') < bench.log.indexOf('stop')
    expect(made).toBe(overlap ? 1 : 2)
  })

  it('runs a precursor that is never shared once for each call', async () => {
    const alone = { ...maker, share: { kind: 'none' } as const }
    await bench.run(sampleGraph([late('LVV-T1', 'a'), late('LVV-T2', 'a')], [alone]))
    expect(bench.log.filter((text) => text === 'make a')).toHaveLength(2)
  })

  it('takes a fresh pass of an earlier run from the ledger, and only of the same fresh key', async () => {
    const { template } = parseTemplate('${{ env.version }}')
    const fresh = samplePrecursor('LVV-T9', {
      script: [doRow('make', 'echo', { name: 'make' })],
      outputs: { made: 'it' },
      share: { kind: 'ledger', freshFor: 60_000, freshKey: template },
    })
    const graph = sampleGraph(
      [
        sampleCase('LVV-T1', {
          script: [
            callRow('got', 'LVV-T9'),
            doRow('use', 'echo', { name: '${{ steps.got.made }}' }),
          ],
        }),
      ],
      [fresh],
    )
    await bench.run(graph, { bindings: { version: 'w1' } })
    const second = await bench.run(graph, { bindings: { version: 'w1' } })
    expect(bench.log).toEqual(['make', 'it', 'it'])
    expect(second.state('LVV-T9').sharedFrom).toMatchObject({ run: 1, attempt: 1 })
    expect(bench.told).toContainEqual(expect.objectContaining({ kind: 'note' }))
    await bench.run(graph, { bindings: { version: 'w2' } })
    expect(bench.log).toEqual(['make', 'it', 'it', 'make', 'it'])
  })

  it('blocks every caller of a precursor that did not pass, and names the cause', async () => {
    const broken = samplePrecursor('LVV-T9', { script: [doRow('make', 'fail', { message: 'no' })] })
    const caller = (key: string) => sampleCase(key, { script: [callRow('got', 'LVV-T9')] })
    const graph = sampleGraph([caller('LVV-T1'), caller('LVV-T2')], [broken])
    const ran = await bench.run(graph)
    const { execution } = ran.state('LVV-T9')
    expect(ran.row('LVV-T2', 'got')).toMatchObject({
      verdict: 'blocked',
      code: 'precursor-not-passed',
      message: `${execution} failed: make: no`,
    })
    expect(ran.outcome).toMatchObject({ verdict: 'fail', exitCode: 1 })
  })
})
