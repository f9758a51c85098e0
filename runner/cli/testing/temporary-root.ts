import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A root in a folder of its own, with room beside it for what steps do outside. */
export interface TemporaryRoot {
  /** Absolute path of the root. */
  readonly root: string
  /** Absolute path of a file beside the root: no part of what lvv keeps. */
  readonly beside: (name: string) => string
  /** Writes files of the root; the text is taken as it is. */
  readonly write: (files: { readonly [path: string]: string }) => void
  /** Lines of a file beside the root; none while it is not there. */
  readonly lines: (name: string) => readonly string[]
  readonly remove: () => void
}

/** Makes a root from the texts of its files; `name` is that of its folder. */
export const temporaryRoot = (
  files: { readonly [path: string]: string },
  name = 'root',
): TemporaryRoot => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lvv-e2e-')))
  const root = join(folder, name)
  const beside = (path: string): string => join(folder, path)
  const write: TemporaryRoot['write'] = (texts) => {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
  }
  mkdirSync(join(root, 'cases'), { recursive: true })
  write(files)
  return {
    root,
    beside,
    write,
    lines: (path) => {
      try {
        return readFileSync(beside(path), 'utf8').split('\n').filter(Boolean)
      } catch {
        return []
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
