import type { Coverage } from '#domain/tracing/coverage.ts'
import type { RequirementTrace, TraceDossier } from '#domain/tracing/trace-dossier.ts'
import type { LabelSet } from '#reports/latex/latex-options.ts'
import { heading, tableRow } from '#reports/latex/writing/blocks.ts'
import { cite } from '#reports/latex/writing/links.ts'
import { type Latex, lines, tex } from '#reports/latex/writing/tex.ts'
import { compareKeys } from '#traceability/compare-keys.ts'
import type { ControlResults, ControlStatus } from './control-results.ts'
import { labelSets } from './label-sets.ts'

/** Documents that the control document is about: those with elements or cases. */
export const controlledDocuments = (trace: TraceDossier): TraceDossier['documents'] => {
  const named = new Set(
    trace.requirements
      .filter(({ elements, cases }) => elements.length > 0 || cases.length > 0)
      .map(({ document }) => document),
  )
  return trace.documents.filter(({ document }) => named.has(document))
}

const turned = (name: string, label?: string): Latex =>
  tex`\makebox[0pt][l]{\rotatebox[origin=l]{60}{\textbf{${name}}${label === undefined ? tex`` : tex` {\scriptsize \ref{${{ latex: label }}}}`}}}`

/** How many requirements and elements have which coverage, by document and priority. */
export const writeCoverageSummary = (
  trace: TraceDossier,
  set: LabelSet,
  component: string,
): Latex => {
  const labels = labelSets[set]
  const documents = controlledDocuments(trace)
  const names = new Set(documents.map(({ document }) => document))
  const live = trace.requirements.filter(
    ({ document, status }) => names.has(document) && status === 'live',
  )
  const descoped = new Set<string>(
    trace.requirements.filter(({ status }) => status === 'descoped').map(({ id }) => id),
  )
  const elements = trace.elements.filter(
    ({ document, requirement }) => names.has(document) && !descoped.has(requirement),
  )
  const counts = (first: Latex, priority: Latex, items: readonly { coverage: Coverage }[]) =>
    tableRow([
      first,
      priority,
      ...labels.map(
        ({ of }) => tex`${items.filter(({ coverage }) => of.includes(coverage)).length}`,
      ),
      tex`\textbf{${items.length}}`,
    ])
  return lines(
    tex`\begin{longtable}{rp{1.8cm}*{${labels.length + 1}}{p{1.15cm}}}`,
    tableRow([
      tex``,
      turned('Priority'),
      ...labels.map(({ name, label }) => turned(name, label)),
      turned('Total'),
    ]),
    tex`\toprule`,
    tex`${counts(tex`\textbf{${component} Requirements}`, tex`(All)`, live)} \midrule`,
    documents.flatMap(({ document }) => documentRows(document, live, counts)),
    tex`${counts(tex`\textbf{${component} Verification E.}`, tex`(All)`, elements)} \bottomrule`,
    tex`\caption{Live requirements and verification elements of ${component} by coverage.}`,
    tex`\label{table:summary}`,
    tex`\end{longtable}`,
  )
}

const documentRows = (
  document: string,
  live: readonly RequirementTrace[],
  counts: (first: Latex, priority: Latex, items: readonly RequirementTrace[]) => Latex,
): readonly Latex[] => {
  const own = live.filter((requirement) => requirement.document === document)
  const groups = [...Map.groupBy(own, ({ priority }) => priority ?? 'Undefined')].toSorted(
    ([a], [b]) => compareKeys(a, b),
  )
  return [
    ...groups.map(([priority, items], index) =>
      counts(index === 0 ? cite(document) : tex``, tex`${priority}`, items),
    ),
    ...(groups.length === 1
      ? []
      : [counts(groups.length === 0 ? cite(document) : tex``, tex`(All)`, own)]),
    tex`\midrule`,
  ]
}

/** Statuses of test cases: name of the macro, name in the table, label and meaning of the paragraph that explains it. */
const caseStatuses: readonly {
  readonly status: ControlStatus
  readonly short: string
  readonly name: string
  readonly label: string
  readonly meaning: string
}[] = [
  {
    status: 'passed',
    short: 'Passed',
    name: 'Passed',
    label: 'sec:pass',
    meaning: 'Everything that the test case expects held in its last judged execution.',
  },
  {
    status: 'cndpass',
    short: 'P. w/Dev.',
    name: 'Passed with Deviation',
    label: 'sec:condpass',
    meaning:
      'A limit was missed within a deviation that had been approved before and has not expired.',
  },
  {
    status: 'failed',
    short: 'Failed',
    name: 'Failed',
    label: 'sec:fail',
    meaning: 'Something that the test case expects did not hold in its last judged execution.',
  },
  {
    status: 'notexec',
    short: 'Not Ex.',
    name: 'Not Executed',
    label: 'sec:notexec',
    meaning: 'No execution that earns credit was judged yet. Cases without a procedure count here.',
  },
]

/** How many live test cases have which status. */
export const writeCaseSummary = (
  trace: TraceDossier,
  results: ControlResults,
  component: string,
): Latex => {
  const live = trace.cases.filter(({ kind, status }) => kind === 'case' && status !== 'Deprecated')
  const found = live.map(({ key }) => results.ofCase(key))
  return lines(
    tex`\begin{longtable}{r*{5}{p{1.3cm}}}`,
    tableRow([
      tex``,
      ...caseStatuses.map(({ short, label }) => turned(short, label)),
      turned('Total'),
    ]),
    tex`\toprule`,
    tableRow([
      tex`Test Cases Results`,
      ...caseStatuses.map(({ status }) => tex`${found.filter((own) => own === status).length}`),
      tex`\textbf{${live.length}}`,
    ]),
    tex`\bottomrule`,
    tex`\caption{Live test cases of ${component} by the status of their last execution.}`,
    tex`\label{table:testsummary}`,
    tex`\end{longtable}`,
  )
}

/** What each label and status means; the tables refer to these paragraphs. */
export const writeExplanations = (set: LabelSet): Latex =>
  lines(
    heading(2, tex`Coverage Description`),
    tex`The coverage of a verification element is computed from the last judged results of its test cases at the release. A requirement has failures when one of its elements has, and is verified when all of them are.`,
    labelSets[set].map(({ name, label, meaning }) =>
      lines(heading(3, tex`${name}`, { latex: label }), tex`${meaning}`),
    ),
    heading(2, tex`Test Executions Description`),
    caseStatuses.map(({ name, label, meaning }) =>
      lines(heading(3, tex`${name}`, { latex: label }), tex`${meaning}`),
    ),
  )
