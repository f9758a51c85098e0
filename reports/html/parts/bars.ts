import { type Coverage, type CoverageCount, coverages } from '#domain/tracing/coverage.ts'
import { type Html, html } from '#reports/html/html.ts'
import { coverageWords } from './words.ts'

const width = 1000

/**
 * Coverage of a set as one bar, every part leading to the rows it counts. Rehearsals have a bar of their own below:
 * hatched, thinner, and never in the colour of a verification.
 */
export const coverageBar = (
  count: CoverageCount,
  hrefOf: (coverage: Coverage | 'rehearsed') => string,
): Html => {
  if (count.total === 0) return html`<span class="none">none is live</span>`
  let left = 0
  const parts = coverages.flatMap((coverage) => {
    const number = count.byCoverage[coverage]
    if (number === 0) return []
    const size = (number / count.total) * width
    const x = left
    left += size
    return [
      html`<a href="${hrefOf(coverage)}" aria-label="${coverageWords[coverage]}: ${number} of ${count.total}"><title>${coverageWords[coverage]}: ${number} of ${count.total}</title><rect class="b-${coverage}" x="${round(x)}" y="0" width="${round(Math.max(size - 2, 1))}" height="14"/></a>`,
    ]
  })
  const rehearsed = (count.rehearsed / count.total) * width
  return html`<svg class="bar" viewBox="0 0 ${width} 20" preserveAspectRatio="none" role="group" aria-label="Coverage of ${count.total}">${parts}${
    count.rehearsed > 0 &&
    html`<a href="${hrefOf('rehearsed')}" aria-label="Rehearsed only: ${count.rehearsed} of ${count.total}"><title>Rehearsed only: ${count.rehearsed} of ${count.total}</title><line class="b-rehearsed" x1="0" x2="${round(Math.max(rehearsed, 6))}" y1="18" y2="18"/></a>`
  }</svg>`
}

const round = (value: number): number => Math.round(value * 10) / 10
