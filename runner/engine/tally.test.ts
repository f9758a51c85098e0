import { describe, expect, it } from 'vitest'
import { executionId } from '#domain/keys.ts'
import { createTally } from './tally.ts'

const [a, b] = [executionId('A'), executionId('B')]

describe('createTally', () => {
  it('is not-executed while nothing is counted', () => {
    expect(createTally()).toMatchObject({ verdict: 'not-executed', trouble: 'none' })
  })

  it('keeps the worst, also of what is carried over and never asked for again', () => {
    const tally = createTally()
    tally.count(a, 'pass', [])
    tally.carry(b, 'blocked', [])
    expect(tally).toMatchObject({ verdict: 'blocked', trouble: 'not-judged' })
  })

  it('forgets what is carried over when it is counted anew', () => {
    const tally = createTally()
    tally.carry(a, 'blocked', [])
    tally.count(a, 'pass', [])
    expect(tally).toMatchObject({ verdict: 'pass', trouble: 'none' })
  })
})
