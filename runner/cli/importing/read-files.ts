import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { HarnessError } from '#domain/harness-error.ts'
import type { SourceFile } from '#interchange/read-source.ts'
import type { FileTexts } from '#interchange/yaml/apply-set.ts'

/** Largest file that is imported, bytes. */
const maxSource = 256 * 2 ** 20

/** Reads a file that the user names; refuses what is too large or no file. */
export const readSourceFile = (file: string, cwd: string): SourceFile => {
  const path = resolve(cwd, file)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined || !found.isFile()) {
    throw new HarnessError('not-found', `there is no file ${file}`, {
      hint: 'Name a .yaml, .json, .csv, .xlsx, .reqif or .reqifz file.',
    })
  }
  if (found.size > maxSource) {
    throw new HarnessError('too-large', `${file} has ${found.size} bytes, more than ${maxSource}`, {
      hint: 'Import it in parts.',
    })
  }
  return { file, bytes: readFileSync(path) }
}

const isYaml = (name: string): boolean => /\.ya?ml$/.test(name)

/** Texts of `requirements/*.yaml` and `requirements/elements/*.yaml`, by path from the root. */
export const readHeldFiles = (root: string): FileTexts => {
  const folders = ['requirements', 'requirements/elements']
  return new Map(
    folders.flatMap((folder) =>
      namesIn(join(root, folder)).map((name) => {
        const path = `${folder}/${name}`
        return [path, readFileSync(join(root, path), 'utf8')] as const
      }),
    ),
  )
}

const namesIn = (folder: string): readonly string[] => {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isYaml(entry.name))
    .map(({ name }) => name)
    .toSorted()
}
