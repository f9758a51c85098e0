import type { Command, Usage } from './measure.ts'

/** One thing that was measured and what it says of a limit. */
export interface Finding {
  readonly line: string
  /** What it should be, in words. */
  readonly limit: string
  readonly found: string
  /** Undefined: shown beside another finding, without a limit of its own. */
  readonly holds: boolean | undefined
}

/** What a line needs to know. */
export interface Bench {
  /** Folder of lvv. */
  readonly install: string
  /** Folder for what is generated. */
  readonly work: string
  /** Output of the command that ran last. */
  readonly log: string
  readonly runs: number
  /** Fewer cases, for a look. */
  readonly quick: boolean
  /** Node that runs lvv. */
  readonly node: string
}

/** `lvv run` on a root. */
export const lvvRun = (
  { install }: Bench,
  root: string,
  args: readonly string[] = [],
): Command => ({
  name: 'lvv',
  argv: [`${install}/lvv`, 'run', ...args],
  cwd: root,
})

/** CPU and wall time of one as multiples of another, in words. */
export const ratioText = (one: Usage, other: Usage): string =>
  `${ratio(one.cpu, other.cpu)} × CPU, ${ratio(one.wall, other.wall)} × wall`

/** Absolute numbers, in words. */
export const usageText = ({ cpu, wall, memory }: Usage): string =>
  `${cpu.toFixed(2)} s CPU, ${wall.toFixed(2)} s wall, ${Math.round(memory / 1e6)} MB`

/** True when both CPU and wall time are at most so many times the other's. */
export const atMost = (times: number, one: Usage, other: Usage): boolean =>
  one.cpu <= times * other.cpu && one.wall <= times * other.wall

const ratio = (one: number, other: number): string => (one / other).toFixed(2)
