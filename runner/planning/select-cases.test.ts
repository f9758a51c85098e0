import { describe, expect, it } from 'vitest'
import type { CampaignPlan } from '#domain/campaign-plan.ts'
import type { PlanKey } from '#domain/keys.ts'
import { selectCases } from './select-cases.ts'
import { caseForTest } from './testing/case-for-test.ts'

const live = caseForTest('LVV-T1', [], { tags: ['nightly'], file: 'cases/metrics/LVV-T1.yaml' })
const other = caseForTest('LVV-T2', [], {
  tags: ['nightly', 'slow'],
  file: 'cases/lsp/LVV-T2.yaml',
})
const old = caseForTest('LVV-T3', [], {
  status: 'Deprecated',
  tags: ['nightly'],
  file: 'cases/lsp/LVV-T3.yaml',
})
const open = caseForTest('LVV-T9', [], {
  kind: 'precursor',
  alias: 'open',
  file: 'cases/precursors/LVV-T9.yaml',
})
const from = {
  cases: new Map([live, other, old, open].map((item) => [item.key as string, item])),
  aliases: new Map([['open', 'LVV-T9']]),
}
const none = { references: [], tags: [], requirements: [] }
const keys = (selection: Partial<Parameters<typeof selectCases>[0]>) =>
  selectCases({ ...none, ...selection }, from).map((item) => item.key)

const plan: CampaignPlan = {
  key: 'LVV-P1' as PlanKey,
  title: 'plan',
  cases: [
    { kind: 'case', reference: 'LVV-T2' },
    { kind: 'tag', tag: 'nightly' },
  ],
  approvals: [],
  file: 'cases/plans/LVV-P1.yaml',
  contentHash: 'h',
}

describe('selectCases', () => {
  it.each([
    ['all live cases that are not precursors, without selection', {}, ['LVV-T1', 'LVV-T2']],
    ['a key', { references: ['LVV-T1'] }, ['LVV-T1']],
    ['an alias', { references: ['open'] }, ['LVV-T9']],
    ['a deprecated case by its key', { references: ['LVV-T3'] }, ['LVV-T3']],
    ['a file', { references: ['./cases/lsp/LVV-T2.yaml'] }, ['LVV-T2']],
    ['a folder', { references: ['cases/lsp/'] }, ['LVV-T2', 'LVV-T3']],
    ['a tag, live cases only', { tags: ['nightly'] }, ['LVV-T1', 'LVV-T2']],
    [
      'several ways, each case once',
      { references: ['LVV-T2'], tags: ['nightly'] },
      ['LVV-T2', 'LVV-T1'],
    ],
    ['the plan in its order', { plan }, ['LVV-T2', 'LVV-T1']],
    ['what is named instead of the plan', { plan, references: ['LVV-T1'] }, ['LVV-T1']],
  ])('takes %s', (_title, selection, expected) => {
    expect(keys(selection)).toEqual(expected)
  })

  it.each([
    ['a key', { references: ['LVV-T22'] }, /no case "LVV-T22"/],
    ['a tag', { tags: ['nightyl'] }, /no tag "nightyl"/],
    ['a requirement', { requirements: ['DMS-REQ-9999'] }, /DMS-REQ-9999/],
    [
      'a plan entry, with its file',
      { plan: { ...plan, cases: [{ kind: 'tag', tag: 'x' } as const] } },
      /cases\/plans/,
    ],
  ])('refuses %s that names nothing', (_title, selection, message) => {
    expect(() => keys(selection)).toThrow(message)
  })

  it('suggests the likely name', () => {
    expect(() => keys({ tags: ['nightyl'] })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('"nightly"') }),
    )
  })
})
