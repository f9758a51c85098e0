import { describe, expect, it } from 'vitest'
import type { Coverage } from '#domain/tracing/coverage.ts'
import { buildTrace } from './build-trace.ts'
import { type elementKey, requirementKey } from './testing/sample-definitions.ts'
import { element, head, held, outcome, requirement, traceInput } from './testing/trace-parts.ts'

const noCredit = { creditable: false, stage: 'rehearsal' as const }

describe('requirements and documents', () => {
  const live = requirement('DMS-REQ-0001', { priority: '1a', parents: ['OSS-REQ-0001'] })
  const descoped = requirement('DMS-REQ-0002', { priority: '1b', status: 'descoped' })
  const bare = requirement('DMS-REQ-0003', { priority: '1b' })

  it('gives a requirement without elements an implicit one when a case names it', () => {
    const cases = [
      head('LVV-T1', [], {
        verifies: [{ element: elementKeyOf('DMS-REQ-0003'), requirement: bare.id, implicit: true }],
      }),
    ]
    const outcomes = [outcome('pass', { elements: { 'DMS-REQ-0003': 'pass' } })]
    const trace = buildTrace(traceInput({ requirements: held([bare], []), cases, outcomes }))
    expect(trace.elements).toMatchObject([
      { key: 'DMS-REQ-0003', implicit: true, coverage: 'fully-verified' },
    ])
    expect(trace.requirements[0]?.flags).toContain('no-element')
  })

  it('counts what is held, live and descoped, by priority among all', () => {
    const requirements = held(
      [live, descoped, bare],
      [element('LVV-1'), element('LVV-2', 'DMS-REQ-0002')],
    )
    const trace = buildTrace(traceInput({ requirements, outcomes: [outcome('pass')] }))
    expect(trace.documents[0]).toMatchObject({
      requirements: 3,
      live: 2,
      descoped: 1,
      priorities: { '1a': 1, '1b': 2 },
      withoutParent: 1,
      withoutCase: 1,
      elements: 2,
    })
    const byCoverage: Partial<Record<Coverage, number>> = { 'fully-verified': 1, 'not-covered': 1 }
    expect(trace.total).toMatchObject({ total: 2, byCoverage })
    expect(trace.documents[0]?.elementCoverage.total).toBe(1)
    expect(trace.groups.priority.map(({ name, total }) => [name, total])).toEqual([
      ['1a', 1],
      ['1b', 1],
    ])
    expect(trace.groups.area.map(({ name, total }) => [name, total])).toEqual([
      ['', 1],
      ['metrics', 1],
    ])
  })

  it('tells what was only rehearsed apart', () => {
    const trace = buildTrace(traceInput({ outcomes: [outcome('pass', noCredit)] }))
    expect(trace.requirements[0]).toMatchObject({
      coverage: 'not-verified',
      rehearsal: 'fully-verified',
    })
    expect(trace.total.rehearsed).toBe(1)
  })
})

const elementKeyOf = (key: string) => requirementKey(key) as string as ReturnType<typeof elementKey>
