import type { ProblemList } from './problem-list.ts'
import type { Path } from './yaml/read-yaml.ts'

/** Says that a part of the language is read but has no effect in this version. */
export const reportNotYet = (list: ProblemList, path: Path, what: string): void =>
  list.atKey(path, {
    severity: 'warning',
    code: 'not-yet',
    message: `${what} is read, but has no effect in this version.`,
  })
