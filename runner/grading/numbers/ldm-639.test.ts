import { describe, expect, it } from 'vitest'
import type { Requirements } from '#domain/requirement.ts'
import { documentCases, documentRequirements, hasDocuments } from '#grading/testing/ldm-639.ts'
import { findContradictions } from './find-contradictions.ts'
import { nameParameters } from './named-parameters.ts'

const found = (requirements: Requirements): readonly string[] => {
  const names = nameParameters(requirements)
  return documentCases().flatMap((item) =>
    findContradictions(item, names).map(
      (each) => `${item.key} ${each.row ?? each.field}: ${each.said}, not ${each.holds}`,
    ),
  )
}

/** The same requirements with every number as many times as large. */
const scaled = (all: Requirements, factor: number): Requirements => ({
  ...all,
  requirements: new Map(
    [...all.requirements].map(([key, requirement]) => [
      key,
      {
        ...requirement,
        parameters: Object.fromEntries(
          Object.entries(requirement.parameters).map(([name, each]) => [
            name,
            { ...each, value: each.value * factor },
          ]),
        ),
      },
    ]),
  ),
})

describe.skipIf(!hasDocuments)('the cases of LDM-639 (skipped without ../shared/data)', () => {
  it('have one number that contradicts the DMSR', () => {
    expect(found(documentRequirements())).toEqual([
      'LVV-T2305 objective: 6 arcsec, not 60 arcsecond',
    ])
  })

  it('have a hundred numbers that would contradict other requirements', () => {
    expect(found(scaled(documentRequirements(), 7)).length).toBeGreaterThan(100)
  })
})
