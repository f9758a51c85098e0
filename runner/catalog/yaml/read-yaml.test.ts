import { expect, test } from 'vitest'
import { readYaml } from './read-yaml.ts'

const codesOf = (text: string) =>
  readYaml('a.yaml', text).problems.map(({ code, line, column }) => `${line}:${column} ${code}`)

test('a plain file becomes plain data', () => {
  const source = readYaml('a.yaml', 'a: 1\nb: [x, 2.5, true, null, "010"]\nc: { d: e }\n')
  expect(source.problems).toEqual([])
  expect(source.data).toEqual({ a: 1, b: ['x', 2.5, true, null, '010'], c: { d: 'e' } })
})

test('integers beyond 2^53 stay exact', () => {
  expect(readYaml('a.yaml', 'a: 9292041530376265\nb: 9007199254740991\n').data).toEqual({
    a: 9292041530376265n,
    b: 9007199254740991,
  })
})

test.each([
  ['010 is said to be ten', 'a:\n  b: 010\n', ['2:6 leading-zero']],
  ['a tag is refused', 'that: !x.ok\n', ['1:7 yaml-tag']],
  ['a standard tag is refused too', 'a: !!str 5\n', ['1:4 yaml-tag']],
  [
    'a duplicate key is found at its second place',
    'a: 1\nb:\n  c: 1\n  c: 2\n',
    ['4:3 duplicate-key'],
  ],
  ['a tab as indentation is found', 'a:\n\tb: 1\n', ['2:1 yaml']],
  ['an unclosed quote is found', 'a: "x\nb: 2\n', ['3:1 yaml']],
  ['a circle of aliases is found', 'a: &x [1, *x]\n', ['1:11 alias-circle']],
  ['an unknown alias is found', 'a: *nobody\n', ['1:4 unknown-alias']],
  ['a merge key is refused', 'a: &x { b: 1 }\nc: { <<: *x }\n', ['2:6 bad-key']],
  ['__proto__ is no key', '__proto__: { a: 1 }\n', ['1:1 bad-key']],
  ['a second document is refused', 'a: 1\n---\nb: 2\n', ['2:1 yaml']],
  ['infinity is refused', 'a: .inf\nb: 1e999\n', ['1:4 not-finite', '2:4 not-finite']],
  ['a control character is found', 'a: x\u0007y\n', ['1:5 control-character']],
])('%s', (_title, text, expected) => {
  expect(codesOf(text)).toEqual(expected)
})

test('a byte order mark and Windows line ends change neither data nor places', () => {
  const source = readYaml('a.yaml', '\uFEFFa: 1\r\nb:\r\n  - x: |\r\n      one\r\n      two\r\n')
  expect(source.data).toEqual({ a: 1, b: [{ x: 'one\ntwo\n' }] })
  expect(source.place(['a'])).toEqual({ line: 1, column: 4, length: 1 })
  expect(source.placeInside(['b', 0, 'x'], 4, 3)).toEqual({ line: 5, column: 7, length: 3 })
})

test('an alias bomb ends in one line', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let i = 1; i < 12; i++) bomb.push(`a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}*a${i - 1}]`)
  expect(codesOf(bomb.join('\n')).map((line) => line.split(' ')[1])).toEqual(['alias-limit'])
})

test.each(['[', '- ', '{a: ', '? '])('deep nesting by "%s" ends in few lines', (opening) => {
  const problems = codesOf(`x:\n ${opening.repeat(30_000)}`)
  expect(problems.length).toBeGreaterThan(0)
  expect(problems.length).toBeLessThan(7)
})

test.each([
  ['plain', 'v: one two three\n', 1, 8],
  ['plain over two lines', 'v: one\n  two three\n', 2, 3],
  ['single quotes with a quote', "v: 'o''e two three'\n", 1, 10],
  ['double quotes with escapes', 'v: "o\\x6Ee two three"\n', 1, 12],
  ['double quotes with an escaped line end', 'v: "one \\\n   two three"\n', 2, 4],
  ['literal block', 'v: |\n  one\n  two three\n', 3, 3],
  ['folded block', 'v: >-\n    one\n    two three\n', 3, 5],
])('an offset in a %s text is mapped back to the file', (_title, text, line, column) => {
  const source = readYaml('a.yaml', text)
  const value = (source.data as { v: string }).v
  const offset = value.indexOf('two')
  expect(offset).toBeGreaterThan(0)
  expect(source.placeInside(['v'], offset, 3)).toEqual({ line, column, length: 3 })
})

test('a text cut by a comment is known', () => {
  const source = readYaml('a.yaml', 'a: x == "b #c"\nb: "x # y"\nc: x\n')
  expect(source.isCutByComment(['a'])).toBe(true)
  expect(source.isCutByComment(['b'])).toBe(false)
  expect(source.isCutByComment(['c'])).toBe(false)
})
