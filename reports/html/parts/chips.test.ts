import { describe, expect, it } from 'vitest'
import { type Content, html, textOf } from '#reports/html/html.ts'
import { belowChip, type Judged, judgedChip, missedNote, requirementChips } from './chips.ts'

const words = (content: Content): string =>
  textOf(html`${content}`)
    .replace(/<svg.*?<\/svg>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const threshold: Judged = { verdict: 'pass', margin: 1 }
const target: Judged = { verdict: 'pass', compares: 'DMS-REQ-0360/AM2', margin: 1 }

describe('a number that decides nothing', () => {
  it.each<[Judged, boolean, string]>([
    [threshold, true, 'Pass'],
    [threshold, false, 'Rehearsal: pass'],
    [{ ...threshold, verdict: 'fail', margin: -1 }, true, 'Fail'],
    [target, true, 'Compared'],
    [target, false, 'Rehearsed, compared'],
    [{ ...target, margin: -1 }, true, 'Compared target missed, decides nothing'],
    [{ ...target, margin: -1 }, false, 'Rehearsed, compared target missed, decides nothing'],
    // It could not be compared at all: a value that is no number.
    [{ ...target, verdict: 'fail' }, true, 'Fail'],
  ])('%j, credit %s, is shown as "%s"', (one, creditable, said) => {
    const shown = html`${judgedChip(one, creditable)} ${missedNote(one)}`
    expect(words(shown)).toBe(said)
    if (one.compares !== undefined) expect(textOf(shown)).not.toContain('v-pass')
  })
})

describe('what flows down', () => {
  const below = { coverage: 'partially-verified', rehearsal: 'fully-verified' } as const
  const own = { coverage: 'not-covered', rehearsal: 'not-covered' } as const

  it('is said in words, rehearsals apart', () => {
    expect(words(belowChip({ below }))).toBe('Below: partially verified, rehearsed in full')
    expect(words(belowChip({ below: { ...below, rehearsal: 'not-verified' } }))).toBe(
      'Below: partially verified',
    )
    expect(belowChip({})).toBeUndefined()
  })

  it('stands for a requirement that no element states, and for no other', () => {
    const said = (elements: readonly never[] | readonly ['LVV-1']) =>
      words(
        requirementChips({ ...own, below, elements: elements as readonly never[] }, 'page.html'),
      )
    expect(said([])).toMatch(/^Below:/)
    expect(said(['LVV-1'])).toBe('Not covered')
  })
})
