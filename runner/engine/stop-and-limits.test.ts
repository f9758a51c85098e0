import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'
import { defineStep } from '#step-kit/step-definition.ts'
import { callRow, doRow, sampleCase, samplePrecursor, that } from './testing/sample-case.ts'
import { sampleGraph } from './testing/sample-graph.ts'
import { openWorkbench, type Workbench } from './testing/workbench.ts'

let bench: Workbench
beforeEach(async () => {
  bench = await openWorkbench()
})
afterEach(() => bench.close())

/** Blocks so often, then passes. */
const flaky = (blocks: number, effect: 'read' | 'once' = 'read') => {
  let tries = 0
  return defineStep({
    name: 'test.flaky',
    doc: 'Is down at first.',
    input: z.object({}),
    output: z.object({ tries: z.number() }),
    effect,
    timeout: 1000,
    run: async () => {
      tries += 1
      if (tries <= blocks) throw new HarnessError('service-unavailable', `down ${tries}`)
      return { tries }
    },
  })
}
const hang = defineStep({
  name: 'test.hang',
  doc: 'Never ends, and does not listen.',
  input: z.object({}),
  output: z.object({}),
  effect: 'read',
  timeout: 30,
  run: () => new Promise<never>(() => undefined),
})
const one = (...script: Parameters<typeof doRow>[]) =>
  sampleGraph([sampleCase('LVV-T1', { script: script.map((row) => doRow(...row)) })])

describe('time limits', () => {
  it.each([
    ['block', 'blocked', 3],
    ['fail', 'fail', 1],
  ] as const)('of a row %s as it says', async (onTimeout, verdict, exitCode) => {
    const ran = await bench.run(one(['slow', 'hang', {}, { onTimeout }]), { steps: [hang] })
    expect(ran.row('LVV-T1', 'slow')).toMatchObject({
      verdict,
      code: 'timeout',
      message: 'no end within 30 ms',
    })
    expect(ran.outcome.exitCode).toBe(exitCode)
  })

  it('tell a step that listens to end, and wait for it', async () => {
    const ran = await bench.run(
      one(
        ['slow', 'wait', { name: 'w', milliseconds: 60_000 }, { timeout: 20, continue: true }],
        ['next', 'echo'],
      ),
    )
    expect(ran.row('LVV-T1', 'slow')).toMatchObject({ verdict: 'blocked', code: 'timeout' })
    expect(ran.row('LVV-T1', 'next')).toMatchObject({ verdict: 'pass' })
  })

  it('of the case block whatever the row says, and what comes after', async () => {
    const graph = sampleGraph([
      sampleCase('LVV-T1', {
        timeout: 40,
        script: [
          doRow('slow', 'hang', {}, { timeout: 5000, onTimeout: 'fail', continue: true }),
          doRow('next', 'echo', { name: 'next' }),
        ],
      }),
    ])
    const ran = await bench.run(graph, { steps: [hang] })
    expect(ran.row('LVV-T1', 'slow')).toMatchObject({ verdict: 'blocked', code: 'timeout' })
    expect(ran.row('LVV-T1', 'next')).toMatchObject({
      verdict: 'blocked',
      message: 'the time limit of LVV-T1, 40 ms, has passed',
    })
    expect(bench.log).toEqual([])
  })
})

describe('a program that is ended by the time limit of the case', () => {
  const program = defineStep({
    name: 'test.program',
    doc: 'Runs a program that takes too long.',
    input: z.object({}),
    output: z.object({}),
    effect: 'read',
    timeout: 60_000,
    run: async (_input, context) => {
      await context.process({ argv: ['sleep', '60'] })
      return {}
    },
  })
  it('blocks too, and says which program', async () => {
    const script = [doRow('slow', 'program', {}, { onTimeout: 'fail' })]
    const graph = sampleGraph([sampleCase('LVV-T1', { timeout: 50, script })])
    const ran = await bench.run(graph, { steps: [program] })
    expect(ran.row('LVV-T1', 'slow')).toMatchObject({ verdict: 'blocked', code: 'timeout' })
    expect(ran.row('LVV-T1', 'slow')?.message).toContain('"sleep" was ended')
  })
})

describe('retry', () => {
  it('tries again what is blocked and keeps what it said before', async () => {
    const ran = await bench.run(one(['down', 'flaky', {}, { retry: { attempts: 3, delay: 1 } }]), {
      steps: [flaky(2)],
    })
    expect(ran.row('LVV-T1', 'down')).toMatchObject({
      verdict: 'pass',
      tries: 3,
      earlier: ['down 1', 'down 2'],
      outputs: { tries: 3 },
    })
  })

  it('does not repeat a step that must run once, nor a fail', async () => {
    const ran = await bench.run(
      one(
        ['down', 'flaky', {}, { retry: { attempts: 3, delay: 1 }, continue: true }],
        ['bad', 'fail', { name: 'bad' }, { retry: { attempts: 3, delay: 1 } }],
      ),
      { steps: [flaky(1, 'once')] },
    )
    expect(ran.row('LVV-T1', 'down')).toMatchObject({ verdict: 'blocked', tries: 1 })
    expect(bench.log).toEqual(['bad'])
  })
})

