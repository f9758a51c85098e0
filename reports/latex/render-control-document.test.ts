import { describe, expect, it } from 'vitest'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { buildTrace } from '#traceability/build-trace.ts'
import { head, outcome, runOf, traceInput } from '#traceability/testing/trace-parts.ts'
import type { TraceInput } from '#traceability/trace-input.ts'
import { renderControlDocument } from './render-control-document.ts'

const full = sampleTrace({ requirements: 80, cases: 160 })

/** What would be held if only results that pass the test had ever been kept. */
const withResults = (keep: (result: { readonly creditable: boolean }) => boolean): TraceDossier => {
  const results = full.results.filter(keep)
  const ids = new Set(results.map(({ id }) => id))
  const none = results.length === 0
  return {
    ...full,
    asOf: none
      ? { releases: [], today: full.asOf.today, environments: [] }
      : { ...full.asOf, newestResult: results[0]?.at ?? '' },
    results,
    runs: none ? [] : full.runs,
    measures: full.measures.map((measure) => ({ ...measure, points: measure.points.filter(keep) })),
    elements: full.elements.map((element) => ({
      ...element,
      coverage: element.cases.length === 0 ? 'not-covered' : 'not-verified',
      rehearsal: none ? 'not-verified' : element.rehearsal,
      flags: none ? [] : element.flags,
      why: none ? 'Nothing ran.' : element.why,
      cells: element.cells.map((cell) => ({
        ...(cell.case && { case: cell.case }),
        matrix: cell.matrix,
        ...(cell.newest !== undefined && ids.has(cell.newest) && { newest: cell.newest }),
        ...(cell.rehearsed && ids.has(cell.rehearsed.result) && { rehearsed: cell.rehearsed }),
        flags: none ? [] : cell.flags,
      })),
    })),
    requirements: full.requirements.map((requirement) => ({
      ...requirement,
      coverage: requirement.cases.length === 0 ? 'not-covered' : 'not-verified',
    })),
  }
}

describe('rehearsals', () => {
  it.each(['3.0', '3.1'] as const)(
    'never enter the control document with labels %s: rehearsed or never run, it has the same bytes',
    (labels) => {
      const rehearsed = withResults(({ creditable }) => !creditable)
      const neverRun = withResults(() => false)
      expect(rehearsed.results.length).toBeGreaterThan(20)
      expect(renderControlDocument(rehearsed, { labels })).toEqual(
        renderControlDocument(neverRun, { labels }),
      )
      expect(renderControlDocument(full, { labels })).not.toEqual(
        renderControlDocument(neverRun, { labels }),
      )
    },
  )
})

const rehearsed = { creditable: false, stage: 'rehearsal', environment: 'local' } as const

describe('the control document of what a ledger found', () => {
  const text = (more: Partial<TraceInput>) =>
    renderControlDocument(
      buildTrace(traceInput({ cases: [head('LVV-T1'), head('LVV-T2')], ...more })),
      { labels: '3.0' },
    ).files[0]?.text ?? ''
  const run = runOf(2)
  const trial = runOf(3, { environment: 'local', stage: 'rehearsal', noCredit: ['a rehearsal'] })
  const trials = [
    outcome('pass', { run: 3, ...rehearsed }),
    outcome('fail', { run: 3, of: 'LVV-T2', ...rehearsed }),
    outcome('pass', { run: 3, try: 2, matrix: { band: 'g' }, ...rehearsed, release: 'R2' }),
    outcome('blocked', { run: 3, try: 3, ...rehearsed }),
  ]

  it('is the same before and after any rehearsals', () => {
    expect(text({ outcomes: trials, runs: [trial] })).toBe(text({}))
  })

  it('is the same beside results that earn credit, of the release that has credit', () => {
    const outcomes = [outcome('pass', { run: 2 })]
    expect(text({ outcomes: [...outcomes, ...trials], runs: [run, trial] })).toBe(
      text({ outcomes, runs: [run] }),
    )
  })

  it('names status, date and run of the last result that earns credit, and the coverage it gives', () => {
    const outcomes = [outcome('pass', { run: 2 }), outcome('fail', { run: 2, of: 'LVV-T2' })]
    const written = text({ outcomes, runs: [run] })
    expect(written).toContain('2026-01-02\\newline {\\scriptsize run 2}')
    expect(written).toContain('\\failed{}')
    expect(written).toContain('\\textbf{With Failures}')
    expect(text({ outcomes: [] })).not.toContain('\\failed{}')
  })
})
