import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Scope } from '#domain/execution-graph.ts'
import type { Json } from '#domain/json.ts'
import { templateReferences } from '#language/expressions/references.ts'
import { parseExpression, parseTemplate } from './parse-template.ts'
import { resolveTemplate } from './resolve-template.ts'

const scope: Scope = {
  inputs: { n: 3, id: 9007199254740993n, tiny: 1e-7, list: [1, 2], name: 'x', none: null },
  env: { url: 'http://x' },
}
const resolve = (value: unknown, secret?: (name: string) => string): Json => {
  const { template, problems } = parseTemplate(value)
  expect(problems).toEqual([])
  return resolveTemplate(template, scope, secret)
}

test.each([
  ['plain', 'plain'],
  ['a $ {{ b', 'a $ {{ b'],
  ['${{ inputs.n }}', 3],
  ['${{inputs.list}}', [1, 2]],
  ['  ${{ inputs.n }}', '  3'],
  ['${{ inputs.n }}${{ inputs.name }}', '3x'],
  ['id ${{ inputs.id }}!', 'id 9007199254740993!'],
  ['${{ inputs.id }}', 9007199254740993n],
  ['${{ inputs.tiny }} s', '1e-7 s'],
  ['${{ {"a": {"b": 1}} }}', { a: { b: 1 } }],
  ['${{ {"a": {"b": 1}}}}', { a: { b: 1 } }],
  ['a ${{ "}}" }} b', 'a }} b'],
  ["a ${{ '{{' }} b", 'a {{ b'],
  ['a ${{ "\\"}}" }} b', 'a "}} b'],
  ['${{ """}}""" }}', '}}'],
  ['${{ "${{" }} is literal', '${{ is literal'],
  ['SELECT\n  ${{ inputs.n }}\n', 'SELECT\n  3\n'],
  [true, true],
  [null, null],
  [2n ** 60n, 2n ** 60n],
  [
    [1, '${{ inputs.n }}', { a: ['${{ env.url }}'] }],
    [1, 3, { a: ['http://x'] }],
  ],
])('%o resolves to its value', (value, expected) => {
  expect(resolve(value)).toEqual(expected)
})

test('what holds no expression is one literal, returned without a copy', () => {
  const { template } = parseTemplate({ a: [1, { b: 'c' }] })
  expect(template).toEqual({ kind: 'literal', value: { a: [1, { b: 'c' }] } })
})

test('expressions know their line', () => {
  const { template } = parseTemplate({ a: ['x', '${{ env.url }}'] }, (path) => 10 + path.length)
  expect(template).toMatchObject({
    entries: { a: { items: [{}, { expression: { source: 'env.url', line: 12 } }] } },
  })
})

describe('a secret', () => {
  test('stands alone and is resolved only by who is given a resolver', () => {
    expect(resolve({ token: '${{ secrets.TAP_TOKEN }}' }, (name) => `<${name}>`)).toEqual({
      token: '<TAP_TOKEN>',
    })
    expect(() => resolve('${{ secrets.TAP_TOKEN }}')).toThrow(/cannot be read here/)
  })

  test.each([
    'Bearer ${{ secrets.TOKEN }}',
    '${{ secrets.TOKEN + "x" }}',
    '${{ [secrets.TOKEN] }}',
  ])('cannot be a part of something: %s', (text) => {
    expect(parseTemplate(text).problems.map(({ code }) => code)).toEqual(['secret-not-alone'])
  })

  test('is among the references of its template', () => {
    const { template } = parseTemplate({
      a: '${{ secrets.K }}',
      b: '${{ env.tap.url }} ${{ inputs.n }}',
    })
    expect(templateReferences(template)).toMatchObject({
      secrets: ['K'],
      env: ['tap.url'],
      inputs: ['n'],
    })
  })
})

test.each([
  ['${{ inputs.n', 'unclosed-expression', 0],
  ['ab ${{ "}}', 'unclosed-expression', 3],
  ['ab ${{ 1 + }}', 'bad-expression', 10],
  ['${{ }}', 'empty-expression', 4],
  ['x ${{ foo.bar }}', 'unknown-name', 6],
])('%s is a problem at its place in the string', (text, code, offset) => {
  const { problems } = parseTemplate({ deep: [text] })
  expect(problems).toMatchObject([{ code, offset, path: ['deep', 0] }])
})

test('data that is no plain data, too deep or badly named is a problem, not an exception', () => {
  let deep: unknown = 1
  for (let level = 0; level < 100; level++) deep = [deep]
  const codes = (value: unknown) => parseTemplate(value).problems.map(({ code }) => code)
  expect(codes(deep)).toEqual(['too-deep'])
  expect(codes({ a: new Date(), b: () => 1 })).toEqual(['bad-value', 'bad-value'])
  expect(codes(JSON.parse('{"__proto__": {"a": 1}}'))).toEqual(['bad-key'])
})

test.each([
  ['x ${{ inputs.none }}', /gives null, which has no text/],
  ['x ${{ inputs.list }}', /gives a list/],
  ['${{ inputs.absent }}', /there is no "absent"/],
])('%s cannot be resolved', (text, message) => {
  expect(() => resolve(text)).toThrow(message)
})

test('an expression by itself takes no braces', () => {
  expect(parseExpression('result.n > 3', 4)).toEqual({
    expression: { source: 'result.n > 3', line: 4 },
    problems: [],
  })
  expect(parseExpression('${{ result.n }} > 3', 4).problems).toMatchObject([
    { code: 'needless-braces' },
  ])
})

describe('for any text', () => {
  const noisy = fc.array(
    fc.constantFrom(
      '${{',
      '}}',
      '{',
      '}',
      '"',
      "'",
      '\\',
      ' ',
      'inputs.n',
      '$',
      '//',
      'é',
      '\n',
      '"""',
      'r"',
    ),
    { maxLength: 25 },
  )

  test('parsing never throws, and an accepted one keeps all of its plain text', () => {
    fc.assert(
      fc.property(noisy, (pieces) => {
        const text = pieces.join('')
        const { template, problems } = parseTemplate(text)
        if (problems.length > 0 || template.kind !== 'text') return
        for (const part of template.parts) {
          expect(text).toContain(typeof part === 'string' ? part : part.source)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('what is written as a CEL string comes back as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }),
        (texts) => {
          const plain = texts.map((text) => text.replaceAll('${{', ''))
          const written = plain
            .map((text, index) => (index % 2 === 0 ? `\${{ ${celString(text)} }}` : text))
            .join('')
          expect(resolve(`${written}|`)).toBe(`${plain.join('')}|`)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('plain data without expressions resolves to itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(
          !JSON.stringify(value).includes('${{') && !JSON.stringify(value).includes('__proto__'),
        )
        expect(resolve(value)).toEqual(value)
      }),
      { numRuns: 200 },
    )
  })
})

const celString = (text: string): string =>
  `"${text.replaceAll(/[\\"\n\r]/g, (character) => ({ '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r' })[character] ?? '')}"`
