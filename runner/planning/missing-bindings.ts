import type { JsonObject } from '#domain/json.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import type { Row, TestCase } from '#domain/test-case.ts'
import { isBound } from './binding-path.ts'

/** Looks a case up; the catalog guarantees that every call has its precursor. */
export type FindCase = (key: TestCaseKey) => TestCase

/** All rows of a case, whatever section they stand in. */
const rowsOf = (definition: TestCase): readonly Row[] => [
  ...definition.script,
  ...definition.teardown,
  ...definition.aggregate,
]

/** Keys of the precursors that a case calls, directly or through others; each once, callees before callers. */
export const precursorsOf = (definition: TestCase, find: FindCase): readonly TestCase[] => {
  const found = new Map<TestCaseKey, TestCase>()
  const visiting = new Set<TestCaseKey>()
  const visit = (current: TestCase): void => {
    for (const row of rowsOf(current)) {
      if (row.kind !== 'call' || found.has(row.call) || visiting.has(row.call)) continue
      visiting.add(row.call)
      const precursor = find(row.call)
      visit(precursor)
      found.set(row.call, precursor)
    }
  }
  visit(definition)
  return [...found.values()]
}

/**
 * What the case and the precursors it calls require of the environment and do not find there, as `env.<path>`.
 * Empty: the case applies.
 */
export const missingBindings = (
  definition: TestCase,
  bindings: JsonObject,
  find: FindCase,
): readonly string[] => {
  const required = new Set<string>()
  for (const part of [definition, ...precursorsOf(definition, find)]) {
    for (const path of part.requires) required.add(path)
  }
  return [...required].filter((path) => !isBound(bindings, path)).map((path) => `env.${path}`)
}
