import { z } from 'zod'

const verdict = z.enum([
  'pass',
  'pass-with-deviation',
  'fail',
  'blocked',
  'not-executed',
  'in-progress',
])
const instant = z.iso.datetime()
const strings = z.array(z.string())
// NaN and infinities are written as null; the message of the expectation names them.
const number = z.number().nullable()

const limit = z.strictObject({
  sense: z.enum(['at-most', 'at-least', 'equals', 'near']),
  limit: number.describe('in the unit of the measurement'),
  strict: z.boolean().describe('true: the limit itself does not meet the requirement'),
  stated: z
    .strictObject({ value: number, unit: z.string() })
    .optional()
    .describe('as the requirement states it'),
  within: number.optional().describe('near: combined standard uncertainties allowed'),
  limitUncertainty: number.optional().describe('near: standard uncertainty of the known value'),
})

const expectation = z.strictObject({
  kind: z.enum(['that', 'value', 'measure']),
  verdict,
  message: z.string(),
  source: z.string().optional().describe('judged expression'),
  line: z.int(),
  measure: z.string().optional(),
  value: number.optional(),
  unit: z.string().optional(),
  uncertainty: z
    .union([number, z.strictObject({ low: number, high: number })])
    .optional()
    .describe('standard uncertainty in unit'),
  n: number.optional().describe('sample size'),
  limit: limit.optional(),
  margin: number.optional().describe('signed distance to the limit in unit; positive = meets'),
  pull: number.optional().describe('near: deviation in combined standard uncertainties'),
  conformity: number.optional().describe('probability that the true value conforms'),
  demonstrated: z
    .strictObject({
      confidence: number,
      bound: number.describe('in unit: limit of the true value at that confidence'),
      count: number,
      of: number.optional().describe('sample size or exposure'),
    })
    .optional(),
  levels: z
    .strictObject({
      minimum: z.boolean().optional(),
      design: z.boolean().optional(),
      stretch: z.boolean().optional(),
    })
    .optional()
    .describe('which levels of the parameter are reached; they decide nothing'),
  conditions: z
    .strictObject({ unstated: strings, unmet: strings })
    .optional()
    .describe('conditions of the threshold that were not as it asks for'),
  meets: z.string().optional().describe('REQ/PARAMETER of the threshold that decided'),
  compares: z.string().optional().describe('REQ/PARAMETER shown beside, which decides nothing'),
  near: number.optional().describe('known value, in unit'),
  deviation: z.string().optional(),
  items: z
    .strictObject({ total: z.int(), failed: z.int(), worst: z.string().optional() })
    .optional(),
  elements: strings,
})

const evidence = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string(),
  mediaType: z.string(),
  size: z.int().min(0).describe('bytes'),
})

const row = z.strictObject({
  id: z.string(),
  section: z.enum(['script', 'teardown', 'aggregate']),
  verdict,
  skipped: z.boolean(),
  attempts: z.int().min(0).describe('tries of the row in this attempt of its execution'),
  earlier: strings.describe('messages of the tries before the last'),
  call: z.string().optional().describe('key of the called precursor'),
  execution: z.string().optional().describe('execution behind a call'),
  do: z.string().optional(),
  manual: z.string().optional(),
  report: z.string().optional(),
  asks: strings.optional(),
  given: z
    .record(z.string(), z.json())
    .optional()
    .describe('inputs of the execution, for the person who does the row'),
  description: z.string().optional(),
  expected: z.string().optional(),
  line: z.int(),
  message: z.string().optional(),
  hint: z.string().optional(),
  code: z.string().optional(),
  duration: number.optional().describe('milliseconds'),
  knownIssue: z.string().optional(),
  record: z
    .strictObject({
      name: z.string(),
      role: z.string(),
      at: z.string(),
      note: z.string(),
      report: z
        .record(z.string(), z.string())
        .optional()
        .describe('document, revision, sha256, conclusion, author, reviewer'),
    })
    .optional(),
  expectations: z.array(expectation),
  evidence: z.array(evidence),
})

const execution = z.strictObject({
  id: z.string(),
  case: z.string(),
  title: z.string(),
  area: z.string(),
  role: z.enum(['entry', 'case', 'precursor', 'aggregate']),
  file: z.string(),
  matrix: z.record(z.string(), z.json()),
  verdict,
  message: z.string().optional(),
  creditable: z.boolean(),
  startedAt: instant.optional(),
  finishedAt: instant.optional(),
  sharedFrom: z
    .strictObject({ run: z.int(), execution: z.string(), attempt: z.int() })
    .optional()
    .describe('execution whose result this is'),
  attempt: z.int().min(1),
  earlierAttempts: z.array(
    z.strictObject({ attempt: z.int(), verdict, message: z.string().optional() }),
  ),
  fingerprint: z.string(),
  verifies: strings,
  requirements: strings,
  elements: z.record(z.string(), verdict),
  callers: strings,
  steps: z.array(row),
})

/** Shape of the JSON dossier, strict: an unknown field is an error. Big integers pass as numbers. */
export const dossierSchema = z.strictObject({
  run: z.strictObject({
    id: z.int().min(1),
    environment: z.string(),
    stage: z.string(),
    plan: z.string().optional(),
    release: z.string().optional(),
    software: z.array(
      z.strictObject({ product: z.string(), version: z.string(), modified: z.boolean() }),
    ),
    startedAt: instant,
    finishedAt: instant.optional().describe('absent: under way, or killed'),
    verdict,
    exitCode: z.int().optional(),
    interrupted: z.boolean(),
    noCredit: strings.describe('why nothing here earns credit; empty: it may'),
    inputs: z.record(z.string(), z.string()),
    seal: z.string().optional(),
  }),
  executions: z.array(execution),
  precursors: z.array(execution).describe('called executions, once each'),
  notApplicable: z.array(
    z.strictObject({
      case: z.string(),
      title: z.string(),
      missing: strings,
      stubs: strings.optional().describe('cases without a script: itself, or what it calls'),
    }),
  ),
  requirements: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      coverage: z.enum([
        'not-covered',
        'with-failures',
        'fully-verified',
        'partially-verified',
        'not-verified',
      ]),
      flags: strings,
      executions: strings,
    }),
  ),
})

/** JSON Schema of the dossier, for people who read it with other tools. */
export const schema = (): object => z.toJSONSchema(dossierSchema)
