import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readAnyYaml } from '#catalog/yaml/read-yaml.ts'
import { readSimpleYaml } from './simple-yaml.ts'

type Path = readonly (string | number)[]

const simple = `# A case.
key: LVV-T1
title: Counts users, 10.2.1 of them - no
tags: [lsp, "a, b", 'it''s', 1.5, { deep: [true, null] }]
script:
  # The first row.
  - id: ask
    manual: >-
      Ask all users
      at once.

      Then wait.
    with: {
      users: 300,
      text: "one\\ntwo" }
    nothing:
  - id: read
    description: this goes
      on here
    code: |
      if x:
        y
  -
    id: last
matrix:
- 1
- -2.5e3
- ~
`

test('reads blocks, brackets and all kinds of texts', () => {
  expect(readSimpleYaml(simple)?.data).toEqual({
    key: 'LVV-T1',
    title: 'Counts users, 10.2.1 of them - no',
    tags: ['lsp', 'a, b', "it's", 1.5, { deep: [true, null] }],
    script: [
      {
        id: 'ask',
        manual: 'Ask all users at once.\nThen wait.',
        with: { users: 300, text: 'one\ntwo' },
        nothing: null,
      },
      { id: 'read', description: 'this goes on here', code: 'if x:\n  y\n' },
      { id: 'last' },
    ],
    matrix: [1, -2500, null],
  })
})

test.each([
  ['a key inside of a plain text', 'a: b: c\n'],
  ['an anchor', 'a: &x 1\n'],
  ['an alias', 'a: *x\n'],
  ['a tag', 'a: !x y\n'],
  ['a number in an odd form', 'a: 010\n'],
  ['an integer beyond 2^53', 'a: 9007199254740993\n'],
  ['infinity', 'a: .inf\n'],
  ['a key twice', 'a: 1\na: 2\n'],
  ['a tab', 'a:\t1\n'],
  ['a Windows line end', 'a: 1\r\n'],
  ['a second document', 'a: 1\n---\nb: 1\n'],
  ['a prototype', '__proto__: 1\n'],
  ['a list on top', '- 1\n'],
  ['no line end', 'a: 1'],
  ['nothing', ''],
])('leaves %s to the library', (_title, text) => {
  expect(readSimpleYaml(text)).toBeUndefined()
})

test('refuses deep nesting before the stack ends', () => {
  const deep = Array.from({ length: 2000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')
  expect(readSimpleYaml(`${deep}\n`)).toBeUndefined()
  expect(readSimpleYaml(`a: ${'['.repeat(20_000)}\n`)).toBeUndefined()
})

describe('what it reads, the library reads alike', () => {
  const pieces = [
    ...['key: ', 'a: ', '- ', '  ', '    ', '\n', '\n\n', '\n  ', '\n    ', '\n  - ', '\n- '],
    ...['x', 'two words', '0', '1.50', '-3', '1e3', '12:30', 'null', 'true', '~', '"q"', "'q'"],
    ...['[', ']', '{', '}', ', ', ',', ': ', ':', ' #', '# note', '|\n', '>-\n', '|-\n', '>\n'],
    ...['"', "'", '\\', '\\n', '&', '*', '!', '?', '? ', '-', '@', '%', '.', 'é', '\u00a0', '{}'],
  ]
  const soup = fc
    .array(fc.constantFrom(...pieces), { maxLength: 14 })
    .map((parts) => `a: ${parts.join('')}\n`)
  const changed = fc
    .tuple(fc.nat(simple.length), fc.nat(4), fc.constantFrom('', ...pieces))
    .map(([at, cut, piece]) => simple.slice(0, at) + piece + simple.slice(at + cut))

  it.each([
    ['soup', soup],
    ['changed texts', changed],
  ])('of %s', (_title, texts) => {
    let read = 0
    fc.assert(
      fc.property(texts, (text) => {
        const found = readSimpleYaml(text)
        if (found === undefined) return
        read += 1
        const whole = readAnyYaml('a.yaml', text)
        expect(whole.problems).toEqual([])
        expect(found.data).toStrictEqual(whole.data)
        for (const path of pathsIn(found.data)) {
          expect({ path, line: found.lineOf(path) }).toEqual({ path, line: whole.lineOf(path) })
          if (!found.hasCut) expect(whole.isCutByComment(path)).toBe(false)
        }
      }),
      { numRuns: 1500, seed: 20261123 },
    )
    expect(read).toBeGreaterThan(100)
  })
})

/** Paths of all values, and of one that does not exist in each. */
function* pathsIn(data: unknown, path: Path = []): Iterable<Path> {
  yield path
  if (typeof data !== 'object' || data === null) return
  yield [...path, 'missing']
  for (const [key, value] of Object.entries(data)) {
    yield* pathsIn(value, [...path, Array.isArray(data) ? Number(key) : key])
  }
}
