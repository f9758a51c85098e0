import type { Dossier } from '#domain/dossier.ts'
import { findCauses } from './find-causes.ts'
import { asideLines } from './render-asides.ts'
import { aftermathLines, causeLines } from './render-causes.ts'
import { footerLines } from './render-footer.ts'
import { passLines } from './render-passes.ts'
import type { EvidencePlace } from './render-rows.ts'
import { type Line, layOut, type Screen } from './text/lay-out.ts'

/** Screen and taste of the final summary. */
export interface TerminalOptions extends Screen, EvidencePlace {
  /** Shows every row of every execution. */
  readonly verbose?: boolean
}

/**
 * The summary of a run for a terminal or a text file: passes first, one line each; what needs a person last, next
 * to the prompt. Every text is neutralised; no line is wider than the screen.
 */
export const renderTerminal = (dossier: Dossier, given: TerminalOptions): string => {
  const options = { ...given, columns: Math.max(20, Math.floor(given.columns) || 80) }
  const causes = findCauses(dossier)
  const sections = [
    passLines(dossier, options),
    asideLines(dossier, causes, options),
    aftermathLines(dossier),
    causeLines(dossier, causes, options),
    footerLines(dossier, causes, options),
  ]
  const lines: readonly Line[] = sections
    .flat()
    .filter((section) => section.length > 0)
    .flatMap((section) => [...section, { spans: [] }])
  return layOut(lines.slice(0, -1), options)
}
