/** What a cell of a report table holds; instants are UTC. */
export type ReportCell = string | number | boolean | Date | undefined

/** A table of a report, with its header. CSV, XLSX and JSON all render it. */
export interface ReportTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly ReportCell[])[]
}

/** One column: its header, and what it shows of an item. */
export interface ReportColumn<T> {
  readonly header: string
  readonly of: (item: T) => ReportCell
}

/** Makes a table of items, a row each. */
export const tableOf = <T>(
  name: string,
  items: readonly T[],
  columns: readonly ReportColumn<T>[],
): ReportTable => ({
  name,
  columns: columns.map(({ header }) => header),
  rows: items.map((item) => columns.map(({ of }) => of(item))),
})

/** A list as one cell. */
export const listCell = (items: readonly string[]): string => items.join(', ')

/** An instant as a cell; undefined for none. */
export const instantCell = (iso: string | undefined): Date | undefined =>
  iso === undefined ? undefined : new Date(iso)
