import { cellText, latexText } from './latex-text.ts'
import { joinTex, type Latex, lines, nothing, tex } from './tex.ts'

/** First lines of every file that is written here. */
export const fileHead: Latex = lines(
  tex`% Written by lvv from case files, requirements and results. Do not edit: change those and write it again.`,
  tex`\setlength{\emergencystretch}{3em}`,
  tex`\providecommand{\lvvstep}[2]{\par\addvspace{6pt}\noindent\rule{\linewidth}{0.4pt}\par\nopagebreak\noindent\textbf{#1}\hfill{\scriptsize #2}\par\nopagebreak}`,
  tex`\providecommand{\lvvfield}[1]{\par\noindent\textbf{#1}\par\nopagebreak}`,
  tex`\providecommand{\lvvprocedure}{\par\setlength{\parskip}{2pt plus 1pt}\footnotesize\raggedright}`,
)

const levels = { 1: 'section', 2: 'subsection', 3: 'subsubsection', 4: 'paragraph' } as const

/** A heading; a long title is cut, and its bookmark has no places to break. */
export const heading = (level: 1 | 2 | 3 | 4, title: Latex, label?: Latex): Latex => {
  const bookmark = title.latex.replaceAll('\\allowbreak{}', '')
  const text =
    bookmark === title.latex ? title : tex`\texorpdfstring{${title}}{${{ latex: bookmark }}}`
  const command = { latex: `\\${levels[level]}` }
  const after = level === 4 ? tex`\mbox{}\par\nopagebreak` : nothing
  return tex`${command}{${text}}${label ? tex`\label{${label}}` : nothing}${after}`
}

/** Data of a title, short enough for a heading and its line in the table of contents. */
export const titleText = (title: string): Latex => ({ latex: latexText(title, 220) })

/** Data for one cell of a table. */
export const cell = (text: string): Latex => ({ latex: cellText(text) })

/** Paragraphs of data text; lines that begin with `- ` become a list. */
export const prose = (paragraphs: readonly string[]): Latex =>
  joinTex(
    paragraphs.flatMap((paragraph) => paragraph.split(/\n[ \t]*\n/)).flatMap(proseBlock),
    tex`${{ latex: '\n\n' }}`,
  )

const proseBlock = (paragraph: string): readonly Latex[] => {
  const blocks: Latex[] = []
  const rows = paragraph.split('\n').map((line) => line.trim())
  for (let start = 0; start < rows.length; ) {
    const isItem = isListItem(rows[start] ?? '')
    const next = rows.findIndex((row, index) => index > start && isListItem(row) !== isItem)
    const end = next < 0 ? rows.length : next
    const own = rows.slice(start, end).filter(Boolean)
    if (isItem) blocks.push(list(own.map((item) => tex`${item.slice(2)}`)))
    else if (own.length > 0) blocks.push(tex`${own.join(' ')}`)
    start = end
  }
  return blocks
}

const isListItem = (line: string): boolean => line.startsWith('- ')

/** A list; nothing where it is empty. */
export const list = (items: readonly Latex[]): Latex =>
  items.length === 0
    ? nothing
    : lines(
        tex`\begin{itemize}`,
        items.map((item) => tex`\item ${item}`),
        tex`\end{itemize}`,
      )

/** A table over any number of pages whose first row stands on each of them. */
export const longTable = (table: {
  /** Column types: `p{2cm}l`. */
  readonly columns: Latex
  readonly head: readonly Latex[]
  readonly rows: readonly (readonly Latex[])[]
}): Latex =>
  lines(
    tex`\begin{longtable}{${table.columns}}`,
    tex`\toprule`,
    tex`${tableRow(table.head.map((cell) => tex`\textbf{${cell}}`))} \midrule`,
    tex`\endhead`,
    tex`\bottomrule`,
    tex`\endfoot`,
    table.rows.map(tableRow),
    tex`\end{longtable}`,
  )

/** Cells as one row. */
export const tableRow = (cells: readonly Latex[]): Latex =>
  tex`${joinTex(cells, tex` & `)} \tabularnewline`
