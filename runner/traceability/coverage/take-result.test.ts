import { describe, expect, it } from 'vitest'
import type { Verdict } from '#domain/verdict.ts'
import { type Judged, takeResult, unstableOf } from './take-result.ts'

/** `fail@A` is a failure of question A, `fail@A!` an explained one, `fail@` one that was recorded elsewhere. */
const judged = (text: string): Judged => {
  const [verdict = '', rest = ''] = text.split('@')
  const question = rest.replace('!', '')
  return {
    verdict: verdict as Verdict,
    ...(question === '' ? {} : { question }),
    isExplained: rest.endsWith('!'),
  }
}

describe('takeResult', () => {
  it.each<[string, string, string]>([
    ['the last one', 'pass@A pass@A', 'pass'],
    ['a failure after a pass', 'pass@A fail@A', 'fail'],
    [
      'a failure that a pass of the same question does not replace',
      'fail@A pass@A',
      'fail unexplained',
    ],
    ['a failure that many passes do not replace', 'fail@A pass@A pass@A', 'fail unexplained'],
    [
      'a failure of the same question behind another one',
      'fail@A pass@B pass@A',
      'fail unexplained',
    ],
    ['a pass after an explained failure', 'fail@A! pass@A', 'pass'],
    ['one of two failures that is not explained', 'fail@A fail@A! pass@A', 'fail unexplained'],
    ['a pass of a changed question', 'fail@A pass@B', 'pass'],
    [
      'a pass with deviation of a changed question',
      'fail@A pass-with-deviation@B',
      'pass-with-deviation',
    ],
    ['an imported pass after an imported failure', 'fail@ pass@', 'pass'],
    ['an imported failure after an imported pass', 'pass@ fail@', 'fail'],
    [
      'a failure of ours that an imported pass does not replace',
      'fail@A pass@',
      'fail unexplained',
    ],
    ['an imported pass after an explained failure of ours', 'fail@A! pass@', 'pass'],
    ['an imported pass after a failure of ours that was mended', 'fail@A pass@B pass@', 'pass'],
    ['an imported failure after a pass of ours', 'pass@A fail@', 'fail'],
    ['a pass of ours after an imported failure', 'fail@ pass@A', 'pass'],
  ])('takes %s', (_, results, expected) => {
    const taken = takeResult(results.split(' ').map(judged))
    const said = [taken?.result.verdict, ...(taken?.isUnexplained ? ['unexplained'] : [])]
    expect(said.join(' ')).toBe(expected)
  })

  it('takes nothing where nothing was judged', () => {
    expect(takeResult([])).toBeUndefined()
  })
})

describe('unstableOf', () => {
  it.each<[string, number]>([
    ['pass@A pass@A', 0],
    ['pass@A fail@A', 1],
    ['pass@A fail@A pass@A', 2],
    ['pass@A fail@B pass@A', 0],
    ['pass@A fail@A! pass@A', 0],
    ['pass@ fail@', 0],
  ])('finds in "%s" %i changed verdicts', (results, count) => {
    expect(unstableOf(results.split(' ').map(judged)).size).toBe(count)
  })
})
