import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import type { LatexDocument, LatexFile, LatexOptions } from '#reports/latex/latex-options.ts'
import { type Latex, lines, tex } from '#reports/latex/writing/tex.ts'
import { wrapperClass } from './wrapper-class.ts'

/** Documents whose files others import. */
export type ImportedDocument = 'specification' | 'control' | 'elements'

const usual: {
  readonly [kind in ImportedDocument]: {
    readonly handle: string
    readonly title: string
    readonly depth: number
  }
} = {
  specification: { handle: 'LDM-639', title: 'Acceptance Test Specification', depth: 3 },
  control: { handle: 'LDM-692', title: 'Verification Control Document', depth: 3 },
  elements: { handle: 'LDM-732', title: 'Verification Elements', depth: 2 },
}

/** The imported files; with `standAlone` also the document that imports them, and its class. */
export const standAlone = (
  kind: ImportedDocument,
  files: readonly LatexFile[],
  { trace, options }: { readonly trace: TraceDossier; readonly options: LatexOptions },
): LatexDocument => {
  if (!options.standAlone) return { files, mains: [] }
  const handle = options.handle ?? usual[kind].handle
  const name = `${fileNameOf(handle)}.tex`
  const main = mainDocument({
    handle,
    depth: usual[kind].depth,
    title: `${options.component ?? 'DM'} ${usual[kind].title}`,
    date: trace.asOf.today,
    files,
  })
  return {
    files: [...files, { name, text: `${main.latex}\n` }, classFile],
    mains: [name],
  }
}

/** The class that stands in for lsst-texmf. */
export const classFile: LatexFile = { name: 'lvvdoc.cls', text: wrapperClass.latex }

/** A handle as the name of a file. */
export const fileNameOf = (handle: string): string =>
  handle.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '') || 'document'

const mainDocument = (document: {
  readonly handle: string
  readonly title: string
  /** Level of headings down to which contents are listed. */
  readonly depth: number
  readonly date: string
  readonly files: readonly LatexFile[]
}): Latex => {
  const [body, ...appendices] = document.files
  return lines(
    tex`\documentclass{lvvdoc}`,
    tex`\title[${document.title}]{${document.title}}`,
    tex`\author{}`,
    tex`\setDocRef{${document.handle}}`,
    tex`\setDocDate{${document.date}}`,
    tex`\setcounter{tocdepth}{${document.depth}}`,
    tex`\begin{document}`,
    tex`\maketitle`,
    input(body),
    appendices.length === 0 ? undefined : tex`\newpage\appendix`,
    appendices.flatMap((file) => input(file) ?? []),
    tex`\end{document}`,
  )
}

const input = (file: LatexFile | undefined): Latex | undefined =>
  file && { latex: `\\input{${file.name}}` }
