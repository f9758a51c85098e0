import type { ProblemList } from '#catalog/problem-list.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'

/** Warns that a document is not held, at the first place that names it. */
export type NotHeld = (path: Path, document: string) => void

/** One warning for each document that a file names and this root does not hold: a hundred links are one omission. */
export const notHeldOnce = (list: ProblemList): NotHeld => {
  const told = new Set<string>()
  return (path, document) => {
    if (told.has(document)) return
    told.add(document)
    list.at(path, {
      severity: 'warning',
      code: 'not-held',
      message: `${document} is not held here: what this file says of it is not checked.`,
      hint: 'This warning stands once for all places of the file.',
    })
  }
}
