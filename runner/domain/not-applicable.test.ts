import { expect, test } from 'vitest'
import { isSelectedStub, reasonNotApplicable } from './not-applicable.ts'

test.each([
  [{ missing: ['env.portal'] }, 'needs env.portal', false],
  [{ missing: [], stubs: ['LAB-T1'] }, 'stub', true],
  [{ missing: [], stubs: ['LAB-T2'] }, 'calls the stub LAB-T2', false],
  [{ missing: [], stubs: ['LAB-T2', 'LAB-T3'] }, 'calls the stubs LAB-T2, LAB-T3', false],
  [
    { missing: ['env.a'], stubs: ['LAB-T1', 'LAB-T2'] },
    'stub; needs env.a; calls the stub LAB-T2',
    true,
  ],
])('%j is not executed: %s', (parts, reason, stub) => {
  const item = { case: 'LAB-T1', title: 'T', ...parts } as never
  expect(reasonNotApplicable(item)).toBe(reason)
  expect(isSelectedStub(item)).toBe(stub)
})
