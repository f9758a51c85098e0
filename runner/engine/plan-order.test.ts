import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KnownIssue } from '#domain/requirement.ts'
import type { TestCase } from '#domain/test-case.ts'
import {
  callRow,
  doRow,
  elementKey,
  sampleCase,
  samplePrecursor,
  that,
  verified,
} from './testing/sample-case.ts'
import { sampleGraph } from './testing/sample-graph.ts'
import { executionIds, openWorkbench, type Workbench } from './testing/workbench.ts'

let bench: Workbench
beforeEach(async () => {
  bench = await openWorkbench()
})
afterEach(() => bench.close())

const simple = (key: string, step = 'echo') =>
  sampleCase(key, { script: [doRow('r', step, { name: key })] })
const knownIssue = (definition: TestCase, until: string): KnownIssue => ({
  case: definition.key,
  row: 'r',
  environments: ['here'],
  until,
  owner: 'me',
  jira: 'DM-1',
  reason: 'known',
})

describe('the entry of a plan', () => {
  it('runs first', async () => {
    const graph = sampleGraph([{ definition: simple('LVV-T9'), role: 'entry' }, simple('LVV-T1')])
    const ran = await bench.run(graph)
    expect(bench.log).toEqual(['LVV-T9', 'LVV-T1'])
    expect(ran.outcome.exitCode).toBe(0)
  })

  it.each([
    ['fail', 1],
    ['block', 3],
  ] as const)('that does not pass (%s) lets nothing else start', async (step, exitCode) => {
    const graph = sampleGraph([
      { definition: simple('LVV-T9', step), role: 'entry' },
      simple('LVV-T1'),
    ])
    const ran = await bench.run(graph)
    expect(bench.log).toEqual(['LVV-T9'])
    expect(ran.outcome.exitCode).toBe(exitCode)
    expect(ran.state('LVV-T1').state).toBe('planned')
  })
})

describe('a time budget', () => {
  it('starts nothing after its end, leaves no trace of it and tears down', async () => {
    let instant = 1000
    const server = samplePrecursor('LVV-T9', {
      script: [doRow('start', 'echo', { name: 'start' })],
      teardown: [doRow('stop', 'echo', { name: 'stop' })],
    })
    const user = (key: string) =>
      sampleCase(key, { script: [callRow('got', 'LVV-T9'), doRow('r', 'echo', { name: key })] })
    const ran = await bench.run(sampleGraph([user('LVV-T1'), user('LVV-T2')], [server]), {
      workers: 1,
      now: () => instant++,
      startUntil: 1010,
    })
    expect(bench.log).toEqual(['start', 'LVV-T1', 'stop'])
    expect(ran.state('LVV-T2').state).toBe('planned')
    expect(ran.outcome).toMatchObject({ verdict: 'pass', exitCode: 0 })
  })
})

describe('the aggregate of a matrix', () => {
  const matrix = sampleCase('LVV-T1', {
    script: [
      doRow(
        'measure',
        'echo',
        { name: '${{ matrix.band }}', value: 2 },
        { expect: [that('matrix.band != "z"')] },
      ),
    ],
    aggregate: [
      doRow('all', 'echo', {
        name: 'all',
        values: '${{ cells.map(c, c.steps.measure.value) }}',
        bands: '${{ cells.map(c, c.matrix.band) }}',
      }),
    ],
  })
  it('sees all cells when they passed', async () => {
    const cells = [{ band: 'g' }, { band: 'r' }]
    const ran = await bench.run(sampleGraph([{ definition: matrix, cells }, simple('LVV-T2')]))
    expect(ran.row('LVV-T1[*]', 'all')?.outputs).toMatchObject({
      values: [2, 2],
      bands: ['g', 'r'],
    })
    expect(ran.outcome.exitCode).toBe(0)
  })

  it('is not executed when one did not pass, and is made again with it', async () => {
    const cells = [{ band: 'g' }, { band: 'z' }]
    const graph = sampleGraph([{ definition: matrix, cells }])
    const ran = await bench.run(graph)
    expect(ran.state('LVV-T1[*]')).toMatchObject({
      verdict: 'not-executed',
      message: 'LVV-T1[band=z] is fail',
    })
    expect(ran.outcome.exitCode).toBe(1)
    const again = await bench.resume(ran.run, {
      rerun: executionIds('LVV-T1[band=z]'),
      graph: sampleGraph([
        {
          definition: { ...matrix, script: [doRow('measure', 'echo', { name: 'new', value: 3 })] },
          cells,
        },
      ]),
    })
    expect(again.row('LVV-T1[*]', 'all')?.outputs).toMatchObject({ values: [2, 3] })
    expect(again.state('LVV-T1[band=z]')).toMatchObject({ attempt: 2, verdict: 'pass' })
    expect(again.state('LVV-T1[band=g]')).toMatchObject({ attempt: 1 })
    expect(again.outcome).toMatchObject({ verdict: 'pass', exitCode: 0 })
  })
})

