import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createFamilyLoader } from '#step-kit/family-loader.ts'
import { stepReference } from './step-reference.ts'

const install = join(import.meta.dirname, '../../..')

it('keeps docs/steps.md as the definitions say it (npm run docs writes it)', async () => {
  const families = createFamilyLoader({ install, root: install })
  expect(await readFile(join(install, 'docs/steps.md'), 'utf8')).toBe(await stepReference(families))
})
