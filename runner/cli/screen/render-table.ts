import { styleText } from 'node:util'

/** Rows as aligned columns; the last one is cut so that no line is wider than the screen. */
export const renderTable = (
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  screen: { readonly columns: number; readonly colour: boolean; readonly isTTY: boolean },
): string => {
  const widths = columns.map((name, index) =>
    Math.max(name.length, ...rows.map((row) => (row[index] ?? '').length)),
  )
  const line = (cells: readonly string[]): string => {
    const text = cells
      .map((cell, index) => (index === cells.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd()
    // In a pipe the whole line is worth more than a tidy edge.
    return screen.isTTY && text.length > screen.columns
      ? `${text.slice(0, Math.max(1, screen.columns - 1))}…`
      : text
  }
  const head = line(columns)
  const shown = screen.colour ? styleText('bold', head, { validateStream: false }) : head
  return `${[shown, ...rows.map(line)].join('\n')}\n`
}
