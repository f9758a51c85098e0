import { neutralise } from '#reports/terminal/text/neutralise.ts'

/** Characters of a text that are shown; a summary has a size limit of its own. */
const longest = 300

/**
 * Text as Markdown shows it literally: no markup, no HTML, no link, no mention, no line break, no direction override. For
 * cells of tables and running text alike.
 */
export const markdownText = (text: string): string => {
  const plain = neutralise(text).trim()
  const cut = plain.length > longest ? `${plain.slice(0, longest)}…` : plain
  return cut
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~$-]/g, '\\$&')
    .replaceAll('@', '&#64;')
    .replaceAll('://', ':&#47;&#47;')
}
