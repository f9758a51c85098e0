import type { ElementTrace, RequirementTrace, TraceDossier } from '#domain/tracing/trace-dossier.ts'
import type { LatexOptions } from '#reports/latex/latex-options.ts'
import { cell, heading } from '#reports/latex/writing/blocks.ts'
import { cite, isHandle, type JiraLinks, labelName } from '#reports/latex/writing/links.ts'
import { joinTex, type Latex, lines, nothing, tex } from '#reports/latex/writing/tex.ts'
import { writeQuantity } from '#reports/latex/writing/write-quantity.ts'
import type { ControlledCase, ControlResults } from './control-results.ts'
import { labelOf } from './label-sets.ts'
import { controlledDocuments } from './write-summary.ts'

/** What the tables are written from. */
export interface ControlContext {
  readonly trace: TraceDossier
  readonly results: ControlResults
  readonly options: LatexOptions
  readonly links: JiraLinks
  readonly component: string
  /** Keys of the elements that the tables hold. */
  readonly held: ReadonlySet<string>
}

/** Requirement, element, case, last run and status: one table a document. */
export const writeControl = (context: ControlContext): Latex => {
  const { trace } = context
  const elements = new Map<string, ElementTrace>(trace.elements.map((item) => [item.key, item]))
  return lines(
    controlledDocuments(trace).map(({ document }) => {
      const own = trace.requirements.filter((requirement) => requirement.document === document)
      return documentTable(document, own, elements, context)
    }),
  )
}

const documentTable = (
  document: string,
  requirements: readonly RequirementTrace[],
  elements: ReadonlyMap<string, ElementTrace>,
  context: ControlContext,
): Latex => {
  const name = labelName(document).latex.toUpperCase()
  const descoped = requirements.filter(({ status }) => status === 'descoped')
  return lines(
    heading(2, tex`${document} Requirements Coverage`, { latex: `sec:${name}coverage` }),
    tex`{\small\setlength{\tabcolsep}{3pt}`,
    tex`\begin{longtable}{*{2}{>{\raggedright\arraybackslash}p{3.4cm}}*{2}{>{\raggedright\arraybackslash}p{2.8cm}}>{\raggedright\arraybackslash}p{3.1cm}}`,
    tex`\caption{${context.component} ${document} Requirements.}\label{tab:${{ latex: name }}vcd}\\`,
    tex`${tableHead} \endfirsthead`,
    tex`${tableHead} \endhead`,
    joinTex(
      requirements
        .filter(({ status }) => status === 'live')
        .map((requirement) => requirementRows(requirement, elements, context)),
      tex`\midrule${{ latex: '\n' }}`,
    ),
    tex`\bottomrule`,
    tex`\end{longtable}`,
    tex`}`,
    descoped.length === 0
      ? undefined
      : tex`Descoped and not counted: ${joinTex(
          descoped.map(({ id }) => cell(id)),
          tex`, `,
        )}.`,
  )
}

const tableHead = tex`\toprule \textbf{Requirement} & \textbf{Verification Element} & \textbf{Test Case} & \textbf{Last Run} & \textbf{Test Status} \\ \toprule`

const requirementRows = (
  requirement: RequirementTrace,
  elements: ReadonlyMap<string, ElementTrace>,
  context: ControlContext,
): Latex => {
  const priority = requirement.priority === undefined ? nothing : tex` (p. ${requirement.priority})`
  const first = tex`${cell(requirement.id)}\newline ${docRef(requirement.document)}~{\tiny${priority}}\newline ${coverage(requirement, context)}`
  const own = requirement.elements.flatMap((key) => elements.get(key) ?? [])
  if (own.length === 0) return tex`${first} & No verification element & & & \notexec{} \\${end}`
  return joinTex(
    own.map((element, index) =>
      elementRows(index === 0 ? first : nothing, element, priority, context),
    ),
    tex`\cmidrule{2-5}${end}`,
  )
}

