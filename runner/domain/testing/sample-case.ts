import { contentHash } from '#domain/content-hash.ts'
import { parseTestCaseKey } from '#domain/keys.ts'
import type { TestCase } from '#domain/test-case.ts'

/** A case for tests: empty but for the parts that a test is about. */
export const sampleCase = (key: string, parts: Partial<Omit<TestCase, 'key'>> = {}): TestCase => {
  const parsed = parseTestCaseKey(key)
  if (!parsed) throw new Error(`"${key}" is no key of a case`)
  const area = parts.area ?? 'area'
  return {
    kind: 'case',
    key: parsed,
    title: `Title of ${key}`,
    method: 'Test',
    status: 'Approved',
    priority: 'Normal',
    verifies: [],
    tags: [],
    requires: [],
    matrix: {},
    needs: { cpus: 0, memory: 0, locks: [] },
    inputs: [],
    outputs: {},
    share: { kind: 'run' },
    script: [],
    teardown: [],
    aggregate: [],
    uses: { env: [], secrets: [], families: [], params: {} },
    file: `cases/${area}/${key}.yaml`,
    area,
    contentHash: contentHash(key),
    basis: {},
    ...parts,
  }
}
