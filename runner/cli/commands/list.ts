import type { Arguments, Command } from '#cli/arguments/command.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import type { Io } from '#cli/screen/io.ts'
import { type Listing, ledgerListings, listings, listLedger } from '#cli/screen/listings.ts'
import { renderTable } from '#cli/screen/render-table.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { nearestName } from '#domain/nearest-name.ts'

/** `lvv list WHAT [FILTER]`: a line each; the filter is a text that must occur in a line. */
export const list: Command = async (args, io) => {
  const [what = '', filter = ''] = args.positionals
  const open = await openCatalog(args, io)
  const kept = Object.hasOwn(ledgerListings, what) ? ledgerListings[what] : undefined
  if (kept) return show(await listLedger(kept, open, args, io), filter, args, io)
  const listing = Object.hasOwn(listings, what) ? listings[what] : undefined
  if (!listing) {
    const known = [...Object.keys(listings), ...Object.keys(ledgerListings)]
    const near = nearestName(what, known)
    throw new HarnessError('usage', `lvv cannot list "${what}"`, {
      hint: near ? `Did you mean \`lvv list ${near}\`?` : `It lists ${known.join(', ')}.`,
    })
  }
  return show(await listing(open), filter, args, io)
}

const show = (listing: Listing, filter: string, args: Arguments, io: Io): number => {
  const wanted = filter.toLowerCase()
  const rows = listing.rows.filter((row) => row.join(' ').toLowerCase().includes(wanted))
  if (args.flag('json')) {
    for (const row of rows) {
      const entries = listing.columns.map((column, index) => [column, row[index] ?? ''])
      io.stdout.write(`${JSON.stringify(Object.fromEntries(entries))}\n`)
    }
    return 0
  }
  if (rows.length === 0) io.stdout.write(`${listing.none}\n`)
  else io.stdout.write(renderTable(listing.columns, rows, io.stdout))
  return 0
}
