import { describe, expect, it } from 'vitest'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
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
