import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { controlResults } from './control/control-results.ts'
import { writeControl } from './control/write-control.ts'
import {
  writeCaseSummary,
  writeCoverageSummary,
  writeExplanations,
} from './control/write-summary.ts'
import type { LatexDocument, LatexOptions } from './latex-options.ts'
import { standAlone } from './stand-alone/stand-alone.ts'
import { fileHead, heading } from './writing/blocks.ts'
import { jiraLinks } from './writing/links.ts'
import { type Latex, lines, tex } from './writing/tex.ts'

/** Macros of the document that imports it, for one that does not define them. */
const statusMacros: Latex = lines(
  tex`\providecommand{\notexec}{\cellcolor{gray!50!white} \textbf{Not Executed}}`,
  tex`\providecommand{\inprog}{\cellcolor{orange!50!white} \textbf{In Progress}}`,
  tex`\providecommand{\passed}{\cellcolor{green!50!white} \textbf{Passed}}`,
  tex`\providecommand{\cndpass}{\cellcolor{pink!50!white} \textbf{Pass w/Deviation}}`,
  tex`\providecommand{\failed}{\cellcolor{red!50!white} \textbf{Failed}}`,
  tex`\providecommand{\blocked}{\cellcolor{cyan!50!white} \textbf{Blocked}}`,
  tex`\providecommand{\vcdJiraRef}[1]{{\scriptsize\jira{#1}}}`,
  tex`\providecommand{\vcdDocRef}[1]{{\scriptsize\citeds{#1}}}`,
)

/**
 * The verification control document (LDM-692) as `jira_docugen.tex`: which requirements and elements are verified,
 * by which execution, with what margin. Only results that earn credit enter it; with rehearsals alone it has the
 * same bytes as without any result.
 */
export const renderControlDocument = (
  trace: TraceDossier,
  options: LatexOptions,
): LatexDocument => {
  const component = options.component ?? 'DM'
  const results = controlResults(trace)
  const text = lines(
    fileHead,
    statusMacros,
    heading(1, tex`Summary Information`, tex`sec:summary`),
    whatIsMissing(trace),
    basis(trace, results.anyJudged),
    tex`Table~\ref{table:summary} counts requirements and verification elements by coverage; Table~\ref{table:testsummary} counts test cases by their last execution. A test case may belong to several elements, and an element to several test cases.`,
    writeCoverageSummary(trace, options.labels, component),
    writeCaseSummary(trace, results, component),
    writeExplanations(options.labels),
    tex`\newpage`,
    heading(1, tex`Verification Control`, tex`sec:vcd`),
    tex`Priorities stand in parentheses behind the document of a requirement; \citeds{LSE-61} defines them. A margin is positive when the requirement is met; where several were measured, the one nearest to its limit is shown.`,
    writeControl({
      trace,
      results,
      options,
      links: jiraLinks(options.jira),
      component,
      held: new Set(trace.elements.map(({ key }) => key)),
    }),
  )
  return standAlone('control', [{ name: 'jira_docugen.tex', text: `${text.latex}\n` }], {
    trace,
    options,
  })
}

const whatIsMissing = ({ asOf: { problems } }: TraceDossier): Latex | undefined =>
  problems === undefined
    ? undefined
    : tex`\textbf{This document is not whole: ${problems} ${problems === 1 ? 'error' : 'errors'} in the files behind it left something out.}`

const basis = (trace: TraceDossier, anyJudged: boolean): Latex => {
  const { release, today } = trace.asOf
  const of = release === undefined ? tex`` : tex` for release ${release}`
  return anyJudged
    ? tex`As of ${today}${of}. Only results that earn credit are counted: results of rehearsals are not part of this document.`
    : tex`As of ${today} no result earns credit. Results of rehearsals are not part of this document.`
}
