import { describe, expect, it } from 'vitest'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import type { LabelSet, LatexDocument } from './latex-options.ts'
import { renderControlDocument } from './render-control-document.ts'
import { renderElementBaseline } from './render-element-baseline.ts'
import { renderPlanAndReport } from './render-plan-and-report.ts'
import { renderSpecification } from './render-specification.ts'
import { classFile } from './stand-alone/stand-alone.ts'
import { compileLatex } from './testing/compile-latex.ts'
import { poison } from './testing/poison.ts'
import { credited, rehearsals, sampleCases, samplePlan } from './testing/sample-campaign.ts'

const trace = sampleTrace({ requirements: 40, cases: 60 })
const hostile = sampleTrace({ requirements: 40, cases: 60, hostile: true })

const documentsOf = (labels: LabelSet, of: typeof trace, spoil: <T>(value: T) => T) => {
  const options = { labels, standAlone: true }
  const cases = spoil(sampleCases)
  return {
    specification: renderSpecification(of, cases, options),
    report: renderPlanAndReport(of, spoil(samplePlan), spoil(rehearsals.slice(0, 1)), {
      ...options,
      cases,
    }),
    control: renderControlDocument(of, options),
    elements: renderElementBaseline(of, options),
  }
}

const compileAll = async (document: LatexDocument) => {
  const compiled = []
  for (const main of document.mains) compiled.push(await compileLatex(document, main))
  return compiled
}

const badlyWide = (log: string): readonly string[] =>
  (log.match(/Overfull \\hbox \((\d+)/g) ?? []).filter((line) => Number(line.split('(')[1]) > 25)

const leftovers = /\.(aux|log|out|pdf|toc)$/

describe.each(['3.0', '3.1'] as const)('documents with labels %s', (labels) => {
  const documents = documentsOf(labels, trace, (value) => value)

  it.each(Object.keys(documents) as (keyof typeof documents)[])(
    'the %s compiles, refers to nothing that is missing, and stays on its pages',
    async (kind) => {
      for (const { log, left, pages } of await compileAll(documents[kind])) {
        expect(log).not.toMatch(/undefined|multiply.defined|Missing character/)
        expect(badlyWide(log)).toEqual([])
        expect(left.filter((name) => !leftovers.test(name))).toEqual([])
        expect(pages.length).toBeGreaterThan(3)
      }
    },
  )
})

describe('compiled documents', () => {
  it('say REHEARSAL on each page with such results, and on no other', async () => {
    const [run, later] = rehearsals
    const runs = run && later ? [run, credited(later)] : []
    const document = renderPlanAndReport(trace, samplePlan, runs, {
      labels: '3.0',
      standAlone: true,
    })
    const { pages } = await compileLatex(document, 'DMTR-401.tex')
    const marked = pages.map((page) => /^\s*REHEARSAL/.test(page))
    const pageOf = (text: string) => pages.findLastIndex((page) => page.includes(text))
    const [overview, first, second] = [
      pageOf('Test Campaign Overview\n'),
      pageOf('Test Cycle: run 12\n'),
      pageOf('Test Cycle: run 14\n'),
    ]
    expect(overview).toBeGreaterThan(2)
    expect(second).toBeGreaterThan(first)
    const expected = pages.map((_, page) => page >= overview && page < second)
    expect(marked).toEqual(expected)
  })

  it('fit into a document that defines the macros of LDM-692 by itself', async () => {
    const [file] = renderControlDocument(trace, { labels: '3.1' }).files
    const macros = ['notexec', 'inprog', 'passed', 'cndpass', 'failed', 'blocked']
      .map((name) => `\\newcommand{\\${name}}{\\cellcolor{dmgray} \\textbf{own ${name}}}`)
      .join('\n')
    const text = `\\documentclass[DM,lsstdraft,STS,toc]{lvvdoc}
\\colorlet{dmgray}{gray!50!white}
\\begin{document}
${macros}
\\newcommand{\\vcdJiraRef}[1]{\\scriptsize{\\jira{#1}}}
\\newcommand{\\vcdDocRef}[1]{\\scriptsize{\\citeds{#1}}}
\\newpage
\\input{jira_docugen}
\\end{document}
`
    const files = [file, { name: 'own.tex', text }, classFile].flatMap((item) => item ?? [])
    const { pages } = await compileLatex({ files, mains: ['own.tex'] }, 'own.tex')
    expect(pages.join('\n')).toContain('own passed')
  })

  it('hold the numbers of the model', async () => {
    const document = renderControlDocument(trace, { labels: '3.0', standAlone: true })
    const { pages } = await compileLatex(document, 'LDM-692.tex')
    const text = pages.join('\n')
    const live = trace.requirements.filter(
      ({ document: of, status }) => of === 'LSE-61' && status === 'live',
    )
    const counts = [
      'fully-verified',
      'partially-verified',
      'with-failures',
      'not-verified',
      'not-covered',
    ]
      .map((coverage) => live.filter((requirement) => requirement.coverage === coverage).length)
      .join(' +')
    expect(text).toMatch(new RegExp(`DM Requirements +\\(All\\) +${counts} +${live.length}\\b`))
    for (const { id } of live) expect(text).toContain(id)
  })
})

describe('documents of hostile data', () => {
  const documents = documentsOf('3.0', hostile, poison)

  it.each(Object.keys(documents) as (keyof typeof documents)[])(
    'the %s compiles, shows what was written, and nothing in it acts',
    async (kind) => {
      for (const { log, left, pages } of await compileAll(documents[kind])) {
        expect(log).not.toMatch(/runsystem|\\write18 enabled/)
        expect(left.filter((name) => !leftovers.test(name))).toEqual([])
        const text = pages.join('\n').replaceAll(/\s+/g, '')
        // The control document shows keys and numbers; all others also what people write.
        expect(text).toContain(kind === 'control' ? '/../../' : '\\write18{touch')
        expect(text).not.toContain('root:x:0')
      }
    },
  )
})
