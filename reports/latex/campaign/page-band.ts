import type { Dossier } from '#domain/dossier.ts'
import { type Latex, lines, tex } from '#reports/latex/writing/tex.ts'
import { creditOf } from './campaign.ts'

/** Macros that draw a band over the head and foot of each page while one is set. */
export const bandMacros: Latex = lines(
  tex`\def\lvvband{}`,
  tex`\newcommand{\lvvdrawband}{\colorbox{red!75!black}{\makebox[0.8\paperwidth]{\color{white}\bfseries\sffamily\footnotesize\strut\lvvband}}}`,
  tex`\AddToHook{shipout/foreground}{\ifx\lvvband\empty\else\put(0.1\paperwidth,-22pt){\lvvdrawband}\put(0.1\paperwidth,-\dimexpr\paperheight-12pt\relax){\lvvdrawband}\fi}`,
)

const noCredit = tex`\gdef\lvvband{REHEARSAL\quad These results earn no credit and verify nothing}`
const someCredit = tex`\gdef\lvvband{REHEARSAL\quad Some of these results earn no credit; they are marked}`
const none = tex`\gdef\lvvband{}`

/** Starts a page, and marks it and all that follow where they show results that earn no credit. */
export const newPageFor = (dossiers: readonly Dossier[]): Latex => {
  const credits = new Set(dossiers.map(creditOf))
  const plain = dossiers.length === 0 || (credits.size === 1 && credits.has('all'))
  const band = plain ? none : credits.size === 1 && credits.has('none') ? noCredit : someCredit
  return tex`\newpage ${band}`
}
