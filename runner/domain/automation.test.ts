import { expect, test } from 'vitest'
import { automationOf, isStub } from './automation.ts'
import type { Row } from './test-case.ts'

const row = (kind: Row['kind']): Row => {
  const base = {
    id: kind,
    continue: false,
    always: false,
    reads: [],
    elements: [],
    named: false,
    line: 1,
  } as const
  switch (kind) {
    case 'call':
      return { ...base, kind, call: 'LAB-T1' as never, with: {} }
    case 'do':
      return { ...base, kind, do: 'core.echo', with: {}, onTimeout: 'block', given: [], expect: [] }
    case 'manual':
    case 'report':
      return { ...base, kind, text: 'Look.', asks: [], given: [], expect: [] }
    default:
      return kind satisfies never
  }
}

test.each([
  [[], 'none'],
  [['do'], 'automated'],
  [['call'], 'automated'],
  [['call', 'do'], 'automated'],
  [['manual'], 'manual'],
  [['report'], 'manual'],
  [['manual', 'report'], 'manual'],
  [['do', 'manual'], 'mixed'],
  [['call', 'report'], 'mixed'],
] as const)('a script of %j is %s', (kinds, expected) => {
  const script = kinds.map(row)
  expect(automationOf({ script, aggregate: [] })).toBe(expected)
  expect(isStub({ script })).toBe(expected === 'none')
})
