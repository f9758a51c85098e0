import fc from 'fast-check'
import type {
  ElementRecord,
  ParameterRecord,
  RequirementRecord,
  RequirementSet,
} from '#interchange/requirement-set.ts'

/** Texts that have broken tools: markup, formulas, TeX, direction marks, quotes, escapes that look like ours. */
export const hostileTexts: readonly string[] = [
  '<script>alert(1)</script>',
  "=cmd|' /C calc'!A0",
  '\\write18{rm}',
  '\u202egnitfeler\u202c \u200f',
  'two\nlines\r\nand\ttabs',
  'a "quote" and \'another\'',
  "'=kept",
  '+1',
  '-1',
  '@x',
  '_x0041_ \u0001',
  'yes',
  'null',
  '1e5',
  '# no comment',
  'a: b',
  '- item',
  '[1, 2]',
  '{ a: b }',
  '&amp; &lt;',
  ' led by a space, and followed by one ',
  'ÃœberprÃ¼fung',
  '\u0085\u2028\ufeff',
  '😀',
  '"',
  'x'.repeat(100_000),
]

const text = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ minLength: 1, unit: 'grapheme' }),
)
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  fc.integer(),
)
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/)
const list = fc.uniqueArray(name, { maxLength: 3 })

const parameter: fc.Arbitrary<ParameterRecord> = fc.record(
  {
    name,
    value: number,
    unit: fc.constantFrom('1', '%', 'mas', 'Mbit/s', 'h'),
    role: fc.constantFrom('threshold', 'target', 'inner-limit', 'condition'),
    sense: fc.constantFrom('at-most', 'at-least', 'equals'),
    strict: fc.boolean(),
    statistic: fc.constantFrom('each', 'median', 'fraction'),
    over: text,
    uses: list,
    given: list,
    confidence: fc.constantFrom(0.5, 0.95),
    levels: fc.record({ minimum: number, design: number, stretch: number }),
    estimate: number,
    boundary: number,
    limit: number,
    decidedBy: text,
    note: text,
  },
  { requiredKeys: ['name', 'value', 'unit', 'role'] },
)

const requirement: fc.Arbitrary<RequirementRecord> = fc
  .record(
    {
      id: fc.integer({ min: 1, max: 999 }).map((serial) => `DMS-REQ-0${serial}`),
      document: fc.constant('LSE-61'),
      title: text,
      priority: fc.constantFrom('1a', '2', '1e5'),
      parents: fc.uniqueArray(
        fc.constantFrom('OSS-REQ-0001', 'OSS-REQ-0002', 'a, b', '[x]', '=cmd'),
        { maxLength: 3 },
      ),
      status: fc.constantFrom('live', 'descoped'),
      changed: fc.constantFrom('10.2', '9'),
      parameters: fc.uniqueArray(parameter, { selector: (item) => item.name, maxLength: 3 }),
    },
    { requiredKeys: ['id', 'document', 'title', 'parameters'] },
  )
  .map(({ parameters, ...rest }) => ({
    ...rest,
    parameters: Object.fromEntries(parameters.map((item) => [item.name, item])),
  }))

const element = (requirements: readonly string[]): fc.Arbitrary<ElementRecord> =>
  fc.record(
    {
      key: fc.integer({ min: 1, max: 9999 }).map((serial) => `LVV-${serial}`),
      document: fc.constant('LSE-61'),
      requirement: fc.constantFrom(...requirements),
      title: text,
      parameters: list,
      method: fc.constantFrom('Test', 'Analysis'),
      stage: fc.constantFrom('precursor', 'operations'),
      covers: fc.dictionary(
        name,
        fc.array(fc.oneof(text, fc.integer()), { minLength: 1, maxLength: 2 }),
        {
          maxKeys: 2,
          noNullPrototype: true,
        },
      ),
      verifiedIn: fc.uniqueArray(fc.constantFrom('LVV-1', 'LVV-20'), { maxLength: 2 }),
      jiraStatus: text,
      written: fc.constantFrom('10.2', '9'),
    },
    { requiredKeys: ['key', 'document', 'requirement', 'title'] },
  )

/** A whole set of one document, with hostile texts wherever a text may stand. */
export const arbitrarySet: fc.Arbitrary<RequirementSet> = fc
  .uniqueArray(requirement, { selector: (item) => item.id, minLength: 1, maxLength: 4 })
  .chain((requirements) =>
    fc.record({
      documents: fc
        .record(
          { document: fc.constant('LSE-61'), title: text, release: text, decidedBy: text },
          { requiredKeys: ['document', 'title'] },
        )
        .map((document) => [document]),
      requirements: fc.constant(requirements),
      elements: fc.uniqueArray(element(requirements.map((item) => item.id)), {
        selector: (item) => item.key,
        maxLength: 4,
      }),
      scope: fc.constant({
        requirements: ['LSE-61'],
        parameters: ['LSE-61'],
        elements: ['LSE-61'],
      }),
    }),
  )
