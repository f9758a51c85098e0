import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const project = join(import.meta.dirname, '..')

/** A file and an import that it may or must not have. */
type Import = readonly [file: string, specifier: string]

const forbidden: readonly Import[] = [
  ['runner/domain/a.ts', 'zod'],
  ['runner/domain/a.ts', '#language/evaluate.ts'],
  ['runner/domain/a.ts', '#cli/main.ts'],
  ['runner/language/a.ts', '#step-kit/step-kit.ts'],
  ['runner/planning/a.ts', '#catalog/catalog.ts'],
  ['runner/planning/a.ts', '#engine/run-graph.ts'],
  ['runner/traceability/a.ts', '#ledger/ledger.ts'],
  ['runner/grading/a.ts', '#catalog/catalog.ts'],
  ['runner/grading/a.ts', '#traceability/build-dossier.ts'],
  ['runner/interchange/a.ts', '#language/units/units.ts'],
  ['runner/interchange/a.ts', '#catalog/catalog.ts'],
  ['runner/interchange/a.ts', 'node:sqlite'],
  ['runner/step-kit/a.ts', '#engine/run-graph.ts'],
  ['runner/catalog/a.ts', '#planning/plan-run.ts'],
  ['runner/ledger/a.ts', '#engine/run-graph.ts'],
  ['runner/engine/a.ts', '#catalog/catalog.ts'],
  ['runner/engine/a.ts', '#cli/main.ts'],
  ['runner/engine/a.ts', 'node:sqlite'],
  ['runner/engine/a.ts', 'kysely'],
  ['runner/cli/a.ts', 'node:sqlite'],
  ['runner/cli/commands/a.ts', '../run.ts'],
  ['steps/core/a.ts', '#engine/run-graph.ts'],
  ['steps/core/a.ts', '#language/evaluate.ts'],
  ['steps/core/a.ts', '#cli/main.ts'],
  ['steps/core/a.ts', 'kysely'],
  ['reports/junit/a.ts', '#ledger/ledger.ts'],
  ['reports/junit/a.ts', '#engine/run-graph.ts'],
  ['reports/junit/a.ts', '#cli/main.ts'],
]

const allowed: readonly Import[] = [
  ['runner/domain/a.ts', './b.ts'],
  ['runner/language/a.ts', '#domain/json.ts'],
  ['runner/planning/a.ts', '#language/evaluate.ts'],
  ['runner/grading/a.ts', '#language/units/units.ts'],
  ['runner/interchange/a.ts', '#domain/keys.ts'],
  ['runner/catalog/a.ts', '#step-kit/step-kit.ts'],
  ['runner/ledger/a.ts', 'node:sqlite'],
  ['runner/engine/a.ts', '#ledger/ledger.ts'],
  ['runner/cli/a.ts', '#engine/run-graph.ts'],
  ['steps/core/a.ts', '#step-kit/step-kit.ts'],
  ['reports/junit/a.ts', '#traceability/build-dossier.ts'],
  ['reports/reqif/a.ts', '#interchange/reqif/write-reqif.ts'],
]

const cases = [...forbidden, ...allowed].map(([importer, specifier], index) => ({
  importer,
  specifier,
  file: join(dirname(importer), `probe-${index}.ts`),
  refused: index < forbidden.length,
}))

describe('import boundaries', () => {
  let folder = ''
  let report = ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lvv-boundaries-'))
    await cp(join(project, 'biome.json'), join(folder, 'biome.json'))
    for (const { file, specifier } of cases) {
      await mkdir(join(folder, dirname(file)), { recursive: true })
      await writeFile(
        join(folder, file),
        `import { x } from '${specifier}'\n\nexport const y = x\n`,
      )
    }
    const options = ['--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=200']
    const linted = await run(join(project, 'node_modules/.bin/biome'), ['lint', ...options, '.'], {
      cwd: folder,
    }).catch((error: { readonly stdout: string }) => error)
    report = linted.stdout
  })

  afterAll(() => rm(folder, { recursive: true }))

  it.each(cases)('$importer importing $specifier: refused is $refused', ({ file, refused }) => {
    expect(report.includes(file)).toBe(refused)
  })
})
