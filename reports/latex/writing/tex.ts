import { latexText } from './latex-text.ts'

/** A piece of LaTeX source: the only thing that reaches a file as it is. */
export interface Latex {
  readonly latex: string
}

/** What may stand in a template: source as it is, lists of it one after the other, data escaped, undefined as nothing. */
export type TexValue = Latex | readonly Latex[] | string | number | undefined

/**
 * LaTeX source around data: tex`\textbf{${title}}`. Strings and numbers are data and are escaped, so no text of a
 * file, a result or a person can act; only what another `tex` made is source.
 */
export const tex = (source: TemplateStringsArray, ...values: readonly TexValue[]): Latex => {
  const parts = [source.raw[0] ?? '']
  values.forEach((value, index) => {
    parts.push(write(value), source.raw[index + 1] ?? '')
  })
  return { latex: parts.join('') }
}

const write = (value: TexValue): string => {
  if (value === undefined) return ''
  if (typeof value === 'string') return latexText(value)
  if (typeof value === 'number') return latexText(String(value))
  return isList(value) ? value.map(({ latex }) => latex).join('') : value.latex
}

const isList = (value: Latex | readonly Latex[]): value is readonly Latex[] => Array.isArray(value)

/** Pieces with source between them. */
export const joinTex = (pieces: readonly Latex[], between: Latex): Latex => ({
  latex: pieces.map(({ latex }) => latex).join(between.latex),
})

/** Pieces, one a line. */
export const lines = (...pieces: readonly (Latex | readonly Latex[] | undefined)[]): Latex =>
  joinTex(
    pieces.flatMap((piece) => (piece === undefined ? [] : piece)),
    newline,
  )

/** Nothing. */
export const nothing: Latex = { latex: '' }

const newline: Latex = { latex: '\n' }
