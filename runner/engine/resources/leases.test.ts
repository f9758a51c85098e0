import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  callRow,
  doRow,
  manualRow,
  sampleCase,
  samplePrecursor,
} from '#engine/testing/sample-case.ts'
import { sampleGraph } from '#engine/testing/sample-graph.ts'
import { openWorkbench, type Workbench } from '#engine/testing/workbench.ts'
import { defineStep } from '#step-kit/step-definition.ts'

let bench: Workbench
beforeEach(async () => {
  bench = await openWorkbench()
})
afterEach(() => bench.close())

const needs = (parts: { cpus?: number; locks?: readonly string[] }) => ({
  cpus: 0,
  memory: 0,
  locks: [],
  ...parts,
})

/** Counts how many of it run at once. */
const crowd = () => {
  let running = 0
  const seen = { most: 0 }
  const step = defineStep({
    name: 'test.crowd',
    doc: 'Counts itself.',
    input: z.object({}),
    output: z.object({}),
    effect: 'read',
    timeout: 5000,
    run: async () => {
      running += 1
      seen.most = Math.max(seen.most, running)
      await delay(2)
      running -= 1
      return {}
    },
  })
  return { step, seen }
}
const crowded = (count: number, wanted: ReturnType<typeof needs>) =>
  sampleGraph(
    Array.from({ length: count }, (_, index) =>
      sampleCase(`LVV-T${index + 1}`, { needs: wanted, script: [doRow('r', 'crowd')] }),
    ),
  )

describe('resources and locks', () => {
  it.each([
    ['a lock', needs({ locks: ['qserv'] }), 1],
    ['cpus', needs({ cpus: 2 }), 2],
    ['nothing', needs({}), 4],
  ] as const)('bound how many executions hold %s at once', async (_, wanted, most) => {
    const { step, seen } = crowd()
    const ran = await bench.run(crowded(8, wanted), {
      steps: [step],
      workers: 4,
      environment: { resources: { cpus: 4 } },
    })
    expect(seen.most).toBe(most)
    expect(ran.outcome).toMatchObject({ verdict: 'pass', problems: [] })
  })

  it('that are waited for leave the worker to others', async () => {
    const lock = needs({ locks: ['qserv'] })
    const locked = (key: string) =>
      sampleCase(key, {
        needs: lock,
        script: [doRow('r', 'wait', { name: key, milliseconds: 20 })],
      })
    const free = sampleCase('LVV-T9', { script: [doRow('r', 'echo', { name: 'free' })] })
    const graph = sampleGraph([...['LVV-T1', 'LVV-T2', 'LVV-T3'].map(locked), free])
    const ran = await bench.run(graph, { workers: 2 })
    expect(bench.log.slice(0, 3)).toEqual(['LVV-T1 begins', 'free', 'LVV-T1 ends'])
    const waits = bench.told.filter(({ kind }) => kind === 'waiting')
    expect(waits).toHaveLength(2)
    expect(ran.outcome.verdict).toBe('pass')
  })

  it('are given back although a precursor waits for a person', async () => {
    const held = samplePrecursor('LVV-T9', {
      needs: needs({ locks: ['qserv'] }),
      script: [manualRow('look')],
      teardown: [doRow('undo', 'echo')],
    })
    const caller = sampleCase('LVV-T1', { script: [callRow('got', 'LVV-T9')] })
    const ran = await bench.run(sampleGraph([caller], [held]))
    expect(ran.outcome).toMatchObject({ verdict: 'in-progress', exitCode: 0 })
    const again = await bench.ledger.tryLease({
      id: 'other',
      owner: bench.owner,
      environment: 'here',
      ...needs({ locks: ['qserv'] }),
      limits: {},
    })
    expect(again).toBe(true)
  })

  it('that can never be had block at once', async () => {
    const ran = await bench.run(crowded(1, needs({ cpus: 8 })), {
      environment: { resources: { cpus: 4 } },
    })
    expect(ran.state('LVV-T1')).toMatchObject({
      verdict: 'blocked',
      message: 'LVV-T1 needs 8 cpus; the environment here has 4',
    })
    expect(ran.outcome.exitCode).toBe(3)
  })

  it('are not held by a caller that waits for its precursor', async () => {
    const locked = samplePrecursor('LVV-T9', {
      needs: needs({ locks: ['qserv'], cpus: 4 }),
      script: [doRow('r', 'echo', { name: 'precursor' })],
    })
    const caller = sampleCase('LVV-T1', {
      needs: needs({ locks: ['qserv'], cpus: 4 }),
      script: [callRow('got', 'LVV-T9'), doRow('r', 'echo', { name: 'caller' })],
    })
    const ran = await bench.run(sampleGraph([caller], [locked]), {
      workers: 1,
      environment: { resources: { cpus: 4 } },
    })
    expect(bench.log).toEqual(['precursor', 'caller'])
    expect(ran.outcome.verdict).toBe('pass')
  })

  it('of a precursor stay locked until its teardown, but for its own consumers', async () => {
    const lock = needs({ locks: ['qserv'] })
    const loaded = samplePrecursor('LVV-T9', {
      needs: lock,
      script: [doRow('load', 'echo', { name: 'load' })],
      teardown: [doRow('unload', 'echo', { name: 'unload' })],
    })
    const consumer = sampleCase('LVV-T1', {
      needs: lock,
      script: [
        callRow('got', 'LVV-T9'),
        doRow('first', 'wait', { name: 'consumer', milliseconds: 10 }),
      ],
    })
    const stranger = sampleCase('LVV-T2', {
      needs: lock,
      script: [doRow('r', 'echo', { name: 'stranger' })],
    })
    const ran = await bench.run(sampleGraph([consumer, stranger], [loaded]), { workers: 4 })
    const middle = bench.log.indexOf('load')
    expect(bench.log.slice(middle, middle + 4)).toEqual([
      'load',
      'consumer begins',
      'consumer ends',
      'unload',
    ])
    expect(ran.outcome).toMatchObject({ verdict: 'pass', problems: [] })
  })

  it('kept from each other in a circle block one case, not the run', async () => {
    const keeper = (key: string, lock: string) =>
      samplePrecursor(key, {
        needs: needs({ locks: [lock] }),
        script: [doRow('r', 'wait', { name: key, milliseconds: 5 })],
        teardown: [doRow('undo', 'echo', { name: `${key} undone` })],
      })
    const takes = (key: string, first: string, second: string) =>
      sampleCase(key, { script: [callRow('one', first), callRow('two', second)] })
    const graph = sampleGraph(
      [takes('LVV-T1', 'LVV-T8', 'LVV-T9'), takes('LVV-T2', 'LVV-T6', 'LVV-T7')],
      [keeper('LVV-T8', 'a'), keeper('LVV-T9', 'b'), keeper('LVV-T6', 'b'), keeper('LVV-T7', 'a')],
    )
    const ran = await bench.run(graph, { workers: 2 })
    const verdicts = ['LVV-T1', 'LVV-T2'].map((key) => ran.state(key).verdict)
    expect(verdicts.sort()).toEqual(['blocked', 'pass'])
    expect(bench.log.filter((text) => text.endsWith('undone')).length).toBeGreaterThanOrEqual(3)
  })
})
