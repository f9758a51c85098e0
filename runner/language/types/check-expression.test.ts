import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '#domain/json.ts'
import type { ValueType } from '#domain/value-type.ts'
import { evaluate } from '#language/expressions/evaluate.ts'
import { isAssignable, typeOfValue, typeText } from './assignable.ts'
import { checkExpression, type ScopeTypes } from './check-expression.ts'
import { boolean, number, string, types } from './types-for-test.ts'

const check = (source: string, expected?: ValueType) => checkExpression(source, types, expected)

test.each([
  ['result.value', 'number'],
  ['result.uncertainty', 'number'],
  ['result.note', 'string or null'],
  ['result.failed / result.total * 100', 'number'],
  ['result.failed + result.total', 'integer'],
  ['result.failed + 1', 'integer'],
  ['1 + 1', 'integer'],
  ['1 - result.value', 'number'],
  ['result.?uncertainty.orValue(0.0)', 'number'],
  ['result.rows.size()', 'integer'],
  ['result.rows[0].am1 < 5', 'boolean'],
  ['result.rows[result.failed]', '{ am1: number, band: string }'],
  ['result.rows.map(r, r.am1)', 'array of number'],
  ['result.rows.map(r, r.am1 > 1, r.band)', 'array of string'],
  ['result.rows.filter(r, r.band == "g")[0].am1', 'number'],
  ['result.rows.all(r, r.am1 < 5) || result.flags.ok', 'boolean'],
  ['result.flags.exists(key, result.flags[key])', 'boolean'],
  ['result.handle', 'butler.Handle'],
  ['result.handle.path', 'string'],
  ['result.mixed + 1', 'number'],
  ['result.mixed + "a"', 'string'],
  ['result.any.foo[3].bar + 1', 'any'],
  ['result.any.size()', 'integer'],
  ['result.note == null', 'boolean'],
  ['result.total in [40, 41]', 'boolean'],
  ['"a" in {"a": 1}', 'boolean'],
  ['steps.am2.value', 'number'],
  ['steps["am2"].value', 'number'],
  ['env.limits[0]', 'number or null'],
  ['params["DMS-REQ-0360/AD1"] * 2', 'number'],
  ['{"failed": result.failed}', '{ failed: integer }'],
  ['[1, "a", null]', 'integer or string or null'.replace(/^/, 'array of ')],
  ['true ? result.value : "x"', 'number or string'],
  ['has(env.portal.url)', 'boolean'],
  ['has(result.uncertainty)', 'boolean'],
  ['timestamp("2026-01-01T00:00:00Z")', 'string'],
  [
    'timestamp("2026-01-01T00:00:00Z") - duration("1h") < timestamp("2027-01-01T00:00:00Z")',
    'boolean',
  ],
  ['cel.bind(a, result.total, a + 1)', 'integer'],
  ['type(result.value) == int', 'boolean'],
  ['matrix.band.substring(int(result.value))', 'string'],
])('%s is %s', (source, type) => {
  const checked = check(source)
  expect(checked.problems).toEqual([])
  expect(typeText(checked.type)).toBe(type)
})

test.each([
  ['result.vale', 'unknown-field', 'result.vale', 'Did you mean "value"?'],
  ['1 + result.rows[0].bnad', 'unknown-field', 'result.rows[0].bnad', 'Did you mean "band"?'],
  ['result.rows.exists(r, r.bnd == "g")', 'unknown-field', 'r.bnd', 'Did you mean "band"?'],
  ['has(result.uncertanty)', 'unknown-field', 'result.uncertanty', 'Did you mean "uncertainty"?'],
  [
    'result.?uncertanty.orValue(0.0)',
    'unknown-field',
    'result.?uncertanty',
    'Did you mean "uncertainty"?',
  ],
  ['steps.am3.value', 'unknown-row', 'steps.am3', 'Did you mean "am2"?'],
  ['env.tapp.url', 'unknown-binding', 'env.tapp', 'Did you mean "tap"?'],
  ['matrix.bnad', 'unknown-matrix-key', 'matrix.bnad', 'Did you mean "band"?'],
  [
    'params["DMS-REQ-0360/AD2"]',
    'unknown-parameter',
    'params["DMS-REQ-0360/AD2"]',
    'Did you mean "DMS-REQ-0360/AD1"?',
  ],
  ['resul.value', 'unknown-name', 'resul', 'Did you mean "result"?'],
  [
    'steps.am2-count',
    'unknown-name',
    'count',
    'A "-" is a subtraction, also inside a name: names have "_".',
  ],
  ['item.x', 'unknown-name', 'item', '"item" stands only where "each" gives a list.'],
  [
    'secrets.token',
    'secret-not-alone',
    'secrets',
    'Write "${{ secrets.NAME }}" alone as a value in "with".',
  ],
  ['result.rows.size() / 7', 'integer-division', 'result.rows.size() / 7', undefined],
  ['[1, 2][0] / int(result.value)', 'integer-division', '[1, 2][0] / int(result.value)', undefined],
  ['result.note.matches("a")', 'matches-refused', 'result.note.matches("a")', undefined],
  ['result.value == "x"', 'wrong-type', 'result.value == "x"', undefined],
  [
    '"a" + result.value',
    'wrong-type',
    '"a" + result.value',
    'Write string(…) around the one that is no text.',
  ],
  ['result.value > "a"', 'wrong-type', 'result.value > "a"', undefined],
  ['"a" in "abc"', 'wrong-type', '"a" in "abc"', 'Use .contains(…).'],
  ['-result.note', 'wrong-type', '-result.note', undefined],
  ['!result.value', 'wrong-type', 'result.value', undefined],
  ['result.value && true', 'wrong-type', 'result.value', undefined],
  ['result.value ? 1 : 2', 'wrong-type', 'result.value', undefined],
  ['true ? 1 : 2.5', 'wrong-type', 'true ? 1 : 2.5', undefined],
  ['result.rows.all(r, r.am1)', 'wrong-type', 'r.am1', undefined],
  ['result.value.all(r, r > 1)', 'wrong-type', 'result.value', undefined],
  ['result.rows.am1', 'no-fields', 'result.rows.am1', undefined],
  ['result.value.x', 'no-fields', 'result.value.x', undefined],
  ['result.rows[result.value]', 'wrong-type', 'result.value', 'Write int(…) around it.'],
  ['result.rows["a"]', 'no-fields', 'result.rows["a"]', undefined],
  ['result.flags[1]', 'wrong-type', '1', undefined],
  ['result.value[0]', 'wrong-type', 'result.value[0]', undefined],
  ['size(result.value)', 'wrong-type', 'size(result.value)', undefined],
  ['string(result.rows)', 'wrong-type', 'string(result.rows)', undefined],
  [
    'matrix.band.substring(result.total)',
    'wrong-type',
    'matrix.band.substring(result.total)',
    'Numbers of data are no CEL ints: write int(…) around one.',
  ],
  ['result.rows.startsWith("a")', 'wrong-type', 'result.rows.startsWith("a")', undefined],
  ['abs(result.value)', 'unknown-function', 'abs(result.value)', undefined],
  ['sizee(result.rows)', 'unknown-function', 'sizee(result.rows)', 'Did you mean "size"?'],
  [
    'matrix.band.contain("a")',
    'unknown-function',
    'matrix.band.contain("a")',
    'Did you mean "contains"?',
  ],
  ['{1: 2}', 'wrong-type', '1', undefined],
])('%s is refused: %s', (source, code, marked, hint) => {
  const [problem, ...more] = check(source).problems
  expect(more).toEqual([])
  expect(problem?.code).toBe(code)
  expect(source.slice(problem?.offset, (problem?.offset ?? 0) + (problem?.length ?? 0))).toBe(
    marked,
  )
  if (hint !== undefined) expect(problem?.hint).toBe(hint)
})

