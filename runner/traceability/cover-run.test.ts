import { describe, expect, it } from 'vitest'
import { buildDossier } from './build-dossier.ts'
import type { DossierInput } from './dossier-input.ts'
import { sampleInput } from './testing/sample-input.ts'

const coverageOf = (input: DossierInput) =>
  Object.fromEntries(
    buildDossier(input).requirements.map((one) => [one.id, [one.coverage, ...one.flags].join(' ')]),
  )

const creditable: DossierInput = {
  ...sampleInput,
  summary: {
    ...sampleInput.summary,
    request: { ...sampleInput.summary.request, stage: 'operations', noCredit: [] },
  },
  executions: sampleInput.executions.map((one) => ({ ...one, creditable: true })),
}

describe('coverRun', () => {
  it('verifies nothing by a rehearsal, and says so', () => {
    expect(coverageOf(sampleInput)).toEqual({
      'DMS-REQ-0078': 'not-verified blocked rehearsed',
      'DMS-REQ-0347': 'not-verified blocked rehearsed',
      'DMS-REQ-0359': 'not-verified rehearsed',
      'DMS-REQ-0360': 'not-verified blocked rehearsed',
    })
  })

  it('folds creditable results over cells, elements and requirements', () => {
    expect(coverageOf(creditable)).toEqual({
      'DMS-REQ-0078': 'not-verified blocked',
      'DMS-REQ-0347': 'not-verified blocked',
      'DMS-REQ-0359': 'partially-verified deviation',
      'DMS-REQ-0360': 'with-failures blocked cells',
    })
  })

  it('verifies fully only when the elements of the requirement are known', () => {
    const passing = {
      ...creditable,
      executions: creditable.executions.map((one) => ({
        ...one,
        elements: Object.fromEntries(
          Object.keys(one.elements).map((key) => [key, 'pass' as const]),
        ),
      })),
    }
    expect(coverageOf(passing)['DMS-REQ-0360']).toBe('fully-verified')
    const { requirements: _, ...unknown } = passing
    expect(coverageOf(unknown)['DMS-REQ-0360']).toBe('partially-verified')
  })

  it('names the executions that a requirement rests on', () => {
    const [one] = buildDossier(sampleInput).requirements.filter(({ id }) => id === 'DMS-REQ-0360')
    expect(one).toMatchObject({
      title: 'Median relative astrometric error',
      executions: ['LVV-T1745[band=g]', 'LVV-T1745[band=r]', 'LVV-T1745[band=i]'],
    })
  })
})
