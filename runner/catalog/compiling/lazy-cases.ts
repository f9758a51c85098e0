import type { TestCaseKey } from '#domain/keys.ts'
import type { TestCase } from '#domain/test-case.ts'

/** Cases by key that are parsed when they are asked for: a run of one case need not parse a thousand. */
export const lazyCases = (
  keys: Iterable<TestCaseKey>,
  parse: (key: TestCaseKey) => TestCase | undefined,
): ReadonlyMap<TestCaseKey, TestCase> => {
  const known = new Set(keys)
  const parsed = new Map<TestCaseKey, TestCase>()
  const get = (key: TestCaseKey): TestCase | undefined => {
    if (!known.has(key)) return undefined
    const testCase = parsed.get(key) ?? parse(key)
    if (testCase !== undefined) parsed.set(key, testCase)
    return testCase
  }
  /** All of them, in the order of the files. */
  const all = (): ReadonlyMap<TestCaseKey, TestCase> => {
    const cases = new Map<TestCaseKey, TestCase>()
    for (const key of known) {
      const testCase = get(key)
      if (testCase !== undefined) cases.set(key, testCase)
    }
    return cases
  }
  return {
    size: known.size,
    get,
    has: (key) => known.has(key),
    keys: () => known.keys(),
    values: () => all().values(),
    entries: () => all().entries(),
    forEach: (visit) => {
      for (const [key, testCase] of all()) visit(testCase, key, all())
    },
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  }
}
