import { describe, expect, it } from 'vitest'
import { executionId, type TestCaseKey } from '#domain/keys.ts'
import type { TestCase } from '#domain/test-case.ts'
import { keepExecutions } from './keep-executions.ts'
import { planRun } from './plan-run.ts'
import { callRow, caseForTest, echoRow, templates } from './testing/case-for-test.ts'

const shared = caseForTest('LVV-T900', [echoRow('one')], { kind: 'precursor' })
const other = caseForTest('LVV-T901', [echoRow('one')], { kind: 'precursor' })
const first = caseForTest('LVV-T1', [callRow('a', 'LVV-T900'), echoRow('b')])
const second = caseForTest('LVV-T2', [callRow('a', 'LVV-T900'), callRow('c', 'LVV-T901')])
const cells = caseForTest('LVV-T3', [callRow('a', 'LVV-T901')], {
  matrix: templates({ band: ['g', 'r'] }),
  aggregate: [echoRow('all')],
})
const find = (key: TestCaseKey): TestCase => {
  const found = [shared, other].find((one) => one.key === key)
  if (!found) throw new Error(key)
  return found
}

const whole = planRun({
  cases: [first, second, cells],
  find,
  bindings: {},
  inputs: {},
  secrets: {},
  families: { core: 'hash' },
})

const kept = (...ids: readonly string[]) =>
  keepExecutions(whole, new Set(ids.map((id) => executionId(id))))

describe('keepExecutions', () => {
  it('keeps what an execution calls and drops callers that are gone', () => {
    const graph = kept('LVV-T1')
    expect(graph.executions.map((one) => one.case)).toEqual(['LVV-T900', 'LVV-T1'])
    expect(graph.executions[0]?.callers).toEqual(['LVV-T1'])
    expect(Object.keys(graph.definitions).sort()).toEqual(['LVV-T1', 'LVV-T900'])
  })

  it('keeps one cell alone, but all of them with their aggregate', () => {
    expect(kept('LVV-T3[band=g]').executions.map(({ id }) => id)).toContain('LVV-T3[band=g]')
    expect(kept('LVV-T3[band=g]').executions.map(({ id }) => id)).not.toContain('LVV-T3[band=r]')
    const all = kept('LVV-T3[*]').executions.map(({ id }) => id)
    expect(all).toEqual(expect.arrayContaining(['LVV-T3[band=g]', 'LVV-T3[band=r]', 'LVV-T3[*]']))
  })

  it('keeps nothing of nothing, and everything of everything', () => {
    expect(kept().executions).toEqual([])
    expect(keepExecutions(whole, new Set(whole.executions.map(({ id }) => id)))).toEqual(whole)
  })
})
