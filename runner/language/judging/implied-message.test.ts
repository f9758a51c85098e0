import { describe, expect, it } from 'vitest'
import { judgeExpectation } from './judge-expectation.ts'

const judge = (message: string, n: number) =>
  judgeExpectation(
    {
      judgement: { kind: 'that', that: { source: 'result.n == 0', line: 1 } },
      message: { source: message, line: 1 },
      elements: [],
      named: false,
      implied: true,
      line: 1,
    },
    { result: { n } },
  )

describe('the message that a step gives to its own expectation', () => {
  it('stands in place of the general one when the expectation fails', () => {
    expect(judge('"code " + string(result.n)', 3)).toMatchObject({
      verdict: 'fail',
      message: 'code 3',
    })
  })

  it('is not asked for when it holds', () => {
    expect(judge('"wrong"', 0)).toMatchObject({ verdict: 'pass', message: 'result.n == 0 holds' })
  })

  it.each(['result.absent', 'result.n'])('gives way when %s is no text', (message) => {
    expect(judge(message, 3)?.message).toContain('result.n == 0 is false')
  })
})
