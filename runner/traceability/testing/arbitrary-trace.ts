import fc from 'fast-check'
import type { ElementKey } from '#domain/keys.ts'
import type { CaseHead } from '#domain/tracing/case-head.ts'
import type { AttemptOutcome } from '#domain/tracing/outcome.ts'
import { verdictsWorstFirst } from '#domain/verdict.ts'
import type { TraceInput } from '#traceability/trace-input.ts'
import { caseKey, elementKey } from './sample-definitions.ts'
import { element, head, held, outcome, requirement, runOf, traceInput } from './trace-parts.ts'

const elementKeys = ['LVV-1', 'LVV-2', 'LVV-3', 'LVV-4', 'LVV-5']
const caseKeys = ['LVV-T1', 'LVV-T2', 'LVV-T3', 'LVV-T4']
const requirementKeys = ['DMS-REQ-0001', 'DMS-REQ-0002', 'OSS-REQ-0001']

const arbitraryCase = (key: string): fc.Arbitrary<CaseHead> =>
  fc
    .record({
      elements: fc.uniqueArray(fc.constantFrom(...elementKeys), { maxLength: 3 }),
      status: fc.constantFrom('Approved', 'Approved', 'Deprecated'),
      stub: fc.constantFrom(false, false, false, true),
    })
    .map(({ elements, ...more }) => head(key, elements, more as Partial<CaseHead>))

const arbitraryVerdict = fc.constantFrom(...verdictsWorstFirst)

/** An outcome of any case, cell, run, release and version; `more` fixes what a property is about. */
export const arbitraryOutcome = (
  more: Partial<AttemptOutcome> = {},
): fc.Arbitrary<AttemptOutcome> =>
  fc
    .record({
      of: fc.constantFrom(...caseKeys),
      run: fc.integer({ min: 1, max: 9 }),
      try: fc.integer({ min: 1, max: 3 }),
      verdict: arbitraryVerdict,
      band: fc.constantFrom('', 'g', 'r'),
      fingerprint: fc.constantFrom('A', 'B'),
      caseHash: fc.constantFrom('case of today', 'case of yesterday'),
      release: fc.constantFrom('R1', 'R1', 'R2', ''),
      creditable: fc.boolean(),
      stage: fc.constantFrom('rehearsal', 'precursor', 'operations'),
      isImport: fc.constantFrom(false, false, false, true),
    })
    .map(({ of, verdict, band, isImport, release, ...rest }) => {
      const { caseHash, ...own } = {
        ...outcome(verdict, {
          ...rest,
          of,
          elements: Object.fromEntries(elementKeys.map((key) => [key, verdict])),
          ...(band === '' ? {} : { matrix: { band } }),
        } as Partial<AttemptOutcome>),
        case: caseKey(of),
      }
      const { release: _, ...bare } = own
      return {
        ...(release === '' ? bare : { ...own, release }),
        ...(isImport
          ? {
              origin: { kind: 'import', run: rest.run, line: rest.try, source: 'x.csv' } as const,
              fingerprint: '',
            }
          : { caseHash }),
        ...more,
      } as AttemptOutcome
    })

/** A small model of anything: elements verified in each other, stubs, rehearsals, imports, older versions. */
export const arbitraryTraceInput: fc.Arbitrary<TraceInput> = fc
  .record({
    links: fc.tuple(
      ...elementKeys.map(() => fc.subarray([...elementKeys, 'LVV-99'], { maxLength: 2 })),
    ),
    stages: fc.tuple(...elementKeys.map(() => fc.constantFrom('precursor', 'operations'))),
    covers: fc.tuple(...elementKeys.map(() => fc.constantFrom({}, {}, { band: ['g', 'r'] }))),
    hasLinks: fc.boolean(),
    cases: fc.tuple(...caseKeys.map(arbitraryCase)),
    outcomes: fc.uniqueArray(arbitraryOutcome(), {
      maxLength: 24,
      selector: ({ origin, at }) => JSON.stringify([origin, at]),
    }),
    release: fc.constantFrom('R1', 'R2'),
  })
  .map(({ links, stages, covers, hasLinks, cases, outcomes, release }) =>
    traceInput({
      requirements: held(
        requirementKeys.map((key, index) =>
          requirement(key, {
            document: key.startsWith('OSS') ? 'LSE-30' : 'LSE-61',
            parents: index < 2 ? ['OSS-REQ-0001'] : [],
          }),
        ),
        elementKeys.map((key, index) =>
          element(key, requirementKeys[index % 2], {
            verifiedIn: hasLinks
              ? (links[index] ?? []).map((one): ElementKey => elementKey(one))
              : [],
            stage: (stages[index] ?? 'precursor') as 'precursor',
            covers: (covers[index] ?? {}) as { readonly band?: readonly string[] } as never,
          }),
        ),
      ),
      cases,
      outcomes,
      runs: [...Array(9).keys()].map((run) => runOf(run + 1)),
      release,
    }),
  )
