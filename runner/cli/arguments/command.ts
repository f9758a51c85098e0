import type { Io } from '#cli/screen/io.ts'

/** One option of a command. */
export interface OptionSpec {
  readonly kind: 'flag' | 'value' | 'values'
  /** Shown for the value: `--env NAME`. */
  readonly shows?: string
  readonly doc: string
}

/** Parsed arguments: flags are true, `values` are lists, absent options are undefined. */
export interface Arguments {
  readonly positionals: readonly string[]
  flag(name: string): boolean
  value(name: string): string | undefined
  values(name: string): readonly string[]
}

/** One command of `lvv`, without its code: that is loaded only when it is asked for. */
export interface CommandSpec {
  readonly name: string
  readonly summary: string
  /** What follows the name: `[KEY|PATH|ALIAS…]`. */
  readonly takes: string
  /** Fewest and most positional arguments. */
  readonly positionals: readonly [number, number]
  readonly options: { readonly [name: string]: OptionSpec }
  readonly load: () => Promise<Command>
}

/** The code of a command: returns the exit code. */
export type Command = (args: Arguments, io: Io) => Promise<number>