describe('what blocks a row', () => {
  const broken = defineStep({
    name: 'test.broken',
    doc: 'Has a defect.',
    input: z.object({ how: z.string() }),
    output: z.object({ value: z.number() }),
    effect: 'read',
    timeout: 1000,
    run: async ({ how }) => {
      if (how === 'throws') throw new TypeError('x is not a function')
      if (how === 'wrong type') return JSON.parse('{"value":"text"}')
      return JSON.parse('{}')
    },
  })
  it.each([
    ['fail', { message: 7 }, 'step-input', 'test.fail cannot take "message": '],
    ['nothing', {}, 'step-unavailable', 'no step family defines "test.nothing"'],
    ['echo', { a: '${{ steps.absent.x }}' }, 'expression', ''],
    ['broken', { how: 'throws' }, 'internal', 'TypeError: x is not a function'],
    ['broken', { how: 'wrong type' }, 'step-output', 'test.broken must not return "value": '],
  ] as const)('test.%s with %j: %s', async (step, given, code, message) => {
    const ran = await bench.run(one(['row', step, given]), { steps: [broken] })
    const result = ran.row('LVV-T1', 'row')
    expect(result).toMatchObject({ verdict: 'blocked', code })
    expect(result?.message).toContain(message)
    expect(result?.message).not.toContain('\n')
    expect(result?.evidence.map(({ name }) => name)).toEqual(
      code === 'internal' ? ['internal-error.txt'] : [],
    )
  })

  it('an unmet condition, and a failure still judges what was learned', async () => {
    const given = [{ that: { source: 'result.value > 5', line: 1 }, because: 'too few', line: 1 }]
    const ran = await bench.run(
      one(
        ['few', 'echo', { value: 3 }, { given, expect: [that('false')], continue: true }],
        [
          'bad',
          'fail',
          { value: { n: 1 } },
          { expect: [that('result.n == 1'), that('result.n == 2')] },
        ],
      ),
    )
    expect(ran.row('LVV-T1', 'few')).toMatchObject({ verdict: 'blocked', expectations: [] })
    expect(ran.row('LVV-T1', 'few')?.message).toContain('too few')
    expect(ran.row('LVV-T1', 'bad')).toMatchObject({
      verdict: 'fail',
      message: 'wrong',
      expectations: [{ verdict: 'pass' }, { verdict: 'fail' }],
    })
  })
})

describe('an interrupt', () => {
  it('ends what runs and what waits, and starts nothing more', async () => {
    const stop = new AbortController()
    const slow = samplePrecursor('LVV-T9', {
      script: [doRow('wait', 'wait', { name: 'wait', milliseconds: 60_000 })],
    })
    const caller = (key: string) => sampleCase(key, { script: [callRow('got', 'LVV-T9')] })
    const graph = sampleGraph(['LVV-T1', 'LVV-T2', 'LVV-T3'].map(caller), [slow])
    const ran = await bench.run(graph, {
      stop: stop.signal,
      workers: 1,
      observe: ({ kind }) => {
        if (kind === 'row-started') stop.abort()
      },
    })
    expect(ran.outcome).toMatchObject({ exitCode: 130, interrupted: true })
    expect(bench.log).toEqual(['wait begins'])
    expect(ran.row('LVV-T9', 'wait')).toMatchObject({ code: 'interrupted' })
    for (const { row } of ran.states.flatMap(({ rows }) => rows))
      expect(['wait', 'got']).toContain(row)
  })

  it('blocks a step that must run once when the run goes on, unless it may run again', async () => {
    let stop = new AbortController()
    const deed = defineStep({
      name: 'test.deed',
      doc: 'Is interrupted every time.',
      input: z.object({}),
      output: z.object({}),
      effect: 'once',
      timeout: 60_000,
      run: async (_input, { signal }) => {
        bench.log.push('deed')
        stop.abort()
        await delay(60_000, undefined, { signal })
        return {}
      },
    })
    const ran = await bench.run(one(['deed', 'deed']), { stop: stop.signal, steps: [deed] })
    expect(ran.row('LVV-T1', 'deed')).toMatchObject({ code: 'interrupted' })
    const resumed = await bench.resume(ran.run, { steps: [deed] })
    expect(resumed.row('LVV-T1', 'deed')).toMatchObject({
      verdict: 'blocked',
      code: 'once-under-way',
    })
    expect(bench.log).toEqual(['deed'])
    stop = new AbortController()
    await bench.resume(ran.run, { again: true, stop: stop.signal, steps: [deed] })
    expect(bench.log).toEqual(['deed', 'deed'])
  })
})
