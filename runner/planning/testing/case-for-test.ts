import { contentHash } from '#domain/content-hash.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import type { Template } from '#domain/template.ts'
import type { CallRow, Row, StepRow, TestCase } from '#domain/test-case.ts'
import { sampleCase } from '#domain/testing/sample-case.ts'
import { parseTemplate } from '#language/templates/parse-template.ts'

const rowBase = {
  continue: false,
  always: false,
  reads: [],
  elements: [],
  named: false,
  line: 1,
} as const

/** Templates of a plain object, as the catalog would parse them. */
export const templates = (values: {
  readonly [name: string]: unknown
}): { readonly [name: string]: Template } =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, parseTemplate(value).template]),
  )

/** A row that calls. */
export const callRow = (
  id: string,
  key: string,
  values: { readonly [name: string]: unknown } = {},
): CallRow => ({
  ...rowBase,
  kind: 'call',
  id,
  call: key as TestCaseKey,
  with: templates(values),
})

/** A row that echoes. */
export const echoRow = (
  id: string,
  values: { readonly [name: string]: unknown } = {},
): StepRow => ({
  ...rowBase,
  kind: 'do',
  id,
  do: 'core.echo',
  with: templates(values),
  onTimeout: 'block',
  given: [],
  expect: [],
})

/** A case of the family `core` with this script. */
export const caseForTest = (
  key: string,
  script: readonly Row[],
  parts: Partial<Omit<TestCase, 'key' | 'script'>> = {},
): TestCase =>
  sampleCase(key, {
    script,
    uses: { env: [], secrets: [], families: ['core'], params: {} },
    contentHash: contentHash({ key, rows: script.map((row) => row.id) }),
    ...parts,
  })
