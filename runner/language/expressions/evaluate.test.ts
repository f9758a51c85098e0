import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Scope } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { compileExpression } from './compile-expression.ts'
import { evaluate, evaluateBoolean } from './evaluate.ts'

const big = 2n ** 60n
const scope: Scope = {
  result: {
    value: 7.5,
    note: null,
    failed: 3,
    total: 40,
    big,
    twice: 2n * big,
    nan: Number.NaN,
    infinite: Number.POSITIVE_INFINITY,
    odd: { constructor: 'x', x: 1 },
    rows: [
      { am1: 3, band: 'g' },
      { am1: Number.NaN, band: 'r' },
    ],
  },
  steps: { open: { stack: { version: 'w_1' } } },
  env: { tap: { url: 'http://x' } },
  params: { 'DMS-REQ-0360/AD1': 20 },
  inputs: { product: 'lsst' },
}
const run = (source: string, inside: Scope = scope) => evaluate({ source, line: 12 }, inside)
const error = (source: string): HarnessError => {
  try {
    run(source)
  } catch (thrown) {
    if (thrown instanceof HarnessError) return thrown
    throw thrown
  }
  throw new Error(`"${source}" did not throw`)
}

test.each([
  ['result.failed / result.total * 100', 7.5],
  ['1 - result.value', -6.5],
  ['result.value + 1', 8.5],
  ['result.total % 7', 5],
  ['result.total == 40', true],
  ['40 == result.total', true],
  ['result.total in [40, 41]', true],
  ['1 == 1.0', true],
  ['result.rows[0].am1 < 5', true],
  ['size(result.rows)', 2],
  ['result.rows.size() * 2', 4],
  ['result.note == null', true],
  ['result.note != null', false],
  ['result.?uncertainty.orValue(0.5)', 0.5],
  ['result.rows.filter(r, r.band == "g")[0].am1', 3],
  ['result.rows.map(r, r.band)', ['g', 'r']],
  ['{"failed": result.failed, "of": [1, 2.5]}', { failed: 3, of: [1, 2.5] }],
  ['params["DMS-REQ-0360/AD1"] * 2', 40],
  ['result.rows[result.failed - 2].band', 'r'],
  ['timestamp("2026-01-01T00:00:00Z")', '2026-01-01T00:00:00.000Z'],
  ['duration("1h") > duration("30m")', true],
  ['cel.bind(x, result.total, x + 1)', 41],
  ['optional.of(3)', 3],
  ['isFinite(result.nan)', false],
  ['isFinite(result.note)', false],
  ['isFinite(result.value) && result.value < 8', true],
])('evaluates %s', (source, expected) => {
  expect(run(source)).toEqual(expected)
})

describe('whole numbers', () => {
  test('are plain numbers up to 2^53 and exact bigints beyond', () => {
    expect(run('9007199254740992')).toBe(2 ** 53)
    expect(run('9007199254740993')).toBe(9007199254740993n)
    expect(run('result.big')).toBe(big)
    expect(run('result.big + 1')).toBe(big + 1n)
    expect(run('[result.big, 1]')).toEqual([big, 1])
  })

  test('are compared by value, whether they came as number or bigint', () => {
    expect(run('result.big == 1152921504606846976')).toBe(true)
    expect(run('result.big == 1152921504606846977')).toBe(false)
    expect(run('result.big > result.total')).toBe(true)
  })

  test.each([
    'result.rows.size() / 7',
    'size("abc") / 2',
    'int(result.value) / 2',
    'result.big / result.twice',
  ])('are never divided with loss: %s', (source) => {
    expect(error(source).message).toContain('drops the fraction')
  })
})

describe('has()', () => {
  test.each([
    ['has(result.value)', true],
    ['has(result.uncertainty)', false],
    ['has(result.note)', true],
    ['has(steps.open)', true],
    ['has(steps.skipped)', false],
    ['has(steps.skipped.version)', false],
    ['has(env.portal.url)', false],
    ['has(steps.open.stack.version)', true],
    ['has(result.note.inner)', false],
  ])('asks whether there is one: %s', (source, expected) => {
    expect(run(source)).toBe(expected)
  })

  test('takes a field that is undefined for an absent one', () => {
    const result = { uncertainty: undefined } as unknown as { readonly [name: string]: number }
    expect(run('has(result.uncertainty)', { result })).toBe(false)
  })
})

describe('what CEL would answer quietly and wrongly is an error', () => {
  test.each([
    ['result.rows[1].am1 != 3.0', 'NaN'],
    ['!(result.rows[1].am1 > 3.0)', 'NaN'],
    ['!result.rows.exists(r, r.am1 > 5)', 'NaN'],
    ['result.nan in [1, 2]', 'NaN'],
    ['3 < result.infinite', 'Infinity'],
    ['result.note != "a"', 'null'],
    ['result.total // 2', 'comment'],
    ['result.note.matches("(a+)+$")', '.matches()'],
    ['true ? 1 : 2.5', 'both branches'],
  ])('%s', (source, reason) => {
    expect(error(source).message).toContain(reason)
  })

  test('but a null inside a filter is only another value', () => {
    const result = [{ flag: null }, { flag: 'bad' }]
    expect(run('result.filter(r, r.flag != "bad").size()', { result })).toBe(1)
  })
})

