import type { ResultTrace } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import { pathOfKey, pathOfResult, type SiteModel } from '#reports/html/site-model.ts'
import { anchorOf, runPath } from '#reports/html/site-paths.ts'
import { age } from './ages.ts'
import { verdictChip } from './chips.ts'
import { commaList, table } from './table.ts'

/** The cell of a matrix as text: `band g, visit 12`. */
export const matrixText = (matrix: ResultTrace['matrix']): string =>
  Object.entries(matrix)
    .map(([name, value]) => `${name} ${scalar(value)}`)
    .join(', ')

const scalar = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'bigint'
    ? String(value)
    : (JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? String(item) : item)) ??
      '')

/** A key as a link where it is held, as text where it is not. */
export const keyLink = (model: SiteModel, key: string, root: string): Html => {
  const path = pathOfKey(model, key)
  return path === undefined
    ? html`<span class="unheld" title="not held">${brief(key, 80)}</span>`
    : html`<a href="${root}${path}">${brief(key, 80)}</a>`
}

/** Keys as links. */
export const keyLinks = (model: SiteModel, keys: readonly string[], root: string) =>
  commaList(keys.map((key) => keyLink(model, key, root)))

/** Results in a table, newest first, each with a place of its own that can be linked. */
export const resultTable = (
  model: SiteModel,
  results: readonly ResultTrace[],
  root: string,
): Html =>
  table(
    'Results, newest first',
    ['Verdict', 'Found', 'Release', 'Environment', 'Run', 'Review', 'What it says'],
    results.map((result) => row(model, result, root)),
  )

const row = (model: SiteModel, result: ResultTrace, root: string): Html => {
  const { asOf } = model.trace
  const cell = matrixText(result.matrix)
  return html`<tr id="${anchorOf('result', result.id)}"><td>${verdictChip(result.verdict, result.creditable, root + pathOfResult(model, result))}${cell !== '' && html`<br><small>${brief(cell, 80)}</small>`}</td><td>${age(result.at, asOf.today)}</td><td>${result.release ?? html`<span class="none">none</span>`}</td><td>${brief(result.environment, 60)}<br><small>${result.stage}</small></td><td><a href="${root}${runPath(result.origin.run)}">${result.origin.run}</a>${result.origin.kind === 'import' && html`<br><small>imported, line ${result.origin.line} of ${brief(result.origin.source, 80)}</small>`}</td><td>${result.review === 'none' ? html`<span class="none">none</span>` : result.review}</td><td>${notes(result)}</td></tr>`
}

const notes = (result: ResultTrace): Html =>
  html`${result.message !== undefined && html`<p>${brief(result.message, 400)}</p>`}${
    result.changes.length > 0 &&
    html`<p><b>Outdated:</b> ${commaList(result.changes.map(({ key, message }) => `${brief(key, 60)}: ${brief(message, 160)}`))}</p>`
  }${result.unstable && html`<p><b>Unstable:</b> the verdict changed while nothing else did.</p>`}${
    result.explanation &&
    html`<p><b>Explained</b> by ${brief(result.explanation.name, 80)} (${brief(result.explanation.role, 60)}), ${result.explanation.at.slice(0, 10)}: ${brief(result.explanation.note, 400)}${result.explanation.jira !== undefined && ` (${result.explanation.jira})`}</p>`
  }`
