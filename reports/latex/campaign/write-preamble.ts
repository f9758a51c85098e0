import { heading, titleText } from '#reports/latex/writing/blocks.ts'
import { type Latex, lines, tex } from '#reports/latex/writing/tex.ts'
import type { Campaign } from './campaign.ts'
import { bandMacros } from './page-band.ts'

/** Class, packages and title of a document of a campaign, to its first heading. */
export const writePreamble = (campaign: Campaign, kind: 'plan' | 'report'): Latex => {
  const { plan, sections, options, component } = campaign
  const name = kind === 'plan' ? 'Test Plan' : 'Test Plan and Report'
  const title = tex`${plan.key}: ${titleText(plan.title)} ${name}`
  return lines(
    ...(options.standAlone ? [tex`\documentclass{lvvdoc}`] : docsteadyClass(component)),
    tex`\newcolumntype{L}[1]{>{\raggedright\let\newline\\\arraybackslash\hspace{0pt}}p{#1}}`,
    tex`\input{meta.tex}`,
    tex`\providecommand{\tightlist}{\setlength{\itemsep}{0pt}\setlength{\parskip}{0pt}}`,
    tex`\setcounter{tocdepth}{4}`,
    bandMacros,
    tex`\begin{document}`,
    tex`\def\milestoneName{${sections.milestone?.name ?? ''}}`,
    tex`\def\milestoneId{${sections.milestone?.id ?? ''}}`,
    tex`\def\product{${sections.product ?? component}}`,
    tex`\setDocCompact{true}`,
    tex`\title[${plan.key} ${name}]{${title}}`,
    tex`\setDocRef{\lsstDocType-\lsstDocNum}`,
    tex`\date{${dateOf(campaign)}}`,
    tex`\author{${sections.owner ?? ''}}`,
    tex`\input{history_and_info.tex}`,
    tex`\setDocAbstract{${kind === 'plan' ? 'The test plan' : 'The test plan and report'} of \textbf{${titleText(plan.title)}}, of the subsystem ${component}. It was written by lvv from the plan, its test cases and their results.}`,
    tex`\maketitle`,
  )
}

// docsteady loads these; files that people keep beside the document may use them.
const docsteadyClass = (component: string): readonly Latex[] => [
  tex`\documentclass[${{ latex: /^[A-Z]{2,4}$/.test(component) ? component : 'DM' }},lsstdraft,STR,toc]{lsstdoc}`,
  tex`\usepackage{geometry}`,
  tex`\usepackage{longtable,booktabs}`,
  tex`\usepackage{enumitem}`,
  tex`\usepackage{arydshln}`,
  tex`\usepackage{attachfile}`,
  tex`\usepackage{array}`,
  tex`\usepackage{dashrule}`,
  tex`\usepackage{pdfpages}`,
]

const dateOf = ({ dossiers, trace }: Campaign): string =>
  dossiers.at(-1)?.run.startedAt.slice(0, 10) ?? trace.asOf.today

/** What only people write; with a stand-alone document, so that it compiles. */
export const personalFiles = ({ handle, plan, sections }: Campaign, appendix: string) => {
  const place = handle.lastIndexOf('-')
  const [type, number] =
    place > 0 ? [handle.slice(0, place), handle.slice(place + 1)] : [handle, '']
  return [
    {
      name: 'meta.tex',
      text: `${
        lines(
          tex`\newcommand{\lsstDocType}{${type}}`,
          tex`\newcommand{\lsstDocNum}{${number}}`,
          tex`\newcommand{\vcsRevision}{${plan.contentHash.slice(0, 12)}}`,
          tex`\newcommand{\vcsDate}{}`,
        ).latex
      }\n`,
    },
    {
      name: 'history_and_info.tex',
      text: `${tex`\setDocCurator{${sections.owner ?? ''}}`.latex}\n`,
    },
    {
      name: 'appendix.tex',
      text: `${lines(tex`\newpage`, tex`\appendix`, { latex: `\\input{${appendix}}` }).latex}\n`,
    },
  ]
}

/** Cases of the campaign and the elements they verify, for the appendix. */
export const writeCampaignTrace = ({ trace, cases, links }: Campaign): Latex => {
  const elements = new Map<string, string>(trace.elements.map(({ key, title }) => [key, title]))
  return lines(
    heading(1, tex`Traceability`, tex`sec:trace`),
    tex`\begin{longtable}{p{3cm}p{3cm}>{\raggedright\arraybackslash}p{9cm}}`,
    tex`\toprule`,
    tex`\textbf{Test Case} & \textbf{VE Key} & \textbf{VE Summary} \\ \midrule`,
    tex`\endhead`,
    tex`\bottomrule`,
    tex`\endfoot`,
    cases.flatMap(({ key, held }) => {
      const own = held?.elements ?? []
      return own.length === 0
        ? [tex`${links.testCase(key)} & none & \tabularnewline`]
        : own.map(
            (element, index) =>
              tex`${index === 0 ? links.testCase(key) : tex``} & ${links.issue(element)} & ${titleText(elements.get(element) ?? '')} \tabularnewline`,
          )
    }),
    tex`\end{longtable}`,
  )
}
