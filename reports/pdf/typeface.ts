import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type PDFDocument from 'pdfkit'

const files = { plain: 'DejaVuSans.ttf', bold: 'DejaVuSans-Bold.ttf' } as const

/** The fonts of the document, embedded: names for pdfkit, and how wide text is in each. */
export interface Typeface {
  /** Text as the fonts hold it, in a size of points. */
  readonly widthOf: (text: string, weight: keyof typeof files, size: number) => number
  readonly hasGlyph: (codePoint: number) => boolean
}

interface FontMetrics {
  readonly unitsPerEm: number
  glyphForCodePoint(codePoint: number): { readonly advanceWidth: number }
  hasGlyphForCodePoint(codePoint: number): boolean
}

/** Embeds DejaVu Sans under the names `plain` and `bold`. */
export const embedFonts = (document: InstanceType<typeof PDFDocument>): Typeface => {
  const require = createRequire(import.meta.url)
  const load = (name: keyof typeof files): FontMetrics => {
    document.registerFont(
      name,
      readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${files[name]}`)),
    )
    document.font(name)
    return (document as unknown as { readonly _font: { readonly font: FontMetrics } })._font.font
  }
  const fonts = { plain: load('plain'), bold: load('bold') }
  const advances = { plain: new Map<string, number>(), bold: new Map<string, number>() }
  const advanceOf = (character: string, weight: keyof typeof files): number => {
    const known = advances[weight].get(character)
    if (known !== undefined) return known
    const font = fonts[weight]
    const advance =
      font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm
    advances[weight].set(character, advance)
    return advance
  }
  return {
    widthOf: (text, weight, size) => {
      let width = 0
      for (const character of text) width += advanceOf(character, weight)
      return width * size
    },
    hasGlyph: (codePoint) =>
      fonts.plain.hasGlyphForCodePoint(codePoint) && fonts.bold.hasGlyphForCodePoint(codePoint),
  }
}
