import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findMetric, inUnit, isJob, type MetricDocument } from './find-metric.ts'

const bundle: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures', 'bundle.json'), 'utf8'),
)

const dataset = (document: unknown, band: string): MetricDocument => ({
  form: 'dataset',
  document,
  dataId: { band },
  run: 'processed/one',
})

describe('findMetric', () => {
  test('reads value, unit, uncertainty and sample size, and keeps the rest as notes', () => {
    const document = { metric: 'AM1', value: 8, unit: 'mas', uncertainty: 0.1, n: 90, AD1: 16 }
    expect(findMetric('AM1', [dataset(document, 'g')], 'here')).toEqual({
      metric: 'AM1',
      value: 8,
      unit: 'mas',
      uncertainty: 0.1,
      n: 90,
      dataId: { band: 'g' },
      run: 'processed/one',
      notes: { AD1: 16 },
      source: 'dataset',
    })
  })

  test('finds a metric in a bundle by the last part of its name', () => {
    const documents = [{ form: 'bundle', document: bundle, dataId: {}, run: '' } as const]
    expect(findMetric('AM2', documents, 'here')).toMatchObject({
      metric: 'analyze.AM2',
      value: 6.4,
      source: 'bundle',
    })
  })

  test('takes an exact name before one with a package', () => {
    const documents = [
      dataset({ metric: 'faro.AM1', value: 1, unit: 'mas' }, 'g'),
      dataset({ metric: 'AM1', value: 2, unit: 'mas' }, 'g'),
    ]
    expect(findMetric('AM1', documents, 'here').value).toBe(2)
  })

  test('does not take a metric whose name only ends the same', () => {
    const documents = [dataset({ metric: 'XAM1', value: 1, unit: 'mas' }, 'g')]
    expect(() => findMetric('AM1', documents, 'here')).toThrow(
      'AM1 was not computed: no measurement of it is in here',
    )
  })

  test('is blocked by several measurements and names them', () => {
    const documents = ['g', 'r'].map((band) => dataset({ metric: 'AM1', value: 1, unit: '' }, band))
    expect(() => findMetric('AM1', documents, 'here')).toThrow(
      '2 measurements of AM1 are in here: AM1 {band: g} in processed/one; AM1 {band: r} in processed/one',
    )
  })

  test('keeps NaN and infinity as values, and fails for no value', () => {
    const read = (value: unknown) =>
      findMetric('AM1', [dataset({ metric: 'AM1', value, unit: 'mas' }, 'g')], 'here').value
    expect(read(Number.NaN)).toBeNaN()
    expect(read(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
    expect(() => read(null)).toThrow('AM1 was computed to no value {band: g} in processed/one')
  })
})

describe('inUnit', () => {
  test('converts value and uncertainty', () => {
    const document = { metric: 'PA1', value: 0.005, unit: 'mag', uncertainty: 0.001 }
    const converted = inUnit(findMetric('PA1', [dataset(document, 'g')], 'here'), 'mmag')
    expect(converted).toMatchObject({ unit: 'mmag' })
    expect([converted.value, converted.uncertainty]).toEqual([
      expect.closeTo(5, 12),
      expect.closeTo(1, 12),
    ])
  })

  test('keeps round numbers round', () => {
    const document = { metric: 'M', value: 3.1, unit: 'mmag' }
    expect(inUnit(findMetric('M', [dataset(document, 'g')], 'here'), 'mag').value).toBe(0.0031)
  })

  test.each([
    ['', '%', 100],
    ['marcsec', 'arcsec', 0.001],
    ['deg', 'mas', 3.6e6],
    ['count', '1', 1],
  ])('converts %j to %s by %d', (from, to, factor) => {
    const document = { metric: 'M', value: 1, unit: from }
    expect(inUnit(findMetric('M', [dataset(document, 'g')], 'here'), to).value).toBeCloseTo(
      factor,
      9,
    )
  })

  test.each([
    ['mas', 'mmag', 'mas measures angle, mmag magnitude'],
    ['mas', 'parsec', 'parsec is not among'],
    ['furlong', 'mas', 'furlong is not among'],
  ])('refuses %s as %s', (from, to, reason) => {
    const document = { metric: 'M', value: 1, unit: from }
    const found = findMetric('M', [dataset(document, 'g')], 'here')
    expect(() => inUnit(found, to)).toThrow(reason)
  })
})

test('isJob tells an lsst.verify job from a bundle', () => {
  expect(isJob({ measurements: [] })).toBe(true)
  expect(isJob(bundle)).toBe(false)
})
