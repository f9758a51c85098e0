import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { cell, heading, longTable, titleText } from '#reports/latex/writing/blocks.ts'
import { type JiraLinks, toLabel } from '#reports/latex/writing/links.ts'
import { joinTex, type Latex, lines, tex } from '#reports/latex/writing/tex.ts'

/** Each element with its requirement, that one's priority and parents, and the cases that verify it; linked where they are written. */
export const writeTraceability = (
  trace: TraceDossier,
  links: JiraLinks,
  written: ReadonlySet<string>,
): Latex => {
  const requirements = new Map<string, TraceDossier['requirements'][number]>(
    trace.requirements.map((requirement) => [requirement.id, requirement]),
  )
  return lines(
    heading(1, tex`Traceability`, tex`sec:trace`),
    tex`{\scriptsize\raggedright`,
    longTable({
      columns: tex`>{\raggedright\arraybackslash}p{5.2cm}>{\raggedright\arraybackslash}p{2.6cm}p{1.1cm}>{\raggedright\arraybackslash}p{2.9cm}>{\raggedright\arraybackslash}p{2.4cm}`,
      head: [
        tex`Verification Elements`,
        tex`Requirements`,
        tex`Priority`,
        tex`High Level Requirements`,
        tex`Test Cases`,
      ],
      rows: trace.elements.map((element) => {
        const requirement = requirements.get(element.requirement)
        return [
          tex`${links.issue(element.key)} - ${titleText(element.title)}`,
          cell(element.requirement),
          cell(requirement?.priority ?? 'Undefined'),
          joinTex((requirement?.parents ?? []).map(cell), tex`, `),
          joinTex(
            element.cases.map((key) => (written.has(key) ? toLabel(key) : cell(key))),
            tex`, `,
          ),
        ]
      }),
    }),
    tex`}`,
  )
}