describe('a known issue', () => {
  it('forgives a failure in the exit code, with what rests on it, and not in the verdict', async () => {
    const broken = samplePrecursor('LVV-T9', {
      script: [doRow('r', 'fail'), doRow('never', 'echo')],
    })
    const user = sampleCase('LVV-T1', { script: [callRow('got', 'LVV-T9'), doRow('use', 'echo')] })
    const graph = sampleGraph([user], [broken])
    const ran = await bench.run(graph, { knownIssues: [knownIssue(broken, '2999-12-31')] })
    expect(ran.outcome).toMatchObject({ verdict: 'fail', exitCode: 0 })
    expect(ran.row('LVV-T9', 'r')).toMatchObject({ verdict: 'fail', knownIssue: 'DM-1' })
    expect(ran.row('LVV-T1', 'got')).toMatchObject({ verdict: 'blocked', knownIssue: 'DM-1' })
    const resumed = await bench.resume(ran.run)
    expect(resumed.outcome).toMatchObject({ verdict: 'fail', exitCode: 0 })
  })

  it('forgives nothing after its last day, elsewhere, or what is blocked', async () => {
    const bad = simple('LVV-T1', 'fail')
    const late = await bench.run(sampleGraph([bad]), {
      knownIssues: [knownIssue(bad, '2020-01-01')],
    })
    expect(late.outcome.exitCode).toBe(1)
    const blocked = simple('LVV-T1', 'block')
    const other = await bench.run(sampleGraph([blocked]), {
      knownIssues: [knownIssue(blocked, '2999-12-31')],
    })
    expect(other.outcome.exitCode).toBe(3)
  })
})

describe('rerun', () => {
  const server = samplePrecursor('LVV-T9', {
    script: [doRow('start', 'echo', { name: 'start' })],
    outputs: { port: '1' },
  })
  const user = sampleCase('LVV-T1', {
    script: [
      callRow('got', 'LVV-T9'),
      doRow('one', 'once', { name: 'one' }),
      doRow('two', 'fail', { name: 'two ${{ steps.got.port }}' }),
    ],
  })
  it('adds an attempt, keeps the precursor that passed, and repeats no step that must run once', async () => {
    const first = await bench.run(sampleGraph([user, simple('LVV-T2')], [server]))
    bench.log.length = 0
    const second = await bench.resume(first.run, { rerun: executionIds('LVV-T1') })
    expect(bench.log).toEqual([])
    expect(second.row('LVV-T1', 'one')).toMatchObject({
      verdict: 'blocked',
      code: 'once-under-way',
    })
    const third = await bench.resume(first.run, { rerun: executionIds('LVV-T1'), again: true })
    expect(bench.log).toEqual(['one', 'two 1'])
    expect(third.state('LVV-T1').attempt).toBe(3)
    expect(
      (await bench.ledger.earlierAttempts(first.run)).get(third.state('LVV-T1').execution),
    ).toHaveLength(2)
    expect(third.outcome).toMatchObject({ verdict: 'fail', exitCode: 1 })
  })

  it('from a row keeps the passes of the rows before it', async () => {
    const first = await bench.run(sampleGraph([user], [server]))
    bench.log.length = 0
    const [execution] = executionIds('LVV-T1')
    const second = await bench.resume(first.run, {
      rerun: executionIds('LVV-T1'),
      ...(execution && { from: { execution, row: 'two' } }),
    })
    expect(bench.log).toEqual(['two 1'])
    expect(second.state('LVV-T1').rows.map(({ row, result }) => [row, result?.verdict])).toEqual([
      ['got', 'pass'],
      ['one', 'pass'],
      ['two', 'fail'],
    ])
  })

  it('of a failed precursor runs its callers again', async () => {
    const broken = samplePrecursor('LVV-T9', { script: [doRow('start', 'fail')] })
    const first = await bench.run(sampleGraph([user], [broken]))
    const { execution } = first.state('LVV-T9')
    const mended = await bench.resume(first.run, {
      rerun: executionIds(execution),
      loadStep: async (name) => {
        const { sampleSteps } = await import('./testing/sample-steps.ts')
        return sampleSteps(bench.log)(name === 'test.fail' ? 'test.echo' : name)
      },
    })
    expect(mended.state('LVV-T9')).toMatchObject({ attempt: 2, verdict: 'pass' })
    expect(mended.row('LVV-T1', 'got')).toMatchObject({ verdict: 'pass' })
  })
})

describe('elements and credit', () => {
  it('go with the execution', async () => {
    const graph = sampleGraph([
      sampleCase('LVV-T1', {
        verifies: [verified('LVV-1'), verified('LVV-2')],
        script: [
          {
            ...doRow(
              'r',
              'echo',
              { value: 1 },
              { expect: [that('result.value == 1', ['LVV-1']), that('false', ['LVV-2'])] },
            ),
            elements: [elementKey('LVV-1'), elementKey('LVV-2')],
          },
        ],
      }),
    ])
    const ran = await bench.run(graph)
    expect(ran.state('LVV-T1')).toMatchObject({
      creditable: true,
      elements: { 'LVV-1': 'pass', 'LVV-2': 'fail' },
    })
    const rehearsed = await bench.run(graph, { request: { stage: 'rehearsal' } })
    expect(rehearsed.state('LVV-T1').creditable).toBe(false)
    const facility = await bench.run(graph, { environment: { facility: 'embedded' } })
    expect(facility.state('LVV-T1').creditable).toBe(false)
    const noCredit = await bench.run(graph, { request: { noCredit: ['inputs were overridden'] } })
    expect(noCredit.state('LVV-T1').creditable).toBe(false)
  })
})
