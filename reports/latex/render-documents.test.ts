import { describe, expect, it } from 'vitest'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import type { LatexDocument, LatexOptions } from './latex-options.ts'
import { renderControlDocument } from './render-control-document.ts'
import { renderElementBaseline } from './render-element-baseline.ts'
import { renderPlanAndReport } from './render-plan-and-report.ts'
import { renderSpecification } from './render-specification.ts'
import { poison } from './testing/poison.ts'
import { credited, rehearsals, sampleCases, samplePlan } from './testing/sample-campaign.ts'

const small = sampleTrace({ requirements: 16, cases: 14 })
const five: LatexOptions = { labels: '3.0' }
const three: LatexOptions = { labels: '3.1' }

const documents = (options: LatexOptions, trace = small): readonly LatexDocument[] => [
  renderSpecification(trace, sampleCases, options),
  renderPlanAndReport(trace, samplePlan, rehearsals, { ...options, cases: sampleCases }),
  renderControlDocument(trace, options),
  renderElementBaseline(trace, options),
]

const textOf = (document: LatexDocument, name: string): string =>
  document.files.find((file) => file.name === name)?.text ?? ''

describe('documents', () => {
  it('have the names of the files that the documents import', () => {
    expect(documents(five).map(({ files }) => files.map(({ name }) => name))).toEqual([
      ['jira_docugen.tex', 'jira_docugen.appendix.tex'],
      ['DMTR-401.tex', 'DMTR-401-plan.tex', 'DMTR-401.appendix.tex'],
      ['jira_docugen.tex'],
      ['jira_docugen.tex'],
    ])
    expect(documents({ ...five, standAlone: true }).map(({ mains }) => mains)).toEqual([
      ['LDM-639.tex'],
      ['DMTR-401.tex', 'DMTR-401-plan.tex'],
      ['LDM-692.tex'],
      ['LDM-732.tex'],
    ])
  })

  it('are the same bytes for the same dossier, in ASCII', () => {
    expect(documents(five)).toEqual(documents(five))
    for (const { files } of documents({ ...five, standAlone: true }, poison(small))) {
      for (const { text } of files) expect(text).toMatch(/^[\n -~]*$/)
    }
  })

  it.each([
    [
      'specification.tex',
      textOf(renderSpecification(small, sampleCases, five), 'jira_docugen.tex'),
    ],
    [
      'specification.appendix.tex',
      textOf(renderSpecification(small, sampleCases, five), 'jira_docugen.appendix.tex'),
    ],
    ['control-3.0.tex', textOf(renderControlDocument(small, five), 'jira_docugen.tex')],
    ['control-3.1.tex', textOf(renderControlDocument(small, three), 'jira_docugen.tex')],
    ['elements.tex', textOf(renderElementBaseline(small, five), 'jira_docugen.tex')],
  ])('%s is as reviewed', async (name, text) => {
    await expect(text).toMatchFileSnapshot(`golden/${name}`)
  })

  it.each(['DMTR-401.tex', 'DMTR-401-plan.tex', 'DMTR-401.appendix.tex'])(
    '%s is as reviewed',
    async (name) => {
      const document = renderPlanAndReport(small, samplePlan, rehearsals.slice(0, 1), {
        ...five,
        evidenceAddress: ({ sha256 }) => `evidence/${sha256}`,
      })
      await expect(textOf(document, name)).toMatchFileSnapshot(`golden/${name}`)
    },
  )

  it('let no text of a file, a person or a result act', () => {
    const poisoned = [
      renderSpecification(small, poison(sampleCases), five),
      renderPlanAndReport(small, poison(samplePlan), poison(rehearsals), {
        ...five,
        cases: poison(sampleCases),
      }),
    ]
    for (const { files } of poisoned) {
      for (const { text } of files) {
        const commands = text.match(/\\(?:write|immediate|catcode|csname|input\{\/|verb|openin)/g)
        expect(commands).toBeNull()
        expect(text).not.toContain('^^')
      }
    }
  })
})

describe('a plan and report', () => {
  const report = (dossiers: typeof rehearsals) =>
    textOf(renderPlanAndReport(small, samplePlan, dossiers, five), 'DMTR-401.tex')

  it('marks every page with results of rehearsals, and none with results that earn credit', () => {
    expect(report(rehearsals)).toContain('\\gdef\\lvvband{REHEARSAL')
    expect(report(rehearsals.map(credited))).not.toContain('\\gdef\\lvvband{REHEARSAL')
    const [first, second] = rehearsals
    const mixed = report(first && second ? [first, credited(second)] : [])
    expect(mixed).toContain('REHEARSAL\\quad Some of these results')
    expect(mixed.match(/\\gdef\\lvvband\{REHEARSAL\\quad These/g)).toHaveLength(1)
  })

  it('is only asked for by its plan', () => {
    const plan = renderPlanAndReport(small, samplePlan, rehearsals, five)
    expect(textOf(plan, 'DMTR-401-plan.tex')).not.toContain('Detailed Test Results')
  })
})
