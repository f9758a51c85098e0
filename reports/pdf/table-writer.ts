import type PDFDocument from 'pdfkit'
import type { Coverage } from '#domain/tracing/coverage.ts'
import { coverageColours } from './colours.ts'
import { type MatrixLine, type MatrixRow, matrixColumns } from './matrix-rows.ts'
import { wrapText } from './printable-text.ts'
import type { Typeface } from './typeface.ts'

/** What is written on. */
export interface Sheet {
  readonly document: InstanceType<typeof PDFDocument>
  readonly typeface: Typeface
  /** Data text as the fonts can print it. */
  readonly printable: (text: string) => string
}

interface SetLine extends MatrixLine {
  readonly lines: readonly string[]
}

const size = 7.5
const leading = 9.6
const padding = 3.5

/** Writes rows below each other, with the headings of the columns on each page. */
export const createTable = (sheet: Sheet, top: number) => {
  const { document, typeface, printable } = sheet
  const { left, right } = document.page.margins
  const full = document.page.width - left - right
  const widths = matrixColumns.map(({ share }) => share * full)
  const edges = widths.map((_, index) =>
    widths.slice(0, index).reduce((sum, width) => sum + width, left),
  )
  const bottom = document.page.height - 38
  let y = top

  const head = (): void => {
    document.rect(left, y, full, leading + 2 * padding).fill('#003f40')
    document.font('bold').fontSize(size).fillColor('white')
    matrixColumns.forEach(({ title }, column) => {
      document.text(title, (edges[column] ?? 0) + padding, y + padding, { lineBreak: false })
    })
    y += leading + 2 * padding
  }

  const set = (cell: readonly MatrixLine[], column: number): readonly SetLine[] =>
    cell.map((line) => {
      const weight = line.weight ?? 'plain'
      const width = (widths[column] ?? 0) - 2 * padding
      const text = printable(line.text)
      return {
        ...line,
        lines: wrapText(text, width, (part) => typeface.widthOf(part, weight, size)),
      }
    })

  const drawLine = (line: SetLine, x: number, from: number): void => {
    const weight = line.weight ?? 'plain'
    const background = backgroundOf(line.tone)
    document.font(weight).fontSize(size)
    line.lines.forEach((text, index) => {
      const at = from + index * leading
      const width = typeface.widthOf(text, weight, size)
      if (background !== undefined) {
        document.rect(x - 1.5, at - 1, width + 3, leading - 0.4).fill(background)
      }
      document.fillColor(colourOf(line)).text(text, x, at, { lineBreak: false })
      if (line.link !== undefined) document.link(x, at, width, leading, line.link)
    })
  }

  const draw = (cell: readonly SetLine[], column: number): void => {
    let at = y + padding
    for (const line of cell) {
      drawLine(line, (edges[column] ?? 0) + padding, at)
      at += line.lines.length * leading
    }
  }

  const rule = (row: MatrixRow): void => {
    const from = row.starts ? 0 : row.newElement ? 1 : 2
    document
      .moveTo(edges[from] ?? left, y)
      .lineTo(left + full, y)
      .lineWidth(row.starts ? 0.7 : 0.3)
      .strokeColor(row.starts ? '#7a8a8b' : '#c4cccc')
      .stroke()
  }

  const bookmarks = new Map<string, PDFKit.PDFOutline>()
  const mark = ({ id, document: name, title }: NonNullable<MatrixRow['starts']>): void => {
    let parent = bookmarks.get(name)
    if (!parent) {
      parent = document.outline.addItem(printable(name))
      bookmarks.set(name, parent)
    }
    parent.addItem(printable(`${id} ${title}`))
    document.addNamedDestination(printable(id), 'XYZ', left, y, null)
  }

  const write = (rows: readonly MatrixRow[]): void => {
    head()
    for (const row of rows) {
      let cells = row.cells.map(set)
      const heightOf = (all: readonly (readonly SetLine[])[]) =>
        Math.max(1, ...all.map((cell) => cell.reduce((sum, line) => sum + line.lines.length, 0))) *
          leading +
        2 * padding
      if (y + heightOf(cells) > bottom) {
        document.addPage()
        y = document.page.margins.top
        head()
        if (!row.starts) {
          const again: MatrixLine = { text: `${row.requirement} (continued)`, tone: 'quiet' }
          cells = cells.with(0, set([again], 0))
        }
      }
      rule(row)
      if (row.starts) mark(row.starts)
      cells.forEach(draw)
      y += heightOf(cells)
    }
  }
  return { write }
}

const backgroundOf = (tone: MatrixLine['tone']): string | undefined =>
  tone === undefined || tone === 'quiet' || tone === 'rehearsed'
    ? undefined
    : coverageColours[tone satisfies Coverage]

const colourOf = ({ tone, link }: MatrixLine): string => {
  if (link !== undefined) return '#00595a'
  if (tone === 'quiet') return '#5b6566'
  return tone === 'rehearsed' ? '#8a4b00' : '#111111'
}
