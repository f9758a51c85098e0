import { coverages } from '#domain/tracing/coverage.ts'
import { verdictsWorstFirst } from '#domain/verdict.ts'
import { type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { coverageWords, flagWords, verdictWords } from '#reports/html/parts/words.ts'
import type { SiteModel } from '#reports/html/site-model.ts'
import { documentPath } from '#reports/html/site-paths.ts'

type Option = readonly [value: string, name: string]

const orders: readonly Option[] = [
  ['requirement', 'requirement'],
  ['element', 'element'],
  ['case', 'case'],
  ['coverage', 'coverage'],
  ['verdict', 'what counts'],
  ['rehearsed', 'rehearsal'],
  ['flags', 'flags'],
  ['newest', 'newest result'],
  ['oldest', 'oldest result'],
]

/** Requirement × element × case × result, in both directions, filtered as one types. Without scripts: the lists by document. */
export const matrixPage = ({ trace }: SiteModel): Page => {
  const areas = [...new Set(trace.cases.map(({ area }) => area))].sort()
  return {
    path: 'matrix.html',
    title: 'Matrix',
    place: 'matrix',
    wide: true,
    scripts: ['matrix-model.js', 'matrix-row.js', 'matrix.js', 'matrix-data.js'],
    body: html`<h1>Matrix</h1>
<form class="filters" id="filters" role="search" aria-label="Filter the matrix">
<label class="grow">Search <input type="search" name="q" id="q" autocomplete="off" spellcheck="false" placeholder="Keys and words of requirement, element or case"></label>
<fieldset><legend>Direction</legend><label><input type="radio" name="by" value="requirement" checked> by requirement</label> <label><input type="radio" name="by" value="case"> by case</label></fieldset>
${select('coverage', 'Coverage', [...coverages.map((one): Option => [one, coverageWords[one]]), ['rehearsed', 'Rehearsed only']])}
${
  trace.requirements.some(({ below }) => below) &&
  select('below', 'Below', [
    ...coverages.map((one): Option => [one, coverageWords[one]]),
    ['rehearsed', 'Rehearsed only'],
    ['none', 'Nothing below'],
  ])
}
${select(
  'document',
  'Document',
  trace.documents.map(({ document }): Option => [document, document]),
)}
${select(
  'priority',
  'Priority',
  trace.groups.priority.map(
    ({ name }): Option => (name === '' ? ['none', 'none given'] : [name, name]),
  ),
)}
${select(
  'area',
  'Area',
  areas.map((area): Option => [area, area]),
)}
${select('verdict', 'Verdict', [...verdictsWorstFirst.map((one): Option => [one, verdictWords[one]]), ['none', 'Nothing counts']])}
${select(
  'flag',
  'Flag',
  Object.values(flagWords).map(([word]): Option => [word, word]),
)}
<label>Order <select name="order"><option value="">attention first</option>${orders.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></label>
<button type="button" id="clear">Clear</button>
</form>
<p id="count" role="status" aria-live="polite">Loading the matrix …</p>
<div id="matrix" class="matrix"></div>
<noscript><p>Filters need scripts. Without them, read the requirements of ${trace.documents.map(({ document }, index) => html`${index > 0 && ', '}<a href="${documentPath(document)}">${document}</a>`)}.</p></noscript>
<p class="note">The address of this page holds the filters: a view can be linked. Arrow keys move from row to row. First comes what needs attention: failures, then what is outdated, rejected or unstable, then what could not be judged; the heading of a column puts the rows in its order. Also as lists: ${trace.documents.map(({ document }, index) => html`${index > 0 && ', '}<a href="${documentPath(document)}">${document}</a>`)}.</p>`,
  }
}

const select = (name: string, label: string, options: readonly Option[]): Html | false =>
  options.length > 0 &&
  html`<label>${label} <select name="${name}"><option value="">any</option>${options.map(
    ([value, text]) => html`<option value="${value}">${text}</option>`,
  )}</select></label>`
