import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadCatalog } from '#catalog/load-catalog.ts'
import { installation } from '#cli/opening/installation.ts'
import type { Problem } from '#domain/problem.ts'
import type { FileTexts } from '#interchange/yaml/apply-set.ts'
import { createFamilyLoader } from '#step-kit/family-loader.ts'

/** Errors that `lvv check` would find with these files in place and does not find now. */
export const newProblems = async (
  root: string,
  changes: FileTexts,
): Promise<readonly Problem[]> => {
  const before = new Set((await errorsOf(root)).map(nameOf))
  const folder = mkdtempSync(join(tmpdir(), 'lvv-import-'))
  try {
    for (const part of ['lvv.yaml', 'cases', 'requirements']) {
      const from = join(root, part)
      if (existsSync(from)) cpSync(from, join(folder, part), { recursive: true })
    }
    // Steps are code: they are looked at where they are.
    if (existsSync(join(root, 'steps'))) symlinkSync(join(root, 'steps'), join(folder, 'steps'))
    for (const [path, text] of changes) {
      const file = join(folder, path)
      // Whether it can be written there is found when it is written.
      rmSync(file, { recursive: true, force: true })
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    return (await errorsOf(folder)).filter((problem) => !before.has(nameOf(problem)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const errorsOf = async (root: string): Promise<readonly Problem[]> => {
  const families = createFamilyLoader({ install: installation.folder, root })
  const { facility, folder: install } = installation
  const { problems } = await loadCatalog({ root, families, install, facility })
  return problems.filter(({ severity }) => severity === 'error')
}

/** A problem by what it says: its line moves when records are added before it. */
const nameOf = ({ file, code, message }: Problem): string => `${file}\n${code}\n${message}`
