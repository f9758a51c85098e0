import type { ProblemList } from './problem-list.ts'

/** One input file, read: its place, its plain data, and what is wrong with it so far. */
export interface FileInRoot {
  /** Path relative to the root, with `/`. */
  readonly file: string
  readonly list: ProblemList
  readonly data: unknown
}
