import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'
import type { Ledger } from '#ledger/ledger.ts'
import type { SessionDefinition } from '#step-kit/step-context.ts'
import { defineStep } from '#step-kit/step-definition.ts'
import { doRow, sampleCase } from './testing/sample-case.ts'
import { sampleGraph } from './testing/sample-graph.ts'
import { openWorkbench, type Workbench } from './testing/workbench.ts'

let bench: Workbench
beforeEach(async () => {
  bench = await openWorkbench()
})
afterEach(() => bench.close())

const diskFull = new HarnessError('disk-full', 'no space left')
const many = (count: number, step = 'echo') =>
  sampleGraph(
    Array.from({ length: count }, (_, index) =>
      sampleCase(`LVV-T${index + 1}`, { script: [doRow('r', step, { name: `${index + 1}` })] }),
    ),
  )
/** A ledger of which one function does something else. */
const withChange = (change: Partial<Ledger>): Ledger =>
  Object.assign(Object.create(bench.ledger), change)

describe('a ledger that cannot be written', () => {
  it('ends the run as not judged, says so once, and stops what runs', async () => {
    const ledger = withChange({ append: () => Promise.reject(diskFull) })
    const slow = sampleCase('LVV-T99', {
      script: [doRow('wait', 'wait', { name: 'wait', milliseconds: 60_000 })],
    })
    const graph = sampleGraph([
      slow,
      sampleCase('LVV-T1', { script: [doRow('r', 'once', { name: 'deed' })] }),
    ])
    const ran = await bench.run(graph, { ledger })
    expect(ran.outcome).toMatchObject({ verdict: 'blocked', exitCode: 3, interrupted: false })
    expect(ran.outcome.problems).toEqual(['The ledger could not be written: no space left'])
    // Its start could not be put on disk, so it was not started.
    expect(bench.log).not.toContain('deed')
  })
})

describe('evidence', () => {
  const attaching = defineStep({
    name: 'test.attach',
    doc: 'Attaches a text and takes no notice when that fails.',
    input: z.object({ name: z.string() }),
    output: z.object({}),
    effect: 'read',
    timeout: 1000,
    run: async ({ name }, context) => {
      await context
        .attach({ name, mediaType: 'text/plain', text: 'token hunter22' })
        .catch(() => undefined)
      return {}
    },
  })
  it('that cannot be kept blocks its row, and the run goes on', async () => {
    const { evidence } = bench.ledger
    let puts = 0
    const ledger = withChange({
      evidence: {
        path: (ref) => evidence.path(ref),
        put: async (content, about) => {
          puts += 1
          if (puts === 1) throw diskFull
          return evidence.put(content, about)
        },
      },
    })
    const ran = await bench.run(many(2, 'attach'), { ledger, steps: [attaching], workers: 1 })
    expect(ran.row('LVV-T1', 'r')).toMatchObject({ verdict: 'blocked', code: 'disk-full' })
    expect(ran.row('LVV-T2', 'r')).toMatchObject({ verdict: 'pass' })
    expect(ran.outcome.exitCode).toBe(3)
  })

  it('and everything else that is stored has no secrets', async () => {
    const secretValues = { password: 'hunter22' }
    const graph = sampleGraph([
      sampleCase('LVV-T1', {
        script: [
          doRow('a', 'attach', { name: 'hunter22.txt' }, { continue: true }),
          doRow('b', 'echo', { given: '${{ secrets.password }}', name: 'b' }),
          doRow('c', 'fail', { message: 'no entry for ${{ steps.b.given }} hunter22' }),
        ],
      }),
    ])
    const ran = await bench.run(graph, { secretValues, steps: [attaching] })
    expect(JSON.stringify(ran.events)).not.toContain('hunter22')
    expect(JSON.stringify(bench.told)).not.toContain('hunter22')
    expect(ran.row('LVV-T1', 'b')?.outputs).toEqual({ given: '***', name: 'b' })
    const [ref] = ran.row('LVV-T1', 'a')?.evidence ?? []
    expect(ref?.size).toBe('token ***'.length)
  })
})

describe('a reader that throws', () => {
  it('is told no more, and the run goes on and does not end clean', async () => {
    let told = 0
    const ran = await bench.run(many(3), {
      observe: () => {
        told += 1
        throw new Error('broken pipe')
      },
    })
    expect(told).toBe(1)
    expect(ran.outcome).toEqual({
      verdict: 'pass',
      exitCode: 3,
      interrupted: false,
      problems: ['A reader of the progress failed: Error: broken pipe'],
    })
    expect(bench.log).toHaveLength(3)
  })
})

describe('sessions', () => {
  const sessions: string[] = []
  let alive = true
  beforeEach(() => {
    sessions.length = 0
    alive = true
  })
  const worker: SessionDefinition<{ readonly id: number }> = {
    kind: 'worker',
    key: 'one',
    open: async () => {
      sessions.push('open')
      return { id: sessions.length }
    },
    close: async () => {
      sessions.push('close')
    },
    isAlive: () => alive,
  }
  const using = (definition: SessionDefinition<unknown>) =>
    defineStep({
      name: 'test.use',
      doc: 'Uses a session.',
      input: z.object({ name: z.string() }),
      output: z.object({}),
      effect: 'read',
      timeout: 1000,
      run: async (_input, context) => {
        await context.session(definition)
        return {}
      },
    })
  it('open once for all who use them, and close at the end', async () => {
    await bench.run(many(5, 'use'), { steps: [using(worker)], workers: 5 })
    expect(sessions).toEqual(['open', 'close'])
  })

  it('are opened again when they are dead', async () => {
    alive = false
    await bench.run(many(2, 'use'), { steps: [using(worker)], workers: 1 })
    expect(sessions).toEqual(['open', 'close', 'open', 'close'])
  })

  it('that fail to open block the row, and one that does not close is a problem of the run', async () => {
    const failing = {
      ...worker,
      open: async () => {
        throw new HarnessError('process-start', 'no python')
      },
    }
    const ran = await bench.run(many(1, 'use'), { steps: [using(failing)] })
    expect(ran.row('LVV-T1', 'r')).toMatchObject({ verdict: 'blocked', message: 'no python' })
    const stuck = {
      ...worker,
      close: async () => {
        throw new Error('stuck')
      },
    }
    const second = await bench.run(many(1, 'use'), { steps: [using(stuck)] })
    expect(second.outcome).toMatchObject({
      exitCode: 3,
      problems: ['Session worker one did not close: stuck'],
    })
  })
})

describe('what a step leaves behind', () => {
  const working = defineStep({
    name: 'test.work',
    doc: 'Writes into its folder and starts a program that it does not wait for.',
    input: z.object({ name: z.string() }),
    output: z.object({ folder: z.string() }),
    effect: 'read',
    timeout: 5000,
    run: async (_input, context) => {
      writeFileSync(path.join(context.workDir, 'file'), 'x')
      context.process({ argv: ['sleep', '60'] }).catch(() => undefined)
      return { folder: context.workDir }
    },
  })
  it('is ended with the row: programs, and the work folder', async () => {
    const ran = await bench.run(many(1, 'work'), { steps: [working] })
    const outputs = ran.row('LVV-T1', 'r')?.outputs as { readonly folder: string }
    expect(ran.outcome.exitCode).toBe(0)
    expect(existsSync(outputs.folder)).toBe(false)
    expect(readdirSync(path.join(bench.root, 'work', 'run-1'))).toEqual([])
  })
})
