import { coverages } from '#domain/tracing/coverage.ts'
import { verdictsWorstFirst } from '#domain/verdict.ts'
import { html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { coverageChip, rehearsalChip, verdictChip } from '#reports/html/parts/chips.ts'
import { flagWords } from '#reports/html/parts/words.ts'

const coverageMeanings = {
  'fully-verified':
    'All passed with credit: every case, every cell that the element covers, at the stage it needs.',
  'partially-verified': 'Some passed with credit, none failed.',
  'with-failures': 'At least one failed with credit.',
  'not-verified': 'There are cases, and none of them passed with credit.',
  'not-covered': 'No live case names it.',
} as const

const verdictMeanings = {
  pass: 'What was expected was found.',
  'pass-with-deviation': 'It failed its limit and lies within an approved relaxation.',
  fail: 'The system answered wrongly or too late.',
  blocked: 'The means to test were missing: nothing is said of the system.',
  'not-executed': 'It was not reached.',
  'in-progress': 'It waits for what a person records.',
} as const

/** What the words and colours of the site mean. */
export const wordsPage = (): Page => ({
  path: 'words.html',
  title: 'Words',
  place: 'words',
  body: html`<h1>Words</h1>
<section><h2>Coverage</h2><p>What creditable results say of an element, a requirement, a document.</p><dl class="words">${coverages.map(
    (coverage) =>
      html`<div><dt>${coverageChip(coverage)}</dt><dd>${coverageMeanings[coverage]}</dd></div>`,
  )}<div><dt>${rehearsalChip('fully-verified')}</dt><dd>The same rules over results that earn no credit. It shows that cases run and judge; it verifies nothing.</dd></div></dl></section>
<section><h2>Verdicts</h2><dl class="words">${verdictsWorstFirst.map(
    (verdict) =>
      html`<div><dt>${verdictChip(verdict)}</dt><dd>${verdictMeanings[verdict]}</dd></div>`,
  )}</dl></section>
<section><h2>Flags</h2><p>They stand beside a coverage and never improve it.</p><dl class="words">${Object.entries(
    flagWords,
  ).map(
    ([flag, [word, meaning]]) =>
      html`<div id="flag-${flag}"><dt><span class="flag">${word}</span></dt><dd>${meaning}</dd></div>`,
  )}</dl></section>`,
})
