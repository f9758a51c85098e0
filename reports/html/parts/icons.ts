import type { Coverage } from '#domain/tracing/coverage.ts'
import type { Verdict } from '#domain/verdict.ts'
import { type Html, html } from '#reports/html/html.ts'

// Every shape differs from every other without its colour.
const tick = html`<path d="M4.6 8.3 7 10.7l4.4-5.2"/>`
const ring = html`<circle cx="8" cy="8" r="6"/>`
const shapes = {
  full: html`<circle class="s" cx="8" cy="8" r="7"/><path class="k" d="M4.6 8.3 7 10.7l4.4-5.2"/>`,
  half: html`${ring}<path class="s" d="M8 2a6 6 0 0 1 0 12z"/>`,
  cross: html`<rect class="s" x="1.5" y="1.5" width="13" height="13" rx="2"/><path class="k" d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6"/>`,
  open: ring,
  none: html`<circle cx="8" cy="8" r="6" stroke-dasharray="2.4 2.4"/>`,
  tick: html`${ring}${tick}`,
  deviation: html`${ring}<path d="M4.8 9.2c1-2 2.2-2 3.2-1s2.2 1 3.2-1"/>`,
  stop: html`<path d="M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4z"/><path d="M5 8h6"/>`,
  dash: html`<path d="M3.5 8h9"/>`,
  beside: html`<path d="M2 5.5h9m-3-3 3 3-3 3M14 10.5H5"/>`,
  clock: html`${ring}<path d="M8 4.6V8l2.4 1.6"/>`,
} as const

type Shape = keyof typeof shapes

/** Small picture beside a word; it says nothing that the word does not. */
export const icon = (shape: Shape): Html => icons[shape]

const icons = Object.fromEntries(
  Object.entries(shapes).map(([name, shape]) => [
    name,
    html`<svg class="i" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">${shape}</svg>`,
  ]),
) as { readonly [shape in Shape]: Html }

/** Picture of a coverage. */
export const coverageIcon: { readonly [coverage in Coverage]: Shape } = {
  'fully-verified': 'full',
  'partially-verified': 'half',
  'with-failures': 'cross',
  'not-verified': 'open',
  'not-covered': 'none',
}

/** Picture of a verdict. */
export const verdictIcon: { readonly [verdict in Verdict]: Shape } = {
  pass: 'tick',
  'pass-with-deviation': 'deviation',
  fail: 'cross',
  blocked: 'stop',
  'not-executed': 'dash',
  'in-progress': 'clock',
}
