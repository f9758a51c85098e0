import { z } from 'zod'
import { coverages } from '#domain/tracing/coverage.ts'
import { verdictsWorstFirst } from '#domain/verdict.ts'
import { stages } from '#traceability/coverage/stages.ts'

// Only what readers rely on is asked for; whatever else a record has (a newer runner may add to it) is kept as it is.
const text = z.string()
const texts = z.array(text)
const coverage = z.enum(coverages)
const verdict = z.enum(verdictsWorstFirst)
const stage = z.enum(stages)
const record = z.record(text, z.unknown())

const count = z.looseObject({
  total: z.number(),
  byCoverage: z.record(coverage, z.number()),
  rehearsed: z.number(),
  outdated: z.number(),
  waived: z.number(),
})
const groups = z.array(count.extend({ name: text }))

const requirement = z.looseObject({
  id: text,
  document: text,
  title: text,
  status: z.enum(['live', 'descoped']),
  parents: texts,
  children: texts,
  parameters: z.array(z.looseObject({ name: text, value: z.number(), unit: text, role: text })),
  elements: texts,
  cases: texts,
  coverage,
  rehearsal: coverage,
  flags: texts,
})

const cell = z.looseObject({ matrix: record, verdict: verdict.optional(), flags: texts })

const element = z.looseObject({
  key: text,
  document: text,
  requirement: text,
  title: text,
  parameters: texts,
  covers: record,
  verifiedIn: texts,
  implicit: z.boolean(),
  cases: texts,
  coverage,
  rehearsal: coverage,
  flags: texts,
  why: text,
  cells: z.array(cell),
})

const testCase = z.looseObject({
  key: text,
  kind: z.enum(['case', 'precursor']),
  title: text,
  status: text,
  stub: z.boolean(),
  verifies: z.array(z.looseObject({ element: text })),
  calls: texts,
  families: texts,
  contentHash: text,
  basis: z.record(text, text),
  requirements: texts,
  elements: texts,
  results: texts,
  callers: texts,
})

const result = z.looseObject({
  id: text,
  origin: z.looseObject({ kind: z.enum(['execution', 'import']), run: z.number() }),
  matrix: record,
  verdict,
  elements: z.record(text, verdict),
  creditable: z.boolean(),
  stage,
  environment: text,
  at: text,
  changes: z.array(z.looseObject({ key: text, what: text, message: text })),
  review: z.enum(['accepted', 'rejected', 'none']),
  unstable: z.boolean(),
})

const measure = z.looseObject({
  key: text,
  measure: text,
  unit: text,
  cases: texts,
  // A value may be NaN or infinite: such a measurement failed, and is kept.
  points: z.array(z.looseObject({ run: z.number(), value: z.unknown(), unit: text, at: text })),
})

/** What a stored trace must look like to be shown and compared. */
export const traceForm = (format: number) =>
  z.strictObject({
    format: z.literal(format),
    trace: z.looseObject({
      asOf: z.looseObject({ releases: texts, today: text, environments: z.array(record) }),
      total: count,
      documents: z.array(
        z.looseObject({ document: text, title: text, coverage: count, elementCoverage: count }),
      ),
      groups: z.looseObject({ priority: groups, area: groups, aspect: groups }),
      requirements: z.array(requirement),
      elements: z.array(element),
      cases: z.array(testCase),
      results: z.array(result),
      measures: z.array(measure),
      runs: z.array(z.looseObject({ run: z.number(), stage, environment: text, startedAt: text })),
      gaps: z.array(z.looseObject({ kind: text, key: text, about: texts, message: text })),
      waivers: z.array(record),
      deviations: z.array(record),
    }),
  })
