import { describe, expect, it } from 'vitest'
import { exitCodeOf, troubleOf, troubleOfRun, worseTrouble } from './fold-run.ts'
import type { RowResult } from './ledger-event.ts'
import type { Verdict } from './verdict.ts'

const row = (verdict: Verdict, knownIssue?: string): RowResult => ({
  verdict,
  tries: 1,
  earlier: [],
  skipped: false,
  expectations: [],
  evidence: [],
  duration: 1,
  ...(knownIssue !== undefined && { knownIssue }),
})

describe('the trouble of an execution', () => {
  it.each([
    ['pass', [row('pass')], 'none'],
    ['pass-with-deviation', [row('pass-with-deviation')], 'none'],
    ['in-progress', [row('in-progress')], 'none'],
    ['not-executed', [], 'not-judged'],
    ['blocked', [], 'not-judged'],
    ['blocked', [row('blocked')], 'not-judged'],
    ['fail', [row('blocked'), row('fail')], 'failed'],
    ['fail', [row('fail', 'DM-1')], 'none'],
    ['fail', [row('fail', 'DM-1'), row('fail')], 'failed'],
    ['fail', [row('fail', 'DM-1'), row('blocked')], 'not-judged'],
    ['blocked', [row('blocked', 'DM-1')], 'none'],
  ] as const)('%s with %j is %s', (verdict, rows, trouble) => {
    expect(troubleOf(verdict, rows)).toBe(trouble)
  })
  it('grows, whatever the order', () => {
    const order = ['none', 'not-judged', 'failed'] as const
    for (const [i, one] of order.entries()) {
      for (const [j, other] of order.entries()) {
        expect(worseTrouble(one, other)).toBe(order[Math.max(i, j)])
      }
    }
  })
})

describe('the exit code', () => {
  it.each([
    [false, 'none', true, 0],
    [false, 'none', false, 3],
    [false, 'not-judged', true, 3],
    [false, 'not-judged', false, 3],
    [false, 'failed', true, 1],
    [false, 'failed', false, 1],
    [true, 'none', true, 130],
    [true, 'failed', false, 130],
  ] as const)('interrupted %s, trouble %s, clean %s: %s', (interrupted, trouble, clean, code) => {
    expect(exitCodeOf({ interrupted, trouble, clean })).toBe(code)
  })
})

describe('trouble of a run', () => {
  it.each([
    ['not-executed', 'none', 'not-judged'],
    ['not-executed', 'failed', 'failed'],
    ['pass', 'none', 'none'],
    ['in-progress', 'none', 'none'],
    ['fail', 'none', 'none'],
    ['blocked', 'not-judged', 'not-judged'],
  ] as const)('of verdict %s and trouble %s is %s', (verdict, worst, expected) => {
    expect(troubleOfRun(verdict, worst)).toBe(expected)
  })
})
