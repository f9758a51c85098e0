import type { TestCaseKey } from '#domain/keys.ts'
import type { TestCase } from '#domain/test-case.ts'

/** Cases by key that are parsed when they are asked for: a run of one case need not parse a thousand. */
export const lazyCases = (
  texts: ReadonlyMap<TestCaseKey, string>,
  parse: (text: string) => TestCase,
): ReadonlyMap<TestCaseKey, TestCase> => {
  const parsed = new Map<TestCaseKey, TestCase>()
  const get = (key: TestCaseKey): TestCase | undefined => {
    const text = texts.get(key)
    if (text === undefined) return undefined
    const testCase = parsed.get(key) ?? parse(text)
    parsed.set(key, testCase)
    return testCase
  }
  /** All of them, in the order of the files. */
  const all = (): ReadonlyMap<TestCaseKey, TestCase> => {
    const cases = new Map<TestCaseKey, TestCase>()
    for (const key of texts.keys()) {
      const testCase = get(key)
      if (testCase !== undefined) cases.set(key, testCase)
    }
    return cases
  }
  return {
    size: texts.size,
    get,
    has: (key) => texts.has(key),
    keys: () => texts.keys(),
    values: () => all().values(),
    entries: () => all().entries(),
    forEach: (visit) => {
      for (const [key, testCase] of all()) visit(testCase, key, all())
    },
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  }
}
