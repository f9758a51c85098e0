import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { writeElement } from './elements/write-element.ts'
import { writeElementTrace } from './elements/write-element-trace.ts'
import type { LatexDocument, LatexOptions } from './latex-options.ts'
import { standAlone } from './stand-alone/stand-alone.ts'
import { fileHead, heading } from './writing/blocks.ts'
import { jiraLinks } from './writing/links.ts'
import { lines, tex } from './writing/tex.ts'

/**
 * The verification element baseline (LDM-732) as `jira_docugen.tex`: every element with its requirement, that one's
 * numbers and parents, and the cases that verify it. No result enters it.
 */
export const renderElementBaseline = (
  trace: TraceDossier,
  options: LatexOptions,
): LatexDocument => {
  const component = options.component ?? 'DM'
  const context = {
    links: jiraLinks(options.jira),
    requirements: new Map(trace.requirements.map((item) => [String(item.id), item])),
    cases: new Map(trace.cases.map((item) => [String(item.key), item])),
    elements: new Map(trace.elements.map((item) => [String(item.key), item])),
  }
  const text = lines(
    fileHead,
    heading(1, tex`${component} Verification Elements`, tex`sec:ves`),
    tex`Verification elements of the ${component} subsystem: ${trace.elements.length} of ${
      new Set(trace.elements.map(({ requirement }) => requirement)).size
    } requirements.`,
    trace.elements.map((element) => writeElement(element, context)),
    tex`\newpage`,
    tex`\appendix`,
    writeElementTrace(trace),
  )
  return standAlone('elements', [{ name: 'jira_docugen.tex', text: `${text.latex}\n` }], {
    trace,
    options,
  })
}
