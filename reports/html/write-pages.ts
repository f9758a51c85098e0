import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EvidenceShelf } from './evidence/evidence-shelf.ts'
import type { Content } from './html.ts'
import { html } from './html.ts'
import { type Page, renderPage } from './page.ts'
import { approvalsPage } from './pages/approvals-page.ts'
import { casePage } from './pages/case-page.ts'
import { changesPage } from './pages/changes-page.ts'
import { documentPages } from './pages/document-pages.ts'
import { executionPage } from './pages/execution-page.ts'
import { flowPage } from './pages/flow-page.ts'
import { gapsPage } from './pages/gaps-page.ts'
import { marginPages } from './pages/margin-pages.ts'
import { matrixData } from './pages/matrix-data.ts'
import { matrixPage } from './pages/matrix-page.ts'
import { overviewPage } from './pages/overview-page.ts'
import { requirementPage } from './pages/requirement-page.ts'
import { runPage, runsPage } from './pages/run-pages.ts'
import { wordsPage } from './pages/words-page.ts'
import type { SiteInput } from './site-input.ts'
import { type SiteModel, siteModel } from './site-model.ts'
import type { SiteWriter } from './writing/site-writer.ts'

const scripts = ['matrix-model.js', 'matrix-row.js', 'matrix.js', 'flow.js'] as const
/** In the order in which later ones refine earlier ones. */
const styles = [
  'ground',
  'frame',
  'text',
  'chips',
  'bars',
  'tables',
  'rows',
  'plots',
  'matrix',
  'narrow',
  'print',
] as const

/** Makes every page, one after another, so that none but the one at hand is in memory. */
export const writePages = async (
  input: SiteInput,
  writer: SiteWriter,
): Promise<{ readonly pages: number; readonly missing: readonly string[] }> => {
  const executions = new Set<string>()
  const model = siteModel(input, executions)
  const footer = footerOf(input)
  let pages = 0
  const write = (page: Page): void => {
    writer.write(page.path, renderPage(page, footer))
    pages += 1
  }
  for (const name of scripts) writer.write(`assets/${name}`, asset(name))
  writer.write('assets/site.css', styles.map((name) => asset(`style/${name}.css`)).join('\n'))
  const shelf = new EvidenceShelf(input.evidence, writer)
  for await (const page of runPages({ input, model, executions, shelf })) write(page)
  write(changesPage(model, await input.previous?.()))
  for (const page of standingPages(model)) write(page)
  writer.write('assets/matrix-data.js', matrixData(model))
  return { pages, missing: shelf.missing }
}

const asset = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'assets', name), 'utf8')

/** Runs and their executions, oldest first: a run may point to executions of an earlier one. */
async function* runPages(of: {
  readonly input: SiteInput
  readonly model: SiteModel
  readonly executions: Set<string>
  readonly shelf: EvidenceShelf
}): AsyncIterable<Page> {
  const { input, model, executions, shelf } = of
  const shown = new Set<number>()
  for (const run of [...new Set(input.runs)].sort((a, b) => a - b)) {
    const dossier = await input.dossiers(run)
    if (!dossier) continue
    const all = [...dossier.executions, ...dossier.precursors]
    for (const { id } of all) executions.add(`${run}/${id}`)
    for (const execution of all) yield await executionPage(model, dossier, execution, shelf)
    yield runPage(model, run, dossier)
    shown.add(run)
  }
  for (const { run } of model.trace.runs) {
    if (!shown.has(run)) yield runPage(model, run, undefined)
  }
}

function* standingPages(model: SiteModel): Iterable<Page> {
  for (const requirement of model.trace.requirements) yield requirementPage(model, requirement)
  for (const testCase of model.trace.cases) yield casePage(model, testCase)
  yield* documentPages(model)
  yield* marginPages(model)
  yield matrixPage(model)
  yield flowPage(model)
  yield* gapsPage(model)
  yield runsPage(model)
  yield approvalsPage(model)
  yield wordsPage()
  yield overviewPage(model)
}

const footerOf = ({ trace: { asOf } }: SiteInput): Content =>
  html`<p>Coverage ${asOf.release === undefined ? 'without a release' : html`of <b>${asOf.release}</b>`}, ages on ${asOf.today}${
    asOf.newestResult !== undefined &&
    html`, newest result of <time datetime="${asOf.newestResult}">${asOf.newestResult.slice(0, 16).replace('T', ' ')} UTC</time>`
  }. Results without credit are hatched and never count. <a href="#main">Top</a></p>`
