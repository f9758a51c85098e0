import { evidenceFile } from '#step-kit/evidence-file.ts'
import type { StepFamily } from '#step-kit/step-definition.ts'
import { command } from './command.ts'
import { compareFiles } from './compare-files.ts'
import { echo } from './echo.ts'
import { readFile } from './read-file.ts'
import { waitUntil } from './wait-until.ts'

/** Steps that need nothing but the machine. */
export const family: StepFamily = {
  name: 'core',
  doc: 'Values, programs, files and waiting: what needs nothing but the machine.',
  types: { 'core.File': evidenceFile },
  steps: [echo, command, waitUntil, readFile, compareFiles],
}
