import { randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { HarnessError } from '#domain/harness-error.ts'
import type { FileTexts } from '#interchange/yaml/apply-set.ts'

/** One file on its way: the new text beside it, and what was there. */
interface Placed {
  readonly path: string
  readonly fresh: string
  readonly old: string
}

/** Writes files of a root, all or none: a failure before the last is in place puts back what was there. */
export const writeFilesTogether = (root: string, texts: FileTexts): void => {
  const mark = randomUUID().slice(0, 8)
  const files = [...texts].map(([name, text]) => {
    const path = join(root, name)
    return { path, fresh: `${path}.${mark}.new~`, old: `${path}.${mark}.old~`, text }
  })
  const placed: Placed[] = []
  try {
    for (const { path, fresh, text } of files) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(fresh, text, { flush: true })
    }
    for (const file of files) {
      if (existsSync(file.path)) linkSync(file.path, file.old)
      renameSync(file.fresh, file.path)
      placed.push(file)
    }
  } catch (error) {
    for (const { path, old } of placed) {
      if (existsSync(old)) renameSync(old, path)
      else rmSync(path, { force: true })
    }
    throw new HarnessError('bad-input', 'the files cannot be written; all are as they were', {
      hint: 'Is there space, and may you write in requirements/?',
      cause: error,
    })
  } finally {
    for (const { fresh, old } of files) {
      rmSync(fresh, { force: true })
      rmSync(old, { force: true })
    }
  }
}
