import { expect, it } from 'vitest'
import { printableText, wrapText } from './printable-text.ts'

const all = () => true

it.each([
  ['one\n two\tthree', 'one two three'],
  ['a\u202eb\u0000', 'a[U+202E]b[U+0000]'],
  ['\ud800', '[U+D800]'],
  ['e\u0301', 'é'],
])('prints %j as %j', (text, printed) => {
  expect(printableText(text, all)).toBe(printed)
})

it('names what the fonts do not hold, and says how much it leaves out', () => {
  expect(printableText('日 x', (codePoint) => codePoint < 0x500)).toBe('[U+65E5] x')
  expect(printableText('x'.repeat(1000), all)).toMatch(/^x{300} … \(700 more characters\)$/)
})

it('wraps at spaces, and inside a word that is wider than its column', () => {
  const width = (text: string) => text.length
  expect(wrapText('one two three', 7, width)).toEqual(['one two', 'three'])
  expect(wrapText('a bcdefghij k', 4, width)).toEqual(['a', 'bcde', 'fghi', 'j k'])
  expect(wrapText('', 4, width)).toEqual([])
})
