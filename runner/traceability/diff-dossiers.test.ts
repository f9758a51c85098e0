import { describe, expect, it } from 'vitest'
import { buildDossier } from './build-dossier.ts'
import { diffDossiers } from './diff-dossiers.ts'
import { diffMeasurements } from './diff-measurements.ts'
import { laterInput } from './testing/later-input.ts'
import { sampleInput } from './testing/sample-input.ts'

const before = buildDossier(sampleInput)
const after = buildDossier(laterInput)
const [first] = before.executions

const measured = (value: number, more: object) => ({
  ...(first ?? expect.fail('the sample has executions')),
  steps: (first?.steps ?? []).map((step) => ({
    ...step,
    expectations: step.expectations.slice(0, 1).map((one) => ({ ...one, value, ...more })),
  })),
})

describe('diffDossiers', () => {
  it('finds verdicts that changed, and calls unstable what changed while nothing else did', () => {
    expect(diffDossiers(before, after).verdicts).toMatchObject([
      { id: 'LVV-T1745[band=r]', before: 'fail', after: 'pass', unstable: false },
      {
        id: 'LVV-T191',
        before: 'fail',
        after: 'blocked',
        unstable: true,
        message: 'the cluster did not answer',
      },
    ])
  })

  it('calls nothing unstable when the software differs', () => {
    const other = buildDossier({
      ...laterInput,
      software: [{ product: 'lsst-pipe-base', version: '31', modified: false }],
    })
    const diff = diffDossiers(before, other)
    expect(diff.verdicts.some((one) => one.unstable)).toBe(false)
    expect(diff.software).toEqual([
      { product: 'lsst-daf-butler', before: '30.2026.4300 (modified)' },
      { product: 'lsst-pipe-base', before: '30.2026.4300', after: '31' },
    ])
  })

  it('finds what came and went', () => {
    const { added, removed, compared } = diffDossiers(before, after)
    expect(added.map((one) => one.id)).toEqual(['LVV-T377#again'])
    expect(removed.map((one) => one.id)).toEqual(['LVV-T40'])
    expect(compared).toBe(10)
  })

  it('compares precursors although their fingerprints differ', () => {
    const renamed = {
      ...after,
      precursors: after.precursors.map((one) => ({ ...one, id: `${one.id}x`, fingerprint: 'new' })),
    }
    const { added, removed } = diffDossiers(before, renamed)
    expect([...added, ...removed].map((one) => one.id)).toEqual(['LVV-T377#again', 'LVV-T40'])
  })

  it('finds nothing between a run and itself', () => {
    const { verdicts, values, software, requirements, added, removed } = diffDossiers(
      before,
      before,
    )
    expect([verdicts, values, software, requirements, added, removed].flat()).toEqual([])
  })
})

describe('diffMeasurements', () => {
  it.each([
    ['both uncertainties combined', 0.3, 0.4, 5],
    ['the sides that face each other', { low: 9, high: 0.3 }, { low: 0.4, high: 9 }, 5],
    ['none where one is unknown', 0.3, undefined, undefined],
    ['none where both are zero', 0, 0, undefined],
  ])('gives the significance of a change by %s', (_, was, is, significance) => {
    const [change] = diffMeasurements(
      measured(10, { uncertainty: was }),
      measured(12.5, { uncertainty: is }),
    )
    expect(change?.change).toBeCloseTo(2.5)
    if (significance === undefined) expect(change?.significance).toBeUndefined()
    else expect(change?.significance).toBeCloseTo(significance)
  })

  it('does not subtract values of different units', () => {
    const [change] = diffMeasurements(measured(10, { unit: 'mas' }), measured(10, { unit: 's' }))
    expect(change).toMatchObject({ before: { unit: 'mas' }, after: { unit: 's' } })
    expect(change).not.toHaveProperty('change')
  })
})