test('all mistakes of an expression are found at once', () => {
  expect(
    check('result.vale > 3 && steps.am3 == env.tapp').problems.map(({ code }) => code),
  ).toEqual(['unknown-field', 'unknown-row', 'unknown-binding'])
})

test('a result of the wrong type is refused where one is wanted', () => {
  expect(check('result.value', string).problems).toMatchObject([
    { code: 'wrong-type', message: 'This is number, expected string.' },
  ])
  expect(check('result.value > 1', boolean).problems).toEqual([])
  expect(check('result.failed', number).problems).toEqual([])
})

test('what is read is told with the check', () => {
  expect(check('env.tap.url + steps.am2.note + result.rows[0].band').references).toMatchObject({
    env: ['tap.url'],
    steps: [{ row: 'am2', path: 'note' }],
    result: ['rows'],
  })
})

test('checking never throws, whatever the text', () => {
  const pieces = fc.constantFrom(
    'result',
    '.',
    'rows',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    '1',
    '+',
    '/',
    '?',
    ':',
    ',',
    'map',
    'has',
    'r',
    '!',
    '-',
    ' ',
    '==',
    'env',
    'cel',
    'bind',
  )
  const text = fc.array(pieces, { maxLength: 25 }).map((all) => all.join(''))
  fc.assert(
    fc.property(text, (source) => Array.isArray(check(source).problems)),
    { numRuns: 500 },
  )
})

test('what is found right evaluates to a value of the type it is said to have', () => {
  const data: { readonly [name: string]: Json } = {
    n: 3,
    x: 2.5,
    s: 'ab',
    b: true,
    l: [1, 2.5],
    o: { k: 'v' },
  }
  const scope = { result: data }
  const scopeTypes: ScopeTypes = { result: typeOfValue(data) }
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constantFrom(
        'result.n',
        'result.x',
        'result.s',
        'result.b',
        'result.l',
        'result.o.k',
        '1',
        '2.5',
        '"a"',
        'true',
        'result.l[1]',
      ),
      fc
        .tuple(
          tie('expression'),
          fc.constantFrom('+', '-', '*', '/', '%', '==', '<', '&&', 'in'),
          tie('expression'),
        )
        .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
      tie('expression').map((a) => `size(${a})`),
      tie('expression').map((a) => `string(${a})`),
      tie('expression').map((a) => `[${a}]`),
      // Of one type: of a union, one member that fits is enough.
      tie('expression').map((a) => `(result.b ? ${a} : ${a})`),
    ),
  }))
  fc.assert(
    fc.property(expression, (source) => {
      const { problems, type } = checkExpression(source, scopeTypes)
      if (problems.length > 0) return
      let value: Json
      try {
        value = evaluate({ source, line: 0 }, scope)
      } catch (error) {
        // What depends on values and not on types: division by zero, overflow, a result that is not finite.
        expect(String(error)).toMatch(/zero|overflow|compares with nothing/)
        return
      }
      const fit = isAssignable(typeOfValue(value), type)
      if (type.kind !== 'number' && type.kind !== 'integer') expect(fit).toEqual({ ok: true })
      else expect(typeof value).toMatch(/number|bigint/)
    }),
    { numRuns: 1000 },
  )
})
