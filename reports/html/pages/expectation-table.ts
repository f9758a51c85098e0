import type { DossierExpectation } from '#domain/dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import { verdictChip } from '#reports/html/parts/chips.ts'
import { keyLink } from '#reports/html/parts/result-rows.ts'
import { table } from '#reports/html/parts/table.ts'
import type { SiteModel } from '#reports/html/site-model.ts'
import { limitText } from '#reports/terminal/describe-expectation.ts'
import { formatMargin, formatMeasured, formatNumber } from '#reports/terminal/text/format-number.ts'

/** What was expected of one row and what was found, each with its margin. */
export const expectationTable = (
  model: SiteModel,
  expectations: readonly DossierExpectation[],
  { root, creditable }: { readonly root: string; readonly creditable: boolean },
): Html => {
  const measured = expectations.some(({ value }) => value !== undefined)
  return table(
    'Expectations',
    measured
      ? [
          'Verdict',
          'Expected and found',
          { name: 'Value', kind: 'num' },
          'Held against',
          { name: 'Margin', kind: 'num' },
          'Requirement',
        ]
      : ['Verdict', 'Expected and found'],
    expectations.map((one) => {
      const parameter = one.meets ?? one.compares
      return html`<tr><td>${verdictChip(one.verdict, creditable)}</td><td>${brief(one.message, 1000)}${one.source !== undefined && html`<br><code>${brief(one.source, 300)}</code>`}${one.items && html`<br><small>${one.items.failed} of ${one.items.total} items failed${one.items.worst !== undefined && html`, worst ${brief(one.items.worst, 120)}`}</small>`}</td>${
        measured &&
        html`<td class="num">${one.value !== undefined && formatMeasured(one, one.limit?.limit)}${one.n !== undefined && html`<br><small>n ${formatNumber(one.n)}</small>`}</td><td>${limitText(one)}${one.conformity !== undefined && html`<br><small>conforms with ${formatNumber(Math.round(one.conformity * 1000) / 10)} %</small>`}</td><td class="num">${one.margin !== undefined && formatMargin(one.margin, one.unit, one.uncertainty)}</td><td>${parameter !== undefined && keyLink(model, parameter, root)}${one.compares !== undefined && html`<br><small>compared, decides nothing</small>`}${one.deviation !== undefined && html`<br><small>deviation ${brief(one.deviation, 60)}</small>`}</td>`
      }</tr>`
    }),
  )
}
