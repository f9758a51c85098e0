import { describe, expect, it } from 'vitest'
import { textOf } from '#reports/html/html.ts'
import { formatBytes } from './format-bytes.ts'
import { imageTypeOf, isSvg } from './image-type.ts'
import { parseDelimited, rowsOfJson } from './tabular.ts'
import { viewContent } from './view-content.ts'
import { viewNotebook } from './view-notebook.ts'

const shown = (name: string, content: string | Buffer, size?: number): string => {
  const bytes = Buffer.from(content)
  const view = viewContent({ name, mediaType: '' }, bytes, size ?? bytes.length)
  return `${view.ending}: ${view.inPlace ? textOf(view.inPlace('copy')) : 'link'}`
}

describe('viewContent', () => {
  it.each([
    ['a.csv', 'a,b\n1,2\n', /^txt: .*<table class="data"><caption>1 row</],
    ['a.tsv', 'a\tb\n1\t2\n', /<th scope="col">b</],
    ['a.json', '[{"a":1}]', /^txt: .*<table/],
    ['a.json', '{"a":1', /^txt: <pre tabindex="0">\{&quot;a&quot;:1</],
    ['a.html', '<p>x', /^txt: <pre tabindex="0">&lt;p&gt;x</],
    ['a.svg', '<svg onload="x()"/>', /^txt: <img src="data:image\/svg\+xml;base64,/],
    ['a.txt', '<?xml version="1.0"?>\n<!-- x --><svg xmlns="">', /^txt: <img src="data:/],
    ['a.png', 'no picture', /^txt: <pre/],
    ['a.log', Buffer.from([0xff, 0xfe, 0x41]), /^bin: link$/],
    ['a.dat', Buffer.from([0x41, 0]), /^bin: link$/],
    ['a.txt', '', /^txt: <pre/],
  ])('shows %s by what it holds', (name, content, expected) => {
    expect(shown(name, content)).toMatch(expected)
  })

  it('says that only the beginning of a long text is shown, and cuts no character in two', () => {
    const beginning = Buffer.from('ab\u00e9').subarray(0, 3)
    expect(shown('a.log', beginning, 5_000_000)).toBe(
      'txt: <pre tabindex="0">ab</pre><p class="note">Only the beginning is shown.</p>',
    )
  })

  it('does not show a drawing of which it holds only the beginning', () => {
    expect(shown('a.svg', '<svg>', 5_000_000)).toMatch(/^txt: <pre/)
  })
})

describe('tables', () => {
  it('are read with quotes, line breaks, a mark of bytes and rows of any length', () => {
    expect(parseDelimited('\ufeffa,"b, c"\r\n1,"x ""y""\nz"\n\n2\n', ',', true)).toEqual({
      columns: ['a', 'b, c'],
      rows: [['1', 'x "y"\nz'], ['2']],
      total: 2,
    })
  })

  it('leave out a last line that was cut, and are none where a quote never ends', () => {
    expect(parseDelimited('a\n1\n2', ',', false)).toEqual({ columns: ['a'], rows: [['1']] })
    expect(parseDelimited('a\n"1\n2', ',', true)).toBeUndefined()
  })

  it('are made of lists of objects and nothing else', () => {
    expect(rowsOfJson([{ a: 1 }, { b: [2] }])).toEqual({
      columns: ['a', 'b'],
      rows: [
        ['1', ''],
        ['', '[2]'],
      ],
      total: 2,
    })
    for (const value of [[], [1], [null], [[1]], {}, 'a', null])
      expect(rowsOfJson(value)).toBeUndefined()
  })
})

describe('viewNotebook', () => {
  it('takes no picture that is not one', () => {
    const cell = (data: object) => ({
      cell_type: 'code',
      source: '',
      outputs: [{ output_type: 'display_data', data }],
    })
    const view = (data: object) =>
      textOf(viewNotebook({ nbformat: 4, cells: [cell(data)] }) ?? expect.fail())
    expect(view({ 'image/png': 'iVBO' })).toContain('<img src="data:image/png;base64,iVBO"')
    expect(view({ 'image/png': '" onerror="x' })).not.toContain('<img')
    expect(view({ 'image/svg+xml': '<svg>', 'text/html': '<b>' })).not.toContain('<b>')
    expect(viewNotebook({ cells: [] })).toBeUndefined()
  })
})

describe('kinds of files', () => {
  it('are known by their bytes', () => {
    expect(imageTypeOf(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))).toEqual({ ending: 'png' })
    expect(imageTypeOf(Buffer.from('RIFF0000WEBP'))).toEqual({ ending: 'webp' })
    expect(imageTypeOf(Buffer.from('GIF'))).toBeUndefined()
    expect([' <svg>', '<!DOCTYPE svg><svg >', '<svgx>', '<p><svg>'].map(isSvg)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('have sizes as people say them', () => {
    expect([0, 999, 1000, 12_345, 999_999, 1e7, 5e15].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '12 kB',
      '1.0 MB',
      '10 MB',
      '5000 TB',
    ])
  })
})
