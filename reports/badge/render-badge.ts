import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { neutralise } from '#reports/terminal/text/neutralise.ts'

/** Pixels a character of 11 px Verdana takes on average, a little more so that no text touches its edge. */
const characterWidth = 7
const padding = 6
const height = 20

/**
 * An SVG badge: how many live requirements are fully verified. Green only when all are and nothing is outdated; a rehearsal is never a number of
 * it. No script, no link, nothing loaded from elsewhere.
 */
export const renderBadge = ({ total, asOf }: TraceDossier): string => {
  const verified = total.byCoverage['fully-verified']
  const failing = total.byCoverage['with-failures']
  const label = asOf.release === undefined ? 'verified' : `verified ${asOf.release}`
  const doubts = [
    ...(failing > 0 ? [`${failing} failing`] : []),
    ...(total.outdated > 0 ? [`${total.outdated} outdated`] : []),
    ...(asOf.problems === undefined ? [] : ['not whole']),
  ]
  const value = [`${verified}/${total.total}`, ...doubts].join(', ')
  const isGood = verified === total.total && verified > 0 && doubts.length === 0
  const colour = failing > 0 ? '#a61b1b' : isGood ? '#1a7f37' : '#555'
  const left = width(label)
  const right = width(value)
  const title = xml(`${label}: ${value}`)
  const text = (x: number, content: string) =>
    `<text x="${x}" y="14" textLength="${content.length * characterWidth}" lengthAdjust="spacingAndGlyphs">${xml(content)}</text>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${height}" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<rect width="${left}" height="${height}" fill="#333"/>`,
    `<rect x="${left}" width="${right}" height="${height}" fill="${colour}"/>`,
    '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">',
    text(padding, label.slice(0, longest)),
    text(left + padding, value),
    '</g>',
    '</svg>\n',
  ].join('\n')
}

/** Characters of a label that are shown. */
const longest = 40

const width = (text: string): number =>
  Math.min(text.length, longest) * characterWidth + 2 * padding

const xml = (text: string): string =>
  neutralise(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
