import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { createFamilyLoader } from '#step-kit/family-loader.ts'
import { jsonSchemas } from './json-schemas.ts'
import { loadCatalog } from './load-catalog.ts'

const install = dirname(dirname(import.meta.dirname))
const root = join(dirname(install), 'shared', 'examples')
const present = existsSync(root)

test.skipIf(!present)(
  'the example root has no errors but for steps that do not exist yet [skipped where it is not beside the repository]',
  async () => {
    const families = createFamilyLoader({ install, root })
    const { problems } = await loadCatalog({ root, families, facility: join(install, 'facility') })
    const errors = problems.filter(({ severity }) => severity === 'error')
    // Steps that do exist may have come to need more than the examples give them.
    const codes = new Set(errors.map(({ code }) => code))
    codes.delete('missing-input')
    expect([...codes]).toEqual(['unknown-step'])
    expect(errors.map(({ message }) => message)).toContain('There is no step "tap.query".')
  },
)

test('an editor can complete steps, their inputs, precursors and keys', async () => {
  const families = createFamilyLoader({ install, root: install })
  const catalog = await loadCatalog({ root: install, families })
  const schemas = await jsonSchemas(catalog, families)
  expect(Object.keys(schemas)).toEqual([
    'case',
    'precursor',
    'plan',
    'environment',
    'settings',
    'requirements',
    'elements',
    'deviation',
    'waiver',
    'known-issue',
  ])
  const text = JSON.stringify(schemas.case)
  expect(text).toContain('"const":"core.echo"')
  expect(text).toContain('"if":{"properties":{"do":{"enum":["core.command"]}}')
  expect(text).toContain('"argv":')
})
