import type { Parameter } from '#domain/requirement.ts'
import type { CaseTrace, ElementTrace, RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import { cell, heading, list, prose, tableRow, titleText } from '#reports/latex/writing/blocks.ts'
import { cite, type JiraLinks, labelName, toLabel } from '#reports/latex/writing/links.ts'
import { joinTex, type Latex, lines, nothing, tex } from '#reports/latex/writing/tex.ts'
import { writeQuantity } from '#reports/latex/writing/write-quantity.ts'

/** What an element is looked up with. */
export interface ElementContext {
  readonly links: JiraLinks
  readonly requirements: ReadonlyMap<string, RequirementTrace>
  readonly cases: ReadonlyMap<string, CaseTrace>
  readonly elements: ReadonlyMap<string, ElementTrace>
}

/** One element of the baseline. */
export const writeElement = (element: ElementTrace, context: ElementContext): Latex => {
  const requirement = context.requirements.get(element.requirement)
  const cases = element.cases.flatMap((key) => context.cases.get(key) ?? [])
  return lines(
    heading(2, tex`[${element.key}] ${titleText(element.title)}`, labelName(element.key)),
    facts(element, context),
    requirement
      ? requirementDetails(requirement, element, context)
      : tex`${element.requirement} is not held.`,
    ...verifiedBy(element, context),
    ...(cases.length === 0
      ? [tex`No live test case verifies this element.`]
      : [
          heading(3, tex`Test Cases Summary`),
          lines(cases.map((item) => caseSummary(item, context))),
        ]),
  )
}

const facts = (element: ElementTrace, { links }: ElementContext): Latex =>
  lines(
    tex`\begin{center}\begin{tabular}{p{2.6cm}p{2.8cm}p{3cm}>{\raggedright\arraybackslash}p{5.6cm}}`,
    tex`\toprule`,
    tex`\textbf{Jira Link} & \textbf{Method} & \textbf{Status} & \textbf{Test Cases} \\ \midrule`,
    tableRow([
      element.implicit ? tex`none yet` : links.issue(element.key),
      cell(element.method ?? 'not set'),
      cell(element.jiraStatus ?? 'not set'),
      joinTex(element.cases.map(cell), tex`, `),
    ]),
    tex`\bottomrule`,
    tex`\end{tabular}\end{center}`,
  )

const requirementDetails = (
  requirement: RequirementTrace,
  element: ElementTrace,
  { requirements }: ElementContext,
): Latex => {
  const parents = requirement.parents.map((key) => {
    const parent = requirements.get(key)
    return parent ? tex`${key} ${titleText(parent.title)}` : tex`${key}`
  })
  const covers = Object.entries(element.covers).map(
    ([name, values]) => tex`${name}: ${values.join(', ')}`,
  )
  const rows: readonly (readonly [string, Latex])[] = [
    [
      'Requirement ID',
      tex`${requirement.id}${requirement.status === 'descoped' ? tex` (descoped)` : nothing}`,
    ],
    ['Requirement Title', titleText(requirement.title)],
    ['Document', cite(requirement.document)],
    ['Requirement Priority', cell(requirement.priority ?? 'Undefined')],
    [
      'Requirement Parameters',
      joinTex(
        requirement.parameters
          .filter(
            ({ name }) => element.parameters.length === 0 || element.parameters.includes(name),
          )
          .map(parameter),
        tex`\newline `,
      ),
    ],
    ['Covers', joinTex(covers, tex`; `)],
    ['Least Stage', cell(element.stage ?? '')],
    ['Upper Level Requirement', joinTex(parents, tex`\newline `)],
  ]
  return lines(
    tex`{\footnotesize`,
    tex`\begin{longtable}{p{4cm}>{\raggedright\arraybackslash}p{11.3cm}}`,
    tex`\toprule`,
    tex`\multicolumn{2}{c}{\textbf{Requirement Details}} \tabularnewline \midrule`,
    rows
      .filter(([, content]) => content.latex !== '')
      .map(([name, content]) => tableRow([tex`${name}`, content])),
    tex`\bottomrule`,
    tex`\end{longtable}`,
    tex`}`,
  )
}

const parameter = ({ name, value, unit, role, sense, statistic }: Parameter): Latex =>
  tex`${name} = ${writeQuantity(value, unit)} (${[role, sense, statistic].filter(Boolean).join(', ')})`

const verifiedBy = (element: ElementTrace, { elements }: ElementContext): readonly Latex[] =>
  element.verifiedIn.length === 0
    ? []
    : [
        heading(3, tex`Verified By`),
        list(
          element.verifiedIn.map((key) => {
            const other = elements.get(key)
            return other
              ? tex`${toLabel(key)} ${titleText(other.title)}`
              : tex`${key}, which is not held`
          }),
        ),
      ]

const caseSummary = (testCase: CaseTrace, { links }: ElementContext): Latex =>
  lines(
    tex`{\footnotesize\raggedright`,
    tex`\textbf{${links.testCase(testCase.key)} ${titleText(testCase.title)}}\par`,
    tex`Status: ${testCase.status}. Version: ${testCase.contentHash.slice(0, 8)}. Verification type: ${testCase.method}. Procedure: ${testCase.stub ? 'a stub' : testCase.automation}.\par`,
    testCase.objective === undefined ? undefined : tex`${prose([testCase.objective])}\par`,
    tex`\medskip}`,
  )
