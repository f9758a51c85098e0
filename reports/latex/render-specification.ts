import type { CaseStatus, TestCase } from '#domain/test-case.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { compareKeys } from '#traceability/compare-keys.ts'
import type { LatexDocument, LatexOptions } from './latex-options.ts'
import { caseWriter } from './specification/write-case.ts'
import { writeTraceability } from './specification/write-traceability.ts'
import { standAlone } from './stand-alone/stand-alone.ts'
import { cell, fileHead, heading, longTable } from './writing/blocks.ts'
import { jiraLinks, toLabel } from './writing/links.ts'
import { type Latex, lines, tex } from './writing/tex.ts'

const statuses = ['Defined', 'Approved', 'Draft'] as const satisfies readonly CaseStatus[]

/**
 * The test specification (LDM-639): all cases and precursors with their steps, as `jira_docugen.tex`, and which
 * elements they verify, as `jira_docugen.appendix.tex`.
 */
export const renderSpecification = (
  trace: TraceDossier,
  cases: readonly TestCase[],
  options: LatexOptions,
): LatexDocument => {
  const ordered = [...cases].sort((a, b) => compareKeys(a.key, b.key))
  const live = ordered.filter(({ kind, status }) => kind === 'case' && status !== 'Deprecated')
  const precursors = ordered.filter(
    ({ kind, status }) => kind === 'precursor' && status !== 'Deprecated',
  )
  const deprecated = ordered.filter(({ status }) => status === 'Deprecated')
  const links = jiraLinks(options.jira)
  const writeCase = caseWriter(trace, ordered, links)
  const body = lines(
    fileHead,
    ...summary(live, links),
    tex`\newpage`,
    heading(1, tex`Active Test Cases`),
    tex`Live test cases, by status. A case without a procedure is a stub and counts as not executed.`,
    ...statuses.flatMap((status) => {
      const own = live.filter((testCase) => testCase.status === status)
      return own.length === 0
        ? []
        : [heading(2, tex`${status} Test Cases`), ...own.map((item) => writeCase(item, 3))]
    }),
    tex`\newpage`,
    heading(1, tex`Reusable Test Cases`),
    tex`Precursors: scripts that test cases call. They verify nothing by themselves.`,
    ...orNone(
      precursors.map((item) => writeCase(item, 2)),
      'No reusable test cases found.',
    ),
    tex`\newpage`,
    heading(1, tex`Deprecated Test Cases`),
    tex`Test cases that are not executed any more, kept for reference.`,
    ...orNone(
      deprecated.map((item) => writeCase(item, 2)),
      'No deprecated test cases found.',
    ),
  )
  const appendix = lines(
    fileHead,
    writeTraceability(trace, links, new Set(cases.map(({ key }) => key))),
  )
  return standAlone(
    'specification',
    [
      { name: 'jira_docugen.tex', text: `${body.latex}\n` },
      { name: 'jira_docugen.appendix.tex', text: `${appendix.latex}\n` },
    ],
    { trace, options },
  )
}

const summary = (
  cases: readonly TestCase[],
  links: ReturnType<typeof jiraLinks>,
): readonly Latex[] => [
  heading(1, tex`Test Cases Summary`, tex`test-cases-summary`),
  longTable({
    columns: tex`p{2.5cm}>{\raggedright\arraybackslash}p{10.5cm}p{1.9cm}`,
    head: [tex`Test Id`, tex`Test Name`, tex`Status`],
    rows: statuses.flatMap((status) =>
      cases
        .filter((testCase) => testCase.status === status)
        .map(({ key, title }) => [toLabel(key), links.testCase(key, cell(title)), tex`${status}`]),
    ),
  }),
]

const orNone = (sections: readonly Latex[], none: string): readonly Latex[] =>
  sections.length > 0 ? sections : [tex`\textit{${none}}`]
