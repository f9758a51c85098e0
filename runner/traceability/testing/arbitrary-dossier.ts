import fc from 'fast-check'
import type { Dossier } from '#domain/dossier.ts'
import type { Json } from '#domain/json.ts'
import { verdictsWorstFirst } from '#domain/verdict.ts'
import { elementKey, requirementKey } from './sample-definitions.ts'

/** Text that nobody should be trusted to print: control characters, marks of direction, wide ones, XML, halves of pairs. */
const hostileText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '\u001b]0;title\u0007\u001b[2J\u001b[31mred',
    'a\u202egnp.exe\u2066',
    ']]>]]><testsuite name="x">&amp;',
    '\ud83d half',
    '電波望遠鏡'.repeat(30),
    'line one\r\nline two\u2028three\ttab',
    '\u009b31m\u0000\u007f\ufffe\uffff',
    '👩‍👩‍👧‍👦'.repeat(20),
    'x'.repeat(5000),
    "it's '$(rm)' \\ `x`",
  ),
)

const verdict = fc.constantFrom(...verdictsWorstFirst)
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, 1e-300, 1e300, Number.NaN, Number.POSITIVE_INFINITY),
)
const size = fc.double({ min: 0, max: 1e6, noNaN: true })
const instant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

const expectation = fc.record(
  {
    kind: fc.constantFrom('that', 'value', 'measure'),
    verdict,
    message: hostileText,
    source: hostileText,
    line: fc.nat(),
    measure: hostileText,
    value: number,
    unit: fc.constantFrom('mas', '1', '%', 'mmag'),
    uncertainty: fc.oneof(size, fc.record({ low: size, high: size })),
    n: fc.nat(),
    limit: fc.record({
      sense: fc.constantFrom('at-most', 'at-least', 'equals', 'near'),
      limit: number,
      strict: fc.boolean(),
    }),
    margin: number,
    pull: number,
    conformity: size,
    meets: hostileText,
    compares: hostileText,
    deviation: hostileText,
    items: fc.record({ total: fc.nat(), failed: fc.nat(), worst: hostileText }),
    elements: fc.constant([elementKey('LVV-1')]),
  },
  { requiredKeys: ['kind', 'verdict', 'message', 'line', 'elements'] },
)

const sha256 = fc
  .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 64, maxLength: 64 })
  .map((digits) => digits.join(''))

const row = fc.record(
  {
    id: hostileText,
    section: fc.constantFrom('script', 'teardown', 'aggregate'),
    verdict,
    skipped: fc.boolean(),
    attempts: fc.nat(4),
    earlier: fc.array(hostileText, { maxLength: 2 }),
    execution: fc.constantFrom('E0', 'E1', 'P0', 'P1'),
    do: hostileText,
    manual: hostileText,
    asks: fc.array(hostileText, { maxLength: 2 }),
    description: hostileText,
    expected: hostileText,
    line: fc.nat(),
    message: hostileText,
    hint: hostileText,
    code: hostileText,
    duration: size,
    knownIssue: hostileText,
    expectations: fc.array(expectation, { maxLength: 3 }),
    evidence: fc.array(
      fc.record({ sha256, name: hostileText, mediaType: hostileText, size: fc.nat() }),
      { maxLength: 2 },
    ),
  },
  {
    requiredKeys: [
      'verdict',
      'id',
      'section',
      'skipped',
      'attempts',
      'earlier',
      'line',
      'expectations',
      'evidence',
    ],
  },
)

const execution = (id: string, role: 'case' | 'precursor') =>
  fc.record(
    {
      id: fc.oneof(
        { weight: 4, arbitrary: fc.constant(id) },
        { weight: 1, arbitrary: hostileText },
      ),
      case: fc.constantFrom('LVV-T1', 'LVV-T2'),
      title: hostileText,
      area: fc.oneof(fc.constantFrom('metrics', 'lsp'), hostileText),
      role: fc.constant(role),
      file: hostileText,
      matrix: fc.dictionary(fc.constantFrom('band', 'n'), json),
      fingerprint: hostileText,
      verdict,
      message: hostileText,
      attempt: fc.integer({ min: 1, max: 9 }),
      earlierAttempts: fc.array(fc.record({ attempt: fc.nat(), verdict, message: hostileText }), {
        maxLength: 2,
      }),
      creditable: fc.boolean(),
      startedAt: instant,
      finishedAt: instant,
      sharedFrom: fc.record({
        run: fc.nat(3),
        execution: fc.constantFrom('P0', 'E0'),
        attempt: fc.nat(),
      }),
      verifies: fc.constant([elementKey('LVV-1')]),
      requirements: fc.constant([requirementKey('DMS-REQ-0001')]),
      elements: fc.dictionary(fc.constant('LVV-1'), verdict),
      steps: fc.array(row, { maxLength: 4 }),
      callers: fc.array(hostileText, { maxLength: 2 }),
    },
    {
      requiredKeys: [
        'verdict',
        'id',
        'case',
        'title',
        'area',
        'role',
        'file',
        'matrix',
        'fingerprint',
        'attempt',
        'earlierAttempts',
        'creditable',
        'verifies',
        'requirements',
        'elements',
        'steps',
        'callers',
      ],
    },
  )

const json: fc.Arbitrary<Json> = fc.oneof(hostileText, number, fc.boolean(), fc.bigInt())

const run = fc.record(
  {
    id: fc.integer({ min: 1, max: 3 }),
    environment: hostileText,
    stage: fc.constantFrom('rehearsal', 'precursor', 'operations'),
    plan: hostileText,
    release: hostileText,
    software: fc.array(
      fc.record({ product: hostileText, version: hostileText, modified: fc.boolean() }),
      { maxLength: 3 },
    ),
    startedAt: instant,
    finishedAt: instant,
    verdict,
    exitCode: fc.constantFrom(0, 1, 2, 3, 130),
    interrupted: fc.boolean(),
    noCredit: fc.array(hostileText, { maxLength: 2 }),
    inputs: fc.dictionary(fc.constantFrom('defect', 'path'), hostileText),
    seal: sha256,
  },
  {
    requiredKeys: [
      'verdict',
      'id',
      'environment',
      'stage',
      'software',
      'startedAt',
      'interrupted',
      'noCredit',
      'inputs',
    ],
  },
)

/** Any dossier, hostile texts, odd numbers and loops of calls included. */
export const arbitraryDossier: fc.Arbitrary<Dossier> = fc.record({
  run,
  executions: fc.tuple(execution('E0', 'case'), execution('E1', 'case')),
  precursors: fc.tuple(execution('P0', 'precursor'), execution('P1', 'precursor')),
  notApplicable: fc.constant([]),
  requirements: fc.array(
    fc.record({
      id: fc.constant(requirementKey('DMS-REQ-0001')),
      title: hostileText,
      coverage: fc.constantFrom('not-verified', 'with-failures', 'fully-verified'),
      flags: fc.array(hostileText, { maxLength: 2 }),
      executions: fc.array(hostileText, { maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
})