describe('an error', () => {
  test('names expression, line, what is absent and what may be meant', () => {
    const thrown = error('result.vale < 5')
    expect(thrown.code).toBe('expression')
    expect(thrown.message).toBe(
      '"result.vale < 5" cannot be evaluated (line 12): there is no "vale" in result',
    )
    expect(thrown.hint).toBe('Did you mean "value"?')
  })

  test.each([
    ['item.x', '"item" is not known here'],
    ['rows.size()', '"rows" is not known'],
    ['result.rows[9]', 'result.rows[9] is beyond the end of the list'],
    ['"a" + 1', 'there is no operation string + int'],
    ['result.note + 1', 'there is no operation null + int'],
    ['', 'the expression is empty'],
    ['(1 +', 'unexpected token: the end'],
    ['duration("1h")', 'duration'],
    ['optional.none()', 'not present'],
    ['{"a": 1}[1] == 1', 'there is no "1" in {"a": 1}'],
    ['result.odd.x', 'field called "constructor"'],
    ['timestamp("2026-01-01T00:00:00Z").getHours("No/Where")', 'time zone'],
    ['result.constructor', 'there is no "constructor"'],
    ['constructor', '"constructor" is not known'],
    ['steps.__proto__.x', 'there is no "__proto__"'],
  ])('of %s says why', (source, reason) => {
    expect(error(source).message).toContain(reason)
  })

  test('is also thrown where true or false is needed and something else comes', () => {
    expect(() => evaluateBoolean({ source: '1', line: 0 }, scope)).toThrow(/a number where true/)
    expect(() => evaluateBoolean({ source: 'result.note', line: 0 }, scope)).toThrow(/gives null/)
    expect(evaluateBoolean({ source: 'true', line: 0 }, scope)).toBe(true)
  })
})

describe('limits', () => {
  test.each([
    ['length', `"${'a'.repeat(5000)}" == ""`, 'expression-too-long'],
    ['parentheses', `${'('.repeat(500)}1${')'.repeat(500)}`, 'expression-too-large'],
    ['signs', `${'-'.repeat(4000)}1`, 'expression-too-large'],
    ['parts', `1${'+1'.repeat(1500)}`, 'expression-too-large'],
    ['macros', '[1].map(a, [1].map(b, [1].map(c, [1].map(d, a + b + c + d))))', 'macro-too-deep'],
  ])('of %s are said', (_name, source, code) => {
    expect(compileExpression(source).problems.map((problem) => problem.code)).toEqual([code])
  })

  test.each([
    'result.map(a, result.map(b, result.map(c, a)))',
    'result.exists(a, result.exists(b, result.exists(c, c < 0)))',
  ])('of work end macros inside macros: %s', (source) => {
    const result = Array.from({ length: 1500 }, (_, index) => index)
    expect(() => run(source, { result })).toThrow(/let a step do this work/)
    expect(run('result.map(a, a).size()', { result })).toBe(1500)
  })

  test('forget what was compiled longest ago, and compile it again', () => {
    const first = compileExpression('1 + 1')
    for (let index = 0; index < 4200; index++) compileExpression(`result.value < ${index}`)
    expect(compileExpression('1 + 1')).not.toBe(first)
    expect(run('1 + 1')).toBe(2)
  })
})

test('what is selected comes as it is, without a copy', () => {
  const rows = [{ id: 1 }]
  expect(run('result.rows', { result: { rows } })).toBe(rows)
  expect(run('true ? result.rows : []', { result: { rows } })).toBe(rows)
})

test('macros do not keep the values of the last evaluation alive', async () => {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('no collector')
  const sources = [
    'result.map(r, r.id + 1)',
    'cel.bind(x, result, size(x))',
    'result.exists(r, r.id > 5)',
  ]
  const seen = sources.map((source) => {
    const result = [{ id: 1 }]
    run(source, { result })
    return new WeakRef(result)
  })
  // A weak reference lives to the end of the task that made it.
  await new Promise((resolve) => setImmediate(resolve))
  collect()
  expect(seen.map((reference) => reference.deref())).toEqual([undefined, undefined, undefined])
})

test('records come out as plain objects that serialise', () => {
  const made = run('{"stack": steps.open, "list": [steps.open.stack]}')
  expect(JSON.stringify(made)).toBe(
    '{"stack":{"stack":{"version":"w_1"}},"list":[{"version":"w_1"}]}',
  )
})

test('compiling never throws, whatever the text', () => {
  const pieces = fc.constantFrom(
    'result',
    '.',
    'a',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '1',
    '+',
    '?',
    ':',
    ',',
    'map',
    'has',
    '//',
    '\\',
    '!',
    '-',
    ' ',
    'é',
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(text, (source) => {
      const { problems, run: compiled } = compileExpression(source)
      expect(problems.length === 0).toBe(compiled !== undefined)
      for (const { offset, length } of problems) {
        expect(offset).toBeGreaterThanOrEqual(0)
        expect(offset + length).toBeLessThanOrEqual(source.length)
      }
      try {
        run(source)
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(HarnessError)
      }
    }),
    { numRuns: 500 },
  )
})
