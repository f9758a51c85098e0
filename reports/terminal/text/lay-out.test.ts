import { describe, expect, it } from 'vitest'
import { cutTo, layOut, line, span } from './lay-out.ts'
import { neutralise } from './neutralise.ts'
import { widthOf } from './width-of.ts'

const at = (columns: number, colour = false) => ({ columns, colour })

describe('layOut', () => {
  it('breaks at spaces, indents what follows, and keeps a number with its unit', () => {
    const lines = [line(2, 'the margin of this one is ', { text: '12.3 ± 0.4 mas', keep: true })]
    expect(layOut(lines, at(32))).toBe('  the margin of this one is\n    12.3 ± 0.4 mas\n')
  })

  it('counts wide characters as two columns and splits words that are wider than a line', () => {
    const text = layOut([line(0, '電波望遠鏡電波望遠鏡電波望遠鏡')], at(20))
    expect(text).toBe('電波望遠鏡電波望遠\n  鏡電波望遠鏡\n')
    for (const one of text.trimEnd().split('\n')) expect(widthOf(one)).toBeLessThanOrEqual(20)
  })

  it('shows the begin of a text that would hide all else', () => {
    const text = layOut([line(0, 'x'.repeat(100_000)), line(0, 'after')], at(100))
    expect(text.split('\n').length).toBeLessThan(50)
    expect(text).toMatch(/x …\nafter\n$/)
  })

  it('opens and closes colours on every line', () => {
    const text = layOut([line(0, span('one two three four five', 'bad'))], at(20, true))
    expect(text).toBe('\u001b[31mone two three four\u001b[39m\n  \u001b[31mfive\u001b[39m\n')
  })
})

describe('cutTo', () => {
  it.each([
    ['short', 10, 'short'],
    ['Median relative error', 10, 'Median re…'],
    ['電波望遠鏡', 6, '電波…'],
    ['abc', 0, ''],
  ])('cuts %s to %i columns', (text, columns, cut) => expect(cutTo(text, columns)).toBe(cut))
})

describe('neutralise', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', '\\x1b[31mred\\x1b[0m'],
    ['a\u202eb', 'a\\u202eb'],
    ['one\ntwo\tthree', 'one two three'],
    ['\u009b2J', '\\x9b2J'],
    ['\ud83d', '\ufffd'],
    ['ä 電 👩‍👧', 'ä 電 👩‍👧'],
  ])('makes %j harmless', (text, neutral) => expect(neutralise(text)).toBe(neutral))
})
