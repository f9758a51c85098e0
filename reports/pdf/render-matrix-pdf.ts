import PDFDocument from 'pdfkit'
import { coverages } from '#domain/tracing/coverage.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { coverageNames, matrixDocuments, matrixRows } from './matrix-rows.ts'
import { printableText } from './printable-text.ts'
import { createTable, type Sheet } from './table-writer.ts'
import { embedFonts } from './typeface.ts'

/** How the matrix is written. */
export interface MatrixPdfOptions {
  /** Address of Jira without a slash at its end; absent: the project's own. */
  readonly jira?: string
}

const projectJira = 'https://rubinobs.atlassian.net'

/**
 * Requirement × element × case × result as PDF, without TeX: heading row on each page, bookmarks of documents and
 * requirements, links into Jira, text that can be selected. Rehearsals stand in a column of their own, and each page
 * says that they earn no credit. The same trace gives the same bytes.
 */
export const renderMatrixPdf = async (
  trace: TraceDossier,
  options: MatrixPdfOptions = {},
): Promise<Uint8Array> => {
  const document = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margins: { top: 34, bottom: 34, left: 32, right: 32 },
    autoFirstPage: false,
    lang: 'en',
    displayTitle: true,
    info: {
      Title: 'Verification matrix',
      Creator: 'lvv',
      Producer: 'lvv',
      CreationDate: new Date(trace.asOf.newestResult ?? `${trace.asOf.today}T00:00:00Z`),
    },
  })
  const bytes = collect(document)
  const typeface = embedFonts(document)
  const sheet: Sheet = {
    document,
    typeface,
    printable: (text) => printableText(text, typeface.hasGlyph),
  }
  markPages(trace, sheet)
  document.addPage()
  const top = writeHead(trace, sheet)
  createTable(sheet, top).write(matrixRows(trace, options.jira ?? projectJira))
  document.end()
  return bytes
}

const collect = (document: InstanceType<typeof PDFDocument>): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    document.on('error', reject)
  })

/** Title and counts; gives where the table may begin. */
const writeHead = (trace: TraceDossier, { document, typeface, printable }: Sheet): number => {
  const { release, today } = trace.asOf
  const left = document.page.margins.left
  document.font('bold').fontSize(16).fillColor('#003f40')
  document.text('Verification matrix', left, 34, { lineBreak: false })
  document.font('plain').fontSize(8.5).fillColor('#333333')
  const of = release === undefined ? 'no release is named yet' : `release ${release}`
  document.text(
    printable(`As of ${today}, ${of}. Coverage counts results that earn credit.`),
    left,
    56,
    {
      lineBreak: false,
    },
  )
  let y = 72
  for (const { document: name, title, coverage } of matrixDocuments(trace)) {
    const counts = coverages.map((key) => `${coverage.byCoverage[key]} ${coverageNames[key]}`)
    const label = printable(`${name} ${title}`).slice(0, 60)
    document.font('bold').text(label, left, y, { lineBreak: false })
    document
      .font('plain')
      .text(
        `${coverage.total} live: ${counts.join(', ')}; ${coverage.rehearsed} only rehearsed`,
        left + Math.max(260, typeface.widthOf(label, 'bold', 8.5) + 12),
        y,
        {
          lineBreak: false,
        },
      )
    y += 12
    if (y > document.page.height - 120) break
  }
  return y + 8
}

/** Puts its number on each page as it begins, and what rehearsals are worth. */
const markPages = (trace: TraceDossier, { document, printable }: Sheet): void => {
  const { release, today } = trace.asOf
  const words = printable(
    `Rehearsed results earn no credit and verify nothing. As of ${today}${release === undefined ? '' : `, release ${release}`}`,
  )
  let page = 0
  document.on('pageAdded', () => {
    page += 1
    const { margins, width, height } = document.page
    const { bottom } = margins
    // Below the margin pdfkit would begin a page of its own.
    margins.bottom = 0
    document.font('plain').fontSize(7).fillColor('#555555')
    document.text(words, margins.left, height - 26, { lineBreak: false })
    const number = `Page ${page}`
    document.text(number, width - margins.right - document.widthOfString(number), height - 26, {
      lineBreak: false,
    })
    margins.bottom = bottom
  })
}
