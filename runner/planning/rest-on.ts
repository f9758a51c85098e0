import type { TestCase } from '#domain/test-case.ts'
import { type FindCase, precursorsOf } from './missing-bindings.ts'

/** Name under which the hash of a step family stands in a basis: `steps/butler`. */
const familyKey = (family: string): string => `steps/${family}`

/**
 * A definition as it is stored with a run: its basis also names the precursors it calls and the step families that it and
 * they use, so that a change of any of them is found, and named, when somebody asks what still holds.
 */
export const restOn = (
  definition: TestCase,
  find: FindCase,
  families: { readonly [family: string]: string },
): TestCase => {
  const called = precursorsOf(definition, find)
  const used = new Set([definition, ...called].flatMap(({ uses }) => uses.families))
  return {
    ...definition,
    basis: {
      ...definition.basis,
      ...Object.fromEntries(called.map(({ key, contentHash }) => [key, contentHash])),
      ...Object.fromEntries(
        [...used].sort().map((family) => [familyKey(family), families[family] ?? '']),
      ),
    },
  }
}

/** The step family that a key of a basis names; undefined for a key of anything else. */
export const familyOf = (key: string): string | undefined =>
  key.startsWith('steps/') ? key.slice('steps/'.length) : undefined
