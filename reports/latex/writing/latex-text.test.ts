import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileTexts } from '#domain/testing/sample-text.ts'
import { latexText } from './latex-text.ts'
import { accents, symbols } from './symbols.ts'

describe('latexText', () => {
  it.each([
    ['100 % of #3 & more', '100 \\% of \\#3 \\& more'],
    ['a_b {c} $d$', 'a\\_b \\{c\\} \\$d\\$'],
    ['x^2 ~ y', 'x\\textasciicircum{}2 \\textasciitilde{} y'],
    ['^^41', '\\textasciicircum{}\\textasciicircum{}41'],
    ['\\write18{rm}', '\\textbackslash{}write18\\{rm\\}'],
    ['[5pt] *', '{[}5pt{]} {*}'],
    ['--all ---', '-{}-all -{}-{}-'],
    [
      'a < b > c | "d"',
      'a \\textless{} b \\textgreater{} c \\textbar{} \\textquotedbl{}d\\textquotedbl{}',
    ],
    ['5 µm ≤ α', '5 \\ensuremath{\\mu}m \\ensuremath{\\le} \\ensuremath{\\alpha}'],
    ['Gómez, Çelik, Łódź', "G\\'{o}mez, \\c{C}elik, \\L{}\\'{o}d\\'{z}"],
    ['e\u0301', "\\'{e}"],
    ['one\r\n two\tthree', 'one   two three'],
    ['日本 x', '{[}U+65E5\\allowbreak{} 672C{]} x'],
    ['a\u202eb\u0000', 'a{[}U+202E{]}b{[}U+0000{]}'],
    ['\ud800', '{[}U+D800{]}'],
    ['ﬁ ㎏', 'fi kg'],
    ['', ''],
  ])('writes %j so that it only prints', (text, latex) => {
    expect(latexText(text)).toBe(latex)
  })

  it('breaks what has no spaces, and cuts what is too long with what is left out', () => {
    expect(latexText('a'.repeat(40))).toBe(
      `${'a'.repeat(16)}\\allowbreak{}${'a'.repeat(16)}\\allowbreak{}aaaaaaaa`,
    )
    expect(latexText('word '.repeat(20_000), 10)).toBe(
      'word word \\ldots{} ({}99,990 more characters)',
    )
    expect(latexText('😀'.repeat(10), 5)).toContain('1F600')
  })

  it.each(hostileTexts)('leaves nothing of %j that acts', (text) => {
    expect(commandsOf(latexText(text))).toEqual([])
  })

  it('is printable ASCII with balanced braces and no foreign command, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const latex = latexText(text)
        expect(latex).toMatch(/^[ -~]*$/)
        expect(depthOf(latex)).toBe(0)
        expect(commandsOf(latex)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })
})

const commandPattern = /\\(?:[A-Za-z]+|.)/gs

// What the tables write, what an accent needs, and what is said of a cut.
const harmless = new Set([
  ...[...symbols.values(), ...accents.values()].flatMap(
    (latex) => latex.match(commandPattern) ?? [],
  ),
  ...['\\i', '\\j', '\\allowbreak', '\\ldots'],
])

/** What acts in it, beyond the commands that only print: other commands, and special characters that stand bare. */
const commandsOf = (latex: string): readonly string[] => [
  ...(latex.match(commandPattern) ?? []).filter((command) => !harmless.has(command)),
  ...(latex
    .replaceAll('\\ensuremath{_', '')
    .replaceAll(commandPattern, '')
    .match(/[#$%&^_]/g) ?? []),
]

const depthOf = (latex: string): number => {
  let depth = 0
  for (const character of latex.replaceAll(/\\[{}]/g, '')) {
    if (character === '{') depth += 1
    if (character === '}') depth -= 1
    if (depth < 0) return depth
  }
  return depth
}
