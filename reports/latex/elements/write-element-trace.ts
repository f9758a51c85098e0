import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { cell, heading, longTable } from '#reports/latex/writing/blocks.ts'
import { toLabel } from '#reports/latex/writing/links.ts'
import { type Latex, lines, tex } from '#reports/latex/writing/tex.ts'

/** Requirement, element and case, one line each. */
export const writeElementTrace = (trace: TraceDossier): Latex => {
  const elements = new Map<string, TraceDossier['elements'][number]>(
    trace.elements.map((element) => [element.key, element]),
  )
  const rows = trace.requirements.flatMap((requirement) =>
    requirement.elements.flatMap((key, index) => {
      const element = elements.get(key)
      const verifiers = [
        ...(element?.cases ?? []).map(cell),
        ...(element?.verifiedIn ?? []).map((other) => tex`Verified By ${other}`),
      ]
      return (verifiers.length === 0 ? [tex`none`] : verifiers).map((verifier, place) => [
        index === 0 && place === 0 ? cell(requirement.id) : tex``,
        place === 0 ? toLabel(key) : tex``,
        verifier,
      ])
    }),
  )
  return lines(
    heading(1, tex`Traceability`, tex`sec:trace`),
    longTable({
      columns: tex`p{5cm}p{5cm}p{5cm}`,
      head: [tex`Requirements`, tex`Verification Elements`, tex`Test Cases`],
      rows,
    }),
  )
}
