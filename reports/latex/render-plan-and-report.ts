import type { CampaignPlan } from '#domain/campaign-plan.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { type Campaign, campaignOf } from './campaign/campaign.ts'
import { writeIntro } from './campaign/write-intro.ts'
import { writeOverview } from './campaign/write-overview.ts'
import { writePersonnel } from './campaign/write-personnel.ts'
import { personalFiles, writeCampaignTrace, writePreamble } from './campaign/write-preamble.ts'
import { writeResults } from './campaign/write-results.ts'
import { writeTests } from './campaign/write-tests.ts'
import type { LatexDocument, LatexOptions } from './latex-options.ts'
import { classFile, fileNameOf } from './stand-alone/stand-alone.ts'
import { fileHead } from './writing/blocks.ts'
import { lines, tex } from './writing/tex.ts'

/** How the documents of a campaign are written. */
export interface PlanAndReportOptions extends LatexOptions {
  /** Cases and precursors whose procedures the plan writes out; absent: it only lists its cases. */
  readonly cases?: readonly TestCase[]
}

/**
 * Test plan and report of a campaign (DMTR): `HANDLE.tex` with the results of its runs, `HANDLE-plan.tex` without,
 * and `HANDLE.appendix.tex`. They import `meta.tex`, `history_and_info.tex` and `appendix.tex`, which people keep
 * beside them. Each page with results that earn no credit says so.
 */
export const renderPlanAndReport = (
  trace: TraceDossier,
  plan: CampaignPlan,
  dossiers: readonly Dossier[],
  options: PlanAndReportOptions,
): LatexDocument => {
  const definitions = options.cases ?? []
  const report = campaignOf({ trace, plan, dossiers, definitions, options })
  const planned = campaignOf({ trace, plan, dossiers: [], definitions, options })
  const name = fileNameOf(report.handle)
  const appendix = `${name}.appendix.tex`
  const mains = [`${name}.tex`, `${name}-plan.tex`]
  return {
    files: [
      { name: `${name}.tex`, text: document(report, 'report') },
      { name: `${name}-plan.tex`, text: document(planned, 'plan') },
      { name: appendix, text: `${lines(fileHead, writeCampaignTrace(report)).latex}\n` },
      ...(options.standAlone ? [...personalFiles(report, appendix), classFile] : []),
    ],
    mains,
  }
}

const document = (campaign: Campaign, kind: 'plan' | 'report'): string => {
  const text = lines(
    fileHead,
    writePreamble(campaign, kind),
    writeIntro(campaign),
    writePersonnel(campaign),
    writeOverview(campaign),
    kind === 'report' ? writeResults(campaign) : writeTests(campaign),
    tex`\input{appendix.tex}`,
    tex`\end{document}`,
  )
  return `${text.latex}\n`
}
