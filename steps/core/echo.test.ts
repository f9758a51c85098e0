import { expect, it } from 'vitest'
import { runStepForTest } from '#step-kit/testing/run-step-for-test.ts'
import { stepContextForTest } from '#step-kit/testing/step-context-for-test.ts'
import { echo } from './echo.ts'

it('returns what it is given, as it is', async () => {
  await using context = await stepContextForTest()
  const given = { text: 'a', list: [1, { deep: null }], big: 9292041530376265123n }
  expect(await runStepForTest(echo, given, context)).toEqual(given)
})

it('has the type of what it is given', () => {
  const type = { kind: 'object', fields: { n: { type: { kind: 'number' } } } } as const
  expect(echo.outputOf?.(type)).toBe(type)
})
