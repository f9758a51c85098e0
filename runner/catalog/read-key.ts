import type { ProblemList } from './problem-list.ts'
import type { Path } from './yaml/read-yaml.ts'

/** How a kind of key is read and named. */
export interface KeyKind<Key> {
  readonly parse: (text: string) => Key | undefined
  /** `the key of a case`. */
  readonly what: string
  readonly example: string
}

/** Parses a key of a file; reports one that is none. Absent keys are the form's business. */
export const readKey = <Key>(
  list: ProblemList,
  path: Path,
  text: string | undefined,
  { parse, what, example }: KeyKind<Key>,
): Key | undefined => {
  const key = text === undefined ? undefined : parse(text)
  if (text !== undefined && key === undefined) {
    list.at(path, {
      code: 'bad-key',
      message: `"${text}" is not ${what}.`,
      hint: `Keys look like ${example}.`,
    })
  }
  return key
}
