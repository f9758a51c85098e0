import { describe, expect, it } from 'vitest'
import { coverages } from '#domain/tracing/coverage.ts'
import { sampleTrace } from './sample-trace.ts'

describe('sampleTrace', () => {
  const trace = sampleTrace({ requirements: 400, cases: 800 })

  it('is the same every time, hostile or not', () => {
    expect(sampleTrace({ requirements: 400, cases: 800 })).toEqual(trace)
    const hostile = { requirements: 60, cases: 90, hostile: true }
    expect(sampleTrace(hostile)).toEqual(sampleTrace(hostile))
  })

  it('holds every coverage, three levels, results of all kinds and measures over runs', () => {
    for (const coverage of coverages) expect(trace.total.byCoverage[coverage]).toBeGreaterThan(0)
    expect(trace.documents.map(({ document }) => document)).toEqual(['LSE-29', 'LSE-30', 'LSE-61'])
    expect(new Set(trace.results.map(({ origin }) => origin.kind))).toEqual(
      new Set(['execution', 'import']),
    )
    expect(new Set(trace.requirements.flatMap(({ flags }) => flags)).size).toBe(18)
    expect(new Set(trace.gaps.map(({ kind }) => kind)).size).toBe(17)
    expect(trace.measures.length).toBeGreaterThan(20)
  })

  it('names only what it holds', () => {
    const hostile = sampleTrace({ requirements: 60, cases: 90, hostile: true })
    const ids = new Set(hostile.requirements.map(({ id }) => String(id)))
    const results = new Set(hostile.results.map(({ id }) => id))
    for (const { parents, children } of hostile.requirements) {
      for (const key of [...parents, ...children]) expect(ids).toContain(key)
    }
    for (const { results: own } of hostile.cases)
      for (const id of own) expect(results).toContain(id)
  })

  it('can be empty', () => {
    expect(sampleTrace({ requirements: 0, cases: 0 }).total.total).toBe(0)
    expect(sampleTrace({ requirements: 1, cases: 3 }).requirements).toHaveLength(1)
  })
})
