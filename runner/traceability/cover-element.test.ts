import { describe, expect, it } from 'vitest'
import type { Stage } from '#domain/requirement.ts'
import type { Verdict } from '#domain/verdict.ts'
import { coverElement, type ElementFacts } from './cover-element.ts'
import { elementKey } from './testing/sample-definitions.ts'

const known = { covers: {}, verifiedIn: [] }
const result = (verdicts: readonly Verdict[], matrix = {}, creditable = true) => ({
  matrix,
  live: true,
  attempts: verdicts.map((verdict) => ({ verdict, creditable })),
})
const cover = (more: Partial<ElementFacts>) =>
  coverElement({ element: known, results: [], stage: 'commissioning', ...more })

describe('coverElement', () => {
  it.each<[string, readonly Verdict[], string]>([
    ['a pass', ['pass'], 'fully-verified'],
    ['a pass with deviation', ['pass-with-deviation'], 'fully-verified'],
    ['a fail', ['fail'], 'with-failures'],
    ['a block', ['blocked'], 'not-verified'],
    ['nothing executed', ['not-executed'], 'not-verified'],
    ['a manual row that waits', ['in-progress'], 'not-verified'],
    ['a block after a pass', ['pass', 'blocked'], 'fully-verified'],
    ['a block after a fail', ['fail', 'blocked'], 'with-failures'],
    ['a fail after a pass', ['pass', 'fail'], 'with-failures'],
    ['a pass after a fail, unexplained', ['fail', 'pass'], 'with-failures'],
    ['a pass after a block', ['blocked', 'pass'], 'fully-verified'],
    ['no attempt', [], 'not-verified'],
  ])('takes %s', (_, verdicts, coverage) => {
    expect(cover({ results: [result(verdicts)] }).coverage).toBe(coverage)
  })

  it.each<[string, readonly Verdict[], readonly string[]]>([
    ['a last attempt that was blocked', ['pass', 'blocked'], ['blocked']],
    ['a row that waits for a person', ['in-progress'], ['manual-pending']],
    ['a deviation', ['pass-with-deviation'], ['deviation']],
    ['a failure that a rerun turned', ['fail', 'pass'], ['rerun-unexplained']],
    ['nothing beside a pass', ['pass'], []],
  ])('flags %s', (_, verdicts, flags) => {
    expect(cover({ results: [result(verdicts)] }).flags).toEqual(flags)
  })

  it('counts nothing that earns no credit, whatever its verdict', () => {
    for (const verdict of ['pass', 'fail'] as const) {
      expect(cover({ results: [result([verdict], {}, false)] }).coverage).toBe('not-verified')
    }
  })

  it.each<[Stage | undefined, Stage, string]>([
    [undefined, 'precursor', 'fully-verified'],
    ['commissioning', 'precursor', 'partially-verified'],
    ['commissioning', 'commissioning', 'fully-verified'],
    ['commissioning', 'operations', 'fully-verified'],
    [undefined, 'rehearsal', 'partially-verified'],
  ])('needs stage %s, has %s', (needed, stage, coverage) => {
    const element = { ...known, ...(needed === undefined ? {} : { stage: needed }) }
    expect(cover({ element, stage, results: [result(['pass'])] }).coverage).toBe(coverage)
  })

  it('is full only when every cell it covers passed', () => {
    const element = { ...known, covers: { band: ['g', 'r'], ccd: [1, 2] } }
    const cells = [
      ['g', 1],
      ['g', 2],
      ['r', 1],
    ].map(([band, ccd]) => result(['pass'], { band, ccd }))
    expect(cover({ element, results: cells }).coverage).toBe('partially-verified')
    const all = [...cells, result(['pass'], { band: 'r', ccd: 2 })]
    expect(cover({ element, results: all }).coverage).toBe('fully-verified')
  })

  it('is partial while one of its cases did not pass, has parts elsewhere, or is not held', () => {
    const both = [result(['pass']), result(['blocked'])]
    expect(cover({ results: both }).coverage).toBe('partially-verified')
    const results = [result(['pass'])]
    const elsewhere = { ...known, verifiedIn: [elementKey('LVV-2')] }
    expect(cover({ element: elsewhere, results }).coverage).toBe('partially-verified')
    expect(coverElement({ element: undefined, results, stage: 'operations' }).coverage).toBe(
      'partially-verified',
    )
  })

  it('is not covered by deprecated cases alone', () => {
    expect(cover({ results: [{ ...result(['pass']), live: false }] }).coverage).toBe('not-covered')
    expect(cover({ results: [] }).coverage).toBe('not-verified')
  })
})
