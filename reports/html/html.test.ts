import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { hostileTexts } from '#domain/testing/sample-text.ts'
import { brief, type Content, escapeText, html, isShown, textOf } from './html.ts'

describe('html', () => {
  it('escapes every text, in elements and in attributes, and leaves its own markup', () => {
    const inner = html`<b>${'<i>'}</b>`
    expect(textOf(html`<p title="${'"&\''}">${inner}${['<', 1, undefined, false]}</p>`)).toBe(
      '<p title="&quot;&amp;&#39;"><b>&lt;i&gt;</b>&lt;1</p>',
    )
  })

  it('shows what steers a terminal or turns the reading direction as what it is', () => {
    expect(escapeText('a\u202Eb\u0000\u001B[31m\r\n\uD800')).toBe(
      'a⟦U+202E⟧b⟦U+0000⟧⟦U+001B⟧[31m\n\uFFFD',
    )
  })

  it.each(hostileTexts)('gives back as text and as attribute what a parser reads: %j', (text) => {
    const fragment = parseFragment(textOf(html`<p title="${text}">${text}</p>`))
    const [paragraph, ...others] = fragment.childNodes
    expect(others).toEqual([])
    if (!paragraph || !('attrs' in paragraph)) throw new Error('no paragraph')
    expect(paragraph.attrs.map(({ name }) => name)).toEqual(['title'])
    expect(paragraph.childNodes.map(({ nodeName }) => nodeName)).toEqual(['#text'])
  })

  it('does not take an object of the same shape for its own markup', () => {
    const forged = JSON.parse('{"markup":"<script>"}')
    expect(() => textOf(html`${forged}`)).toThrow()
  })

  it('says whether there is something to show', () => {
    const nothing: Content[] = [html``, '', undefined, false, null, [], [undefined]]
    expect(nothing.filter((content) => isShown(content))).toEqual([])
    const something: Content[] = [html`x`, 'x', 0, ['x']]
    expect(something.filter((content) => !isShown(content))).toEqual([])
  })
})

describe('brief', () => {
  it('cuts what is too long with a mark', () => {
    expect(brief('abc', 3)).toBe('abc')
    expect(brief('abcd', 3)).toBe('abc …')
  })
})