const end: Latex = { latex: '\n' }

// The macro cites, which needs a plain handle; anything else is shown as text.
const docRef = (document: string): Latex =>
  isHandle(document)
    ? tex`\vcdDocRef{${{ latex: document }}}`
    : tex`{\scriptsize ${cell(document)}}`

const coverage = (item: Pick<RequirementTrace, 'coverage'>, { options }: ControlContext): Latex =>
  tex`{\scriptsize\textbf{${labelOf(options.labels, item.coverage).name}}}`

const elementRows = (
  first: Latex,
  element: ElementTrace,
  priority: Latex,
  context: ControlContext,
): Latex => {
  const { results, links } = context
  const second = tex`\hypertarget{${labelName(element.key)}}{${cell(element.key)}}\newline {\scriptsize ${element.implicit ? tex`no Jira issue` : links.issue(element.key)}}~{\tiny${priority}}\newline ${coverage(element, context)}${asides(element, context)}`
  const rows = [
    ...verifiedIn(element, context),
    ...results.ofElement(element).map((item) => caseCells(item, context)),
  ]
  if (rows.length === 0) rows.push(tex`No test case & & `)
  return joinTex(
    rows.map((row, index) =>
      index === 0 ? tex`${first} & ${second} & ${row} \\${end}` : tex` & & ${row} \\${end}`,
    ),
    tex`\cmidrule{3-5}${end}`,
  )
}

const verifiedIn = (
  { verifiedIn: keys }: ElementTrace,
  { held }: ControlContext,
): readonly Latex[] =>
  keys.length === 0
    ? []
    : [
        tex`\multicolumn{3}{p{9.1cm}}{Verified in: ${joinTex(
          keys.map((key) =>
            held.has(key) ? tex`\hyperlink{${labelName(key)}}{${key}}` : tex`${key} (not held)`,
          ),
          tex`, `,
        )}}`,
      ]

// Waivers are for results: without one that counts there is nothing to waive.
const asides = (element: ElementTrace, { trace, results }: ControlContext): Latex => {
  if (!results.isJudged(element)) return nothing
  const own = trace.waivers.filter(({ element: key, inForce }) => key === element.key && inForce)
  return tex`${own.map(({ jira, expires }) => tex`\newline {\scriptsize Waived by ${jira} to ${expires}}`)}`
}

const caseCells = (item: ControlledCase, context: ControlContext): Latex => {
  const name = item.case.startsWith('LVV-') ? context.links.testCase(item.case) : cell(item.case)
  return tex`${name} & ${lastRun(item, context)} & ${status(item)}`
}

const lastRun = ({ result, run }: ControlledCase, { options, links }: ControlContext): Latex => {
  if (!result) return nothing
  const report = run?.plan === undefined ? undefined : options.reportOf?.(run.plan)
  return joinTex(
    [
      tex`${result.at.slice(0, 10)}`,
      ...(report === undefined ? [] : [tex`{\scriptsize ${cite(report)}}`]),
      tex`{\scriptsize ${run?.plan === undefined ? nothing : tex`${links.testPlan(run.plan)}, `}run ${result.origin.run}}`,
      ...(result.release === undefined ? [] : [tex`{\scriptsize ${cell(result.release)}}`]),
    ],
    tex`\newline `,
  )
}

const status = ({ status: of, cells, closest, notes }: ControlledCase): Latex =>
  joinTex(
    [
      tex`${{ latex: `\\${of}` }}{}`,
      ...(cells.judged > 1
        ? [tex`{\scriptsize ${cells.passed} of ${cells.judged} cells passed}`]
        : []),
      ...(closest?.margin === undefined
        ? []
        : [
            tex`{\scriptsize margin ${writeQuantity(closest.margin, closest.unit)} (${cell(closest.measure)})}`,
          ]),
      ...notes.map((note) => tex`{\scriptsize ${cell(note)}}`),
    ],
    tex`\newline `,
  )
