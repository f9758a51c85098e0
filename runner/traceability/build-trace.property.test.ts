import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Coverage, coverages } from '#domain/tracing/coverage.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { isJudged } from '#domain/verdict.ts'
import { buildTrace } from './build-trace.ts'
import { parseTrace, traceJson } from './snapshots/trace-json.ts'
import { arbitraryOutcome, arbitraryTraceInput } from './testing/arbitrary-trace.ts'
import { elementKey } from './testing/sample-definitions.ts'
import type { TraceInput } from './trace-input.ts'

const runs = { numRuns: 60 }
const coverageOf = ({ elements, requirements }: TraceDossier) => [
  ...elements.map(({ key, coverage }) => [key, coverage] as const),
  ...requirements.map(({ id, coverage }) => [id, coverage] as const),
]

/** Better is more: a failure is worse than nothing at all. */
const rank = new Map<Coverage, number>(
  (
    [
      'with-failures',
      'not-covered',
      'not-verified',
      'partially-verified',
      'fully-verified',
    ] satisfies readonly Coverage[]
  ).map((coverage, index) => [coverage, index]),
)
const improved = (before: TraceDossier, after: TraceDossier) => {
  const old = new Map<string, Coverage>(coverageOf(before))
  return coverageOf(after).filter(
    ([key, coverage]) => (rank.get(coverage) ?? 0) > (rank.get(old.get(key) ?? coverage) ?? 0),
  )
}
const shuffled = ({ requirements, ...input }: TraceInput): TraceInput => ({
  ...input,
  requirements: {
    ...requirements,
    requirements: new Map([...requirements.requirements].reverse()),
    elements: new Map([...requirements.elements].reverse()),
  },
  cases: input.cases.toReversed(),
  outcomes: input.outcomes.toReversed(),
  runs: input.runs.toReversed(),
})
const withOutcome = (input: TraceInput, more: TraceInput['outcomes'][number]) => ({
  ...input,
  outcomes: [...input.outcomes, { ...more, at: more.at.replace('.000Z', '.500Z') }],
})
const failing = arbitraryOutcome().map((one) => ({
  ...one,
  verdict: 'fail' as const,
  creditable: true,
  stage: 'operations' as const,
  elements: Object.fromEntries(Object.keys(one.elements).map((key) => [key, 'fail' as const])),
}))

describe('buildTrace', () => {
  it('does not depend on the order of what it is given', () => {
    fc.assert(
      fc.property(arbitraryTraceInput, (input) => {
        expect(buildTrace(shuffled(input))).toEqual(buildTrace(input))
      }),
      runs,
    )
  })

  it('never improves any coverage by a failure', () => {
    fc.assert(
      fc.property(arbitraryTraceInput, failing, (input, failure) => {
        const after = buildTrace(withOutcome(input, failure))
        expect(improved(buildTrace(input), after)).toEqual([])
      }),
      runs,
    )
  })

  it('never changes coverage by what earns no credit', () => {
    fc.assert(
      fc.property(
        arbitraryTraceInput,
        arbitraryOutcome({ creditable: false, stage: 'rehearsal' }),
        fc.boolean(),
        (input, rehearsal, isAsked) => {
          const { release: _, ...newest } = input
          const asked = isAsked ? input : newest
          expect(coverageOf(buildTrace(withOutcome(asked, rehearsal)))).toEqual(
            coverageOf(buildTrace(asked)),
          )
        },
      ),
      runs,
    )
  })

  it('never changes coverage by a waiver', () => {
    fc.assert(
      fc.property(arbitraryTraceInput, (input) => {
        const waiver = {
          element: elementKey('LVV-1'),
          release: input.release ?? '',
          reason: 'accepted',
          approvedBy: 'board',
          jira: 'J-1',
          expires: '2099-01-01',
        }
        const requirements = { ...input.requirements, waivers: [waiver] }
        const after = buildTrace({ ...input, requirements })
        expect(coverageOf(after)).toEqual(coverageOf(buildTrace(input)))
        expect(after.elements[0]?.flags).toContain('waived')
      }),
      runs,
    )
  })

  it('never changes a judged result by an attempt that was blocked', () => {
    const blocked = arbitraryOutcome().map((one) => ({
      ...one,
      verdict: 'blocked' as const,
      elements: {},
    }))
    const takenOf = ({ elements }: TraceDossier) =>
      new Map(
        elements.flatMap(({ key, cells }) =>
          cells.flatMap((cell) =>
            cell.taken === undefined
              ? []
              : [[`${key} ${cell.case} ${JSON.stringify(cell.matrix)}`, cell.taken] as const],
          ),
        ),
      )
    fc.assert(
      fc.property(arbitraryTraceInput, blocked, (input, attempt) => {
        const after = takenOf(buildTrace(withOutcome(input, attempt)))
        for (const [cell, taken] of takenOf(buildTrace(input))) expect(after.get(cell)).toBe(taken)
      }),
      runs,
    )
  })

  it('counts what it shows, and takes only what was judged with credit', () => {
    fc.assert(
      fc.property(arbitraryTraceInput, (input) => {
        const trace = buildTrace(input)
        const { total, byCoverage } = trace.total
        expect(coverages.reduce((sum, one) => sum + byCoverage[one], 0)).toBe(total)
        const results = new Map(trace.results.map((one) => [one.id, one]))
        for (const { taken } of trace.elements.flatMap(({ cells }) => cells)) {
          const result = taken === undefined ? undefined : results.get(taken)
          expect(result === undefined || (result.creditable && isJudged(result.verdict))).toBe(true)
        }
      }),
      runs,
    )
  })

  it('is the same after it was stored and read, and is stored in the same bytes', () => {
    fc.assert(
      fc.property(arbitraryTraceInput, (input) => {
        const trace = buildTrace(input)
        const text = traceJson(trace)
        expect(parseTrace(text)).toEqual(trace)
        expect(traceJson(parseTrace(text))).toBe(text)
        expect(traceJson(buildTrace(shuffled(input)))).toBe(text)
      }),
      { numRuns: 20 },
    )
  })
})
