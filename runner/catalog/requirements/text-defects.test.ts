import { expect, test } from 'vitest'
import { textDefects } from './text-defects.ts'

test.each([
  ['plain text', []],
  ['µ, é, ° and naïve “quotes” – as they should be', []],
  ['\u4E2D\u6587 and \u05D0 are writing, not a defect', []],
  ['the userâ€™s query', ['double-encoded "â€™" → "’"']],
  ['10 Â°C and 3 Âµm', ['double-encoded "Â°" → "°"', 'double-encoded "Âµ" → "µ"']],
  ['Ã©tÃ©', ['double-encoded "Ã©" → "é"', 'double-encoded "Ã©" → "é"']],
  ['safe\u202Etxt', ['hidden-character "U+202E" → ""']],
  ['zero\u200Bwidth', ['hidden-character "U+200B" → ""']],
  ['bell\u0007', ['hidden-character "U+0007" → ""']],
  ['lost \uFFFD\uFFFD', ['lost-character "\uFFFD\uFFFD" → undefined']],
])('of "%s" the defects are %j', (text, expected) => {
  const found = textDefects(text).map(
    ({ code, found: shown, mend }) =>
      `${code} "${shown}" → ${mend === undefined ? mend : `"${mend}"`}`,
  )
  expect(found).toEqual(expected)
})

test('a defect says where it stands', () => {
  expect(textDefects('the userâ€™s')[0]).toMatchObject({ offset: 8, length: 3 })
})
