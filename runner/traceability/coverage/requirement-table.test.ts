import { describe, expect, it } from 'vitest'
import type { Coverage } from '#domain/tracing/coverage.ts'
import { coverRequirement } from './requirement-table.ts'

const no = 'not-covered'
const fail = 'with-failures'
const full = 'fully-verified'
const part = 'partially-verified'
const open = 'not-verified'
const all = [no, fail, full, part, open] as const satisfies readonly Coverage[]

describe('coverRequirement', () => {
  // Rows: first element; columns: second, in the order of `all`.
  it.each<[Coverage, readonly Coverage[]]>([
    [no, [no, fail, part, part, open]],
    [fail, [fail, fail, fail, fail, fail]],
    [full, [part, fail, full, part, part]],
    [part, [part, fail, part, part, part]],
    [open, [open, fail, part, part, open]],
  ])('folds %s with every other coverage', (first, expected) => {
    expect(all.map((second) => coverRequirement([first, second]))).toEqual(expected)
  })

  it('is not covered without an element', () => {
    expect(coverRequirement([])).toBe('not-covered')
  })
})
