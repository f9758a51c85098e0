import fc from 'fast-check'
import type { Row, TestCase } from '#domain/test-case.ts'
import { callRow, doRow, expression, sampleCase, samplePrecursor } from './sample-case.ts'

/** Cases and the precursors they call, callees first. */
export interface RandomCases {
  readonly cases: readonly TestCase[]
  readonly precursors: readonly TestCase[]
}

const rowShape = fc.record({
  step: fc.oneof(
    { weight: 6, arbitrary: fc.constant('echo' as const) },
    { weight: 2, arbitrary: fc.constant('once' as const) },
    { weight: 1, arbitrary: fc.constantFrom('fail' as const, 'block' as const) },
    { weight: 4, arbitrary: fc.constant('call' as const) },
  ),
  callee: fc.nat(20),
  when: fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('true', 'false') },
  ),
  continue: fc.boolean(),
  always: fc.oneof(
    { weight: 4, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
})
const scriptShape = fc.array(rowShape, { minLength: 1, maxLength: 5 })

/** Random scripts of rows that pass, fail, block, are skipped, go on, always run, and call. */
export const randomCases = (options: { readonly teardown: boolean }): fc.Arbitrary<RandomCases> =>
  fc
    .record({
      precursors: fc.array(fc.record({ script: scriptShape, teardown: fc.boolean() }), {
        maxLength: 4,
      }),
      cases: fc.array(scriptShape, { minLength: 1, maxLength: 5 }),
    })
    .map(({ precursors, cases }) => {
      const keys = precursors.map((_, index) => `PRE-T${index + 1}`)
      return {
        precursors: precursors.map(({ script, teardown }, index) => {
          const key = keys[index] ?? ''
          return samplePrecursor(key, {
            script: rowsOf(key, script, keys.slice(0, index)),
            ...(options.teardown &&
              teardown && { teardown: [doRow('undo', 'echo', { name: `${key} undo` })] }),
          })
        }),
        cases: cases.map((script, index) => {
          const key = `LVV-T${index + 1}`
          return sampleCase(key, { script: rowsOf(key, script, keys) })
        }),
      }
    })

type RowShape = typeof rowShape extends fc.Arbitrary<infer Shape> ? Shape : never

const rowsOf = (
  key: string,
  shapes: readonly RowShape[],
  callees: readonly string[],
): readonly Row[] =>
  shapes.map((shape, index) => {
    const id = `r${index}`
    const more = {
      ...(shape.when !== undefined && { when: expression(shape.when) }),
      continue: shape.continue,
      always: shape.always,
    }
    const callee = callees[shape.callee % Math.max(1, callees.length)]
    if (shape.step === 'call' && callee !== undefined) return callRow(id, callee, {}, more)
    const step = shape.step === 'call' ? 'echo' : shape.step
    return doRow(id, step, { name: `${key} ${id}` }, more)
  })
