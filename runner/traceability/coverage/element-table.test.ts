import { describe, expect, it } from 'vitest'
import type { Coverage } from '#domain/tracing/coverage.ts'
import type { Verdict } from '#domain/verdict.ts'
import { coverElement, type ElementFacts } from './element-table.ts'

const none = undefined
const full: ElementFacts = {
  cases: 1,
  verifiedIn: 0,
  verdicts: ['pass'],
  everyCell: true,
  atStage: true,
  underConditions: true,
}

describe('coverElement', () => {
  it.each<[string, Partial<ElementFacts>, Coverage]>([
    ['no live case and no verifiedIn', { cases: 0, verdicts: [] }, 'not-covered'],
    [
      'only a verifiedIn without results',
      { cases: 0, verifiedIn: 1, verdicts: [none] },
      'not-verified',
    ],
    ['any of them failed', { verdicts: ['pass', 'fail', none] }, 'with-failures'],
    ['all passed, every cell, at its stage', {}, 'fully-verified'],
    ['a deviation that was approved', { verdicts: ['pass-with-deviation'] }, 'fully-verified'],
    ['a cell that it covers has no pass', { everyCell: false }, 'partially-verified'],
    ['farther than the stage it needs', { atStage: false }, 'partially-verified'],
    ['a condition that was not met', { underConditions: false }, 'partially-verified'],
    ['any passed', { verdicts: ['pass', none] }, 'partially-verified'],
    ['none was judged', { verdicts: [none, none] }, 'not-verified'],
  ])('%s', (_, facts, coverage) => {
    expect(coverElement({ ...full, ...facts })).toBe(coverage)
  })

  const flags = [true, false]
  const combinations = flags.flatMap((everyCell) =>
    flags.flatMap((atStage) =>
      flags.map((underConditions) => ({ everyCell, atStage, underConditions })),
    ),
  )
  it.each<[readonly (Verdict | undefined)[], Coverage, Coverage]>([
    [['pass'], 'fully-verified', 'partially-verified'],
    [['pass', none], 'partially-verified', 'partially-verified'],
    [['pass', 'fail'], 'with-failures', 'with-failures'],
    [['fail'], 'with-failures', 'with-failures'],
    [[none], 'not-verified', 'not-verified'],
  ])('%j: %s when all else holds, %s when anything does not', (verdicts, all, less) => {
    for (const facts of combinations) {
      const holds = facts.everyCell && facts.atStage && facts.underConditions
      expect(coverElement({ ...full, ...facts, verdicts })).toBe(holds ? all : less)
    }
  })
})
