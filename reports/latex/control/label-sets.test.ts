import { expect, it } from 'vitest'
import { type Coverage, coverages } from '#domain/tracing/coverage.ts'
import { labelOf, labelSets } from './label-sets.ts'

const table = (set: '3.0' | '3.1') =>
  Object.fromEntries(coverages.map((coverage) => [coverage, labelOf(set, coverage).name]))

it('shows each coverage under one label of each set', () => {
  expect(table('3.0')).toEqual({
    'fully-verified': 'Fully Verified',
    'partially-verified': 'Partially Verified',
    'with-failures': 'With Failures',
    'not-verified': 'Not Verified',
    'not-covered': 'Not Covered',
  })
  expect(table('3.1')).toEqual({
    'fully-verified': 'Verified',
    'partially-verified': 'In Verification',
    'with-failures': 'Not Verified',
    'not-verified': 'Not Verified',
    'not-covered': 'Not Verified',
  })
  for (const labels of Object.values(labelSets)) {
    expect(labels.flatMap(({ of }) => of).toSorted()).toEqual([...coverages].toSorted())
  }
})

it('never moves anything to a better of the three labels by a failure', () => {
  const rank = labelSets['3.1'].map(({ name }) => name)
  const after = rank.indexOf(labelOf('3.1', 'with-failures').name)
  for (const before of coverages satisfies readonly Coverage[]) {
    expect(after).toBeGreaterThanOrEqual(rank.indexOf(labelOf('3.1', before).name))
  }
})
