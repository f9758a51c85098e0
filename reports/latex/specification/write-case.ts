import type { TestCase } from '#domain/test-case.ts'
import type { ElementTrace, TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { writeProcedure } from '#reports/latex/script/write-procedure.ts'
import { cell, heading, list, prose, tableRow, titleText } from '#reports/latex/writing/blocks.ts'
import { type JiraLinks, labelName, toLabel } from '#reports/latex/writing/links.ts'
import { joinTex, type Latex, lines, tex } from '#reports/latex/writing/tex.ts'
import { writeTemplate } from '#reports/script/write-template.ts'

/** Writes cases of one specification, as sections of the level that is asked for. */
export const caseWriter = (
  trace: TraceDossier,
  cases: readonly TestCase[],
  links: JiraLinks,
): ((testCase: TestCase, level: 2 | 3) => Latex) => {
  const byKey = new Map<string, TestCase>(cases.map((testCase) => [testCase.key, testCase]))
  const elements = new Map<string, ElementTrace>(trace.elements.map((item) => [item.key, item]))
  return (testCase, level) =>
    lines(
      heading(level, tex`${testCase.key} - ${titleText(testCase.title)}`, labelName(testCase.key)),
      ...facts(testCase, links),
      ...(testCase.kind === 'precursor' ? [] : elementsOf(testCase, elements, links)),
      ...titled('Test Items', prose(testCase.objective === undefined ? [] : [testCase.objective])),
      ...titled('Predecessors', joinTex(callsOf(testCase), tex`, `)),
      ...titled('Environment Needs', list(needsOf(testCase))),
      ...titled('Input Specification', list(inputsOf(testCase))),
      ...titled('Output Specification', list(outputsOf(testCase))),
      heading(4, tex`Test Procedure`),
      writeProcedure(testCase, {
        precursors: byKey,
        nameOf: (key) => (byKey.has(key) ? toLabel(key) : tex`${key}`),
      }),
    )
}

const titled = (title: string, content: Latex): readonly Latex[] =>
  content.latex === '' ? [] : [heading(4, tex`${title}`), content]

const facts = (testCase: TestCase, links: JiraLinks): readonly Latex[] => [
  tex`\begin{center}\begin{tabular}{llllp{6.5cm}}`,
  tex`\toprule`,
  tableRow([tex`Version`, tex`Status`, tex`Priority`, tex`Verification Type`, tex`File`]),
  tex`\midrule`,
  tableRow([
    tex`${testCase.contentHash.slice(0, 8)}`,
    tex`${testCase.status}`,
    cell(testCase.priority),
    tex`${testCase.method}`,
    tex`\raggedright ${cell(testCase.file)}`,
  ]),
  tex`\bottomrule`,
  tex`\multicolumn{5}{c}{Open ${links.testCase(testCase.key)} in Jira} \tabularnewline`,
  tex`\end{tabular}\end{center}`,
]

const elementsOf = (
  { verifies }: TestCase,
  elements: ReadonlyMap<string, ElementTrace>,
  links: JiraLinks,
): readonly Latex[] => [
  heading(4, tex`Verification Elements`),
  verifies.length === 0
    ? tex`None.`
    : list(
        verifies.map(({ element, requirement }) => {
          const found = elements.get(element)
          const of =
            requirement === undefined || requirement === String(element)
              ? tex``
              : tex` (${requirement})`
          return tex`${links.issue(element)}${of}${found ? tex` - ${titleText(found.title)}` : tex``}`
        }),
      ),
]

const callsOf = ({ script }: TestCase): readonly Latex[] =>
  [...new Set(script.flatMap((row) => (row.kind === 'call' ? [row.call] : [])))].map(
    (key) => tex`${key}`,
  )

const needsOf = ({ requires, needs, matrix }: TestCase): readonly Latex[] => [
  ...requires.map((path) => tex`Provided by the environment: ${path}`),
  ...(needs.cpus > 1 ? [tex`Processors: ${needs.cpus}`] : []),
  ...(needs.memory > 0 ? [tex`Memory: ${Math.ceil(needs.memory / 2 ** 20)} MiB`] : []),
  ...needs.locks.map((lock) => tex`Alone with: ${lock}`),
  ...Object.entries(matrix).map(
    ([name, values]) => tex`Once for each ${name}: ${writeTemplate(values)}`,
  ),
]

const inputsOf = ({ inputs }: TestCase): readonly Latex[] =>
  inputs.map(({ name, default: value }) =>
    value === undefined ? tex`${name}` : tex`${name} (without: ${writeTemplate(value)})`,
  )

const outputsOf = ({ outputs }: TestCase): readonly Latex[] =>
  Object.keys(outputs).map((name) => tex`${name}`)
