import { HarnessError } from '#domain/harness-error.ts'
import type { LatexDocument, LatexOptions } from '#reports/latex/latex-options.ts'
import type { ReportFormat } from './report-formats.ts'
import type { ReportSource } from './report-source.ts'

type Render = (source: ReportSource, options: LatexOptions) => Promise<LatexDocument>

const documentFormat = (name: string, render: Render): ReportFormat => ({
  writes: 'folder',
  write: async (source, folder) => {
    const { writeFolder } = await import('./write-folder.ts')
    const { files } = await render(source, latexOptions(source))
    await writeFolder(folder, name, new Map(files.map((file) => [file.name, file.text])))
    return []
  },
})

const latexOptions = ({ open, options }: ReportSource): LatexOptions => {
  const labels = options.labels ?? '3.1'
  if (labels !== '3.0' && labels !== '3.1') {
    throw new HarnessError('usage', `--labels takes 3.0 or 3.1, found "${labels}"`, {
      hint: 'docsteady 3.0 prints five coverage labels, 3.1 three.',
    })
  }
  const plans = new Map([...open.catalog.plans.values()].map((plan) => [String(plan.key), plan]))
  return {
    labels,
    standAlone: options.standAlone,
    reportOf: (plan) => plans.get(plan)?.document,
    ...(options.handle !== undefined && { handle: options.handle }),
  }
}

/** Test specification, as LDM-639 takes it. */
export const specification = documentFormat('specification', async (source, options) => {
  const { renderSpecification } = await import('#reports/latex/render-specification.ts')
  return renderSpecification(await source.trace(), [...source.open.catalog.cases.values()], options)
})

/** Test plan and report of a campaign: the newest run of the plan, or the one that is named. */
export const testReport = documentFormat('test-report', async (source, options) => {
  const { renderPlanAndReport } = await import('#reports/latex/render-plan-and-report.ts')
  const { plans, cases } = source.open.catalog
  const held = new Map([...plans.values()].map((one) => [String(one.key), one]))
  const named = source.options.plan
  if (named !== undefined && !held.has(named)) throw noPlan(`no plan "${named}" is held`, held)
  const dossier = await source.dossier()
  const { id, plan: own } = dossier.run
  if (own === undefined) throw noPlan(`run ${id} ran no plan`, held)
  if (named !== undefined && own !== named)
    throw noPlan(`run ${id} is of plan ${own}, not ${named}`, held)
  const plan = held.get(own)
  if (plan === undefined) throw noPlan(`no plan "${own}" is held, of which run ${id} is`, held)
  return renderPlanAndReport(await source.trace(), plan, [dossier], {
    ...options,
    cases: [...cases.values()],
  })
})

const noPlan = (message: string, held: ReadonlyMap<string, unknown>): HarnessError =>
  new HarnessError('not-found', message, {
    hint: `A test report is of a campaign: name its plan by --plan. Plans are ${[...held.keys()].join(', ') || 'none'}.`,
  })

/** Verification control document, as LDM-692 takes it. */
export const controlDocument = documentFormat('control-document', async (source, options) => {
  const { renderControlDocument } = await import('#reports/latex/render-control-document.ts')
  return renderControlDocument(await source.trace(), options)
})

/** Verification element baseline, as LDM-732 takes it. */
export const baseline = documentFormat('baseline', async (source, options) => {
  const { renderElementBaseline } = await import('#reports/latex/render-element-baseline.ts')
  return renderElementBaseline(await source.trace(), options)
})

/** The matrix as PDF, without TeX. */
export const pdf: ReportFormat = {
  writes: 'file',
  ending: 'pdf',
  render: async (source) => {
    const { renderMatrixPdf } = await import('#reports/pdf/render-matrix-pdf.ts')
    return renderMatrixPdf(await source.trace())
  },
}
