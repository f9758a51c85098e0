import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '#domain/json.ts'
import type { TestCase } from '#domain/test-case.ts'
import { type PlanInput, planRun } from './plan-run.ts'
import { callRow, caseForTest, echoRow, templates } from './testing/case-for-test.ts'

const text = { kind: 'string' } as const

const plan = (
  cases: readonly TestCase[],
  parts: Partial<Omit<PlanInput, 'cases'>> & { readonly precursors?: readonly TestCase[] } = {},
) => {
  const all = new Map([...cases, ...(parts.precursors ?? [])].map((item) => [item.key, item]))
  return planRun({
    cases,
    find: (key) => {
      const found = all.get(key)
      if (!found) throw new Error(`test has no ${key}`)
      return found
    },
    bindings: {},
    inputs: {},
    secrets: {},
    families: { core: 'c1' },
    ...parts,
  })
}

const precursor = (key: string, parts: Partial<TestCase> = {}): TestCase =>
  caseForTest(key, [echoRow('work')], { kind: 'precursor', ...parts })

const ids = (graph: ReturnType<typeof plan>) => graph.executions.map((item) => item.id)

describe('planRun', () => {
  it('makes one execution a matrix cell, the last key running fastest', () => {
    const item = caseForTest('LVV-T1', [echoRow('a')], {
      matrix: templates({ pool: ['obj', 'src'], users: [1, 2] }),
    })
    expect(ids(plan([item]))).toEqual([
      'LVV-T1[pool=obj,users=1]',
      'LVV-T1[pool=obj,users=2]',
      'LVV-T1[pool=src,users=1]',
      'LVV-T1[pool=src,users=2]',
    ])
  })

  it('refuses a matrix that gives no list, naming case and key', () => {
    const item = caseForTest('LVV-T1', [echoRow('a')], {
      matrix: templates({ band: '${{ env.bands }}' }),
    })
    expect(() => plan([item], { bindings: { bands: 'g' } })).toThrow(
      /LVV-T1 matrix\.band gives "g"/,
    )
  })

  it('sets stubs aside, and what calls one, directly or through others', () => {
    const stub = caseForTest('LVV-T9', [], { kind: 'precursor' })
    const between = caseForTest('LVV-T8', [callRow('a', 'LVV-T9')], { kind: 'precursor' })
    const graph = plan(
      [
        caseForTest('LVV-T1', []),
        caseForTest('LVV-T2', [callRow('a', 'LVV-T8')]),
        caseForTest('LVV-T3', [echoRow('a')]),
        caseForTest('LVV-T4', [], { requires: ['portal'] }),
      ],
      { precursors: [stub, between] },
    )
    expect(ids(graph)).toEqual(['LVV-T3'])
    expect(
      graph.notApplicable.map(({ case: key, missing, stubs }) => [key, missing, stubs]),
    ).toEqual([
      ['LVV-T1', [], ['LVV-T1']],
      ['LVV-T2', [], ['LVV-T9']],
      ['LVV-T4', ['env.portal'], ['LVV-T4']],
    ])
  })

  it('adds one aggregate after the cells that it sees', () => {
    const item = caseForTest('LVV-T1', [echoRow('a')], {
      matrix: templates({ band: ['g', 'r'] }),
      aggregate: [echoRow('all')],
    })
    const graph = plan([item])
    expect(ids(graph)).toEqual(['LVV-T1[band=g]', 'LVV-T1[band=r]', 'LVV-T1[*]'])
    expect(graph.executions.at(-1)).toMatchObject({
      role: 'aggregate',
      cells: ['LVV-T1[band=g]', 'LVV-T1[band=r]'],
    })
  })

  it('plans a precursor once for callers that ask for the same, and before them', () => {
    const open = precursor('LVV-T9', { inputs: [{ name: 'where', type: text }] })
    const cases = ['LVV-T1', 'LVV-T2'].map((key) =>
      caseForTest(key, [callRow('open', 'LVV-T9', { where: '${{ env.repository }}' })]),
    )
    const graph = plan(cases, { precursors: [open], bindings: { repository: 'r' } })
    const [first] = graph.executions
    expect(graph.executions).toHaveLength(3)
    expect(first).toMatchObject({ role: 'precursor', callers: ['LVV-T1', 'LVV-T2'], late: false })
    expect(graph.executions.slice(1).map((item) => item.calls.open)).toEqual([first?.id, first?.id])
  })

  it('plans it apart for other inputs, and never shares `share: none`', () => {
    const open = precursor('LVV-T9', { inputs: [{ name: 'where', type: text }] })
    const alone = precursor('LVV-T8', { share: { kind: 'none' } })
    const cases = ['LVV-T1', 'LVV-T2'].map((key, index) =>
      caseForTest(key, [
        callRow('open', 'LVV-T9', { where: `w${index}` }),
        callRow('alone', 'LVV-T8'),
      ]),
    )
    const graph = plan(cases, { precursors: [open, alone] })
    expect(graph.executions.filter((item) => item.case === 'LVV-T9')).toHaveLength(2)
    expect(graph.executions.filter((item) => item.case === 'LVV-T8')).toHaveLength(2)
    expect(new Set(ids(graph)).size).toBe(6)
  })

  it('follows outputs of shared precursors: equal chains are one chain', () => {
    const stack = precursor('LVV-T9', { outputs: templates({ stack: '${{ steps.work }}' }) })
    const open = precursor('LVV-T8', { inputs: [{ name: 'stack', type: { kind: 'any' } }] })
    const cases = ['LVV-T1', 'LVV-T2'].map((key) =>
      caseForTest(key, [
        callRow('s', 'LVV-T9'),
        callRow('o', 'LVV-T8', { stack: '${{ steps.s.stack }}' }),
      ]),
    )
    const graph = plan(cases, { precursors: [stack, open] })
    expect(graph.executions.map((item) => item.case)).toEqual([
      'LVV-T9',
      'LVV-T8',
      'LVV-T1',
      'LVV-T2',
    ])
  })

  it('marks a call late when an input rests on what a step will return', () => {
    const open = precursor('LVV-T9', { inputs: [{ name: 'run', type: text }] })
    const cases = ['LVV-T1', 'LVV-T2'].map((key) =>
      caseForTest(key, [
        echoRow('drp'),
        callRow('open', 'LVV-T9', { run: '${{ steps.drp.run }}' }),
      ]),
    )
    const called = plan(cases, { precursors: [open] }).executions.filter(
      (item) => item.case === 'LVV-T9',
    )
    expect(called.map((item) => item.late)).toEqual([true, true])
    expect(called[0]?.fingerprint).toBe(called[1]?.fingerprint)
    expect(called[0]?.id).not.toBe(called[1]?.id)
  })

  it('changes the fingerprint with everything that could change the result, and with nothing else', () => {
    const make = (parts: Partial<TestCase> = {}) =>
      precursor('LVV-T9', {
        inputs: [{ name: 'where', type: text }],
        uses: { env: ['used'], secrets: ['token'], families: ['core'], params: {} },
        ...parts,
      })
    const base: Partial<PlanInput> = {
      bindings: { used: 1, other: 1 },
      secrets: { token: 'variable A', unused: 'variable B' },
      families: { core: 'c1', http: 'h1' },
    }
    const fingerprint = (open: TestCase, where: string, parts: Partial<PlanInput> = {}) =>
      plan([caseForTest('LVV-T1', [callRow('open', 'LVV-T9', { where })])], {
        precursors: [open],
        ...base,
        ...parts,
      }).executions[0]?.fingerprint
    const first = fingerprint(make(), 'a')
    const same = [
      fingerprint(make(), 'a', { bindings: { other: 2, used: 1 } }),
      fingerprint(make(), 'a', { secrets: { token: 'variable A', unused: 'variable C' } }),
      fingerprint(make(), 'a', { families: { core: 'c1', http: 'h2' } }),
      fingerprint(make({ title: 'a title is no content of its own here' }), 'a'),
    ]
    const other = [
      fingerprint(make(), 'b'),
      fingerprint(make(), 'a', { bindings: { used: 2, other: 1 } }),
      fingerprint(make(), 'a', { secrets: { token: 'variable Z' } }),
      fingerprint(make(), 'a', { families: { core: 'c2' } }),
      fingerprint(make({ contentHash: 'edited' }), 'a'),
      fingerprint(make({ basis: { 'DMS-REQ-0360': 'changed' } }), 'a'),
    ]
    expect(same.every((item) => item === first)).toBe(true)
    expect(new Set([first, ...other]).size).toBe(other.length + 1)
  })

  it('lists a case whose requirements on the environment are unmet, those of its precursors included', () => {
    const open = precursor('LVV-T9', { requires: ['tap.url'] })
    const item = caseForTest('LVV-T1', [callRow('open', 'LVV-T9')], {
      requires: ['datasets.survey'],
    })
    const graph = plan([item], { precursors: [open], bindings: { datasets: { survey: null } } })
    expect(graph.executions).toEqual([])
    expect(graph.notApplicable).toEqual([
      {
        case: 'LVV-T1',
        title: 'Title of LVV-T1',
        missing: ['env.datasets.survey', 'env.tap.url'],
      },
    ])
  })

  it('overrides the default of an input, not what a caller gives', () => {
    const open = precursor('LVV-T9', {
      inputs: [{ name: 'defect', type: text, default: { kind: 'literal', value: '' } }],
    })
    const lets = caseForTest('LVV-T1', [callRow('open', 'LVV-T9')])
    const says = caseForTest('LVV-T2', [callRow('open', 'LVV-T9', { defect: '' })])
    const plain = plan([lets, says], { precursors: [open] })
    const planted = plan([lets, says], { precursors: [open], inputs: { defect: 'x' } })
    expect(plain.executions).toHaveLength(3)
    expect(planted.executions).toHaveLength(4)
  })

  it('refuses to run a precursor by itself while an input has no value', () => {
    const open = precursor('LVV-T9', { inputs: [{ name: 'stack', type: text }] })
    expect(() => plan([open])).toThrow(/LVV-T9 needs "stack"/)
    expect(ids(plan([open], { inputs: { stack: 's' } }))).toEqual(['LVV-T9'])
  })

  it('gives the same graph for any order of keys, and a callee always before its callers', () => {
    const bindings = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.integer())
    fc.assert(
      fc.property(
        bindings,
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 6 }),
        (env, wants) => {
          const open = precursor('LVV-T9', {
            inputs: [{ name: 'n', type: { kind: 'integer' } }],
            uses: { env: Object.keys(env), secrets: [], families: ['core'], params: {} },
          })
          const cases = wants.map((n, index) =>
            caseForTest(`LVV-T${index + 1}00`, [
              callRow('a', 'LVV-T9', { n }),
              callRow('b', 'LVV-T9', { n: 0 }),
            ]),
          )
          const reversed: JsonObject = Object.fromEntries(Object.entries(env).reverse())
          const graph = plan(cases, { precursors: [open], bindings: env })
          expect(plan(cases, { precursors: [open], bindings: reversed })).toEqual(graph)
          const distinct = new Set(wants.length > 0 ? [...wants, 0] : [])
          expect(graph.executions.filter((item) => item.role === 'precursor')).toHaveLength(
            distinct.size,
          )
          const place = new Map(graph.executions.map((item, index) => [item.id, index]))
          for (const item of graph.executions) {
            for (const callee of Object.values(item.calls)) {
              expect(place.get(callee)).toBeLessThan(place.get(item.id) ?? -1)
            }
          }
        },
      ),
    )
  })
})
