// Writes docs/steps.md from the definitions of the steps: `npm run docs`.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stepReference } from '#cli/screen/step-reference.ts'
import { createFamilyLoader } from '#step-kit/family-loader.ts'

const install = join(import.meta.dirname, '..')
const families = createFamilyLoader({ install, root: install })
await writeFile(join(import.meta.dirname, 'steps.md'), await stepReference(families))
