import type { Arguments } from '#cli/arguments/command.ts'
import { ledgerPlace } from '#cli/opening/open-root-ledger.ts'
import type { Io, OutputStream } from './io.ts'

/** What a report needs to know of where it is shown, and of how to find its run again. */
export const screenOf = (
  of: { readonly root: string; readonly ledger: string | undefined },
  stream: OutputStream,
  args: Arguments,
  io: Io,
) => ({
  columns: stream.columns,
  colour: stream.colour,
  unicode: stream.unicode,
  place: ['root', 'ledger'].flatMap((name) => {
    const value = args.value(name)
    return value === undefined ? [] : [`--${name}`, value]
  }),
  evidenceDir: ledgerPlace(of.root, of.ledger, args, io).evidence,
})
