import type { DossierExpectation } from '#domain/dossier.ts'
import { brief, type Content, type Html, html } from '#reports/html/html.ts'
import { judgedChip, missedNote } from '#reports/html/parts/chips.ts'
import { keyLink } from '#reports/html/parts/result-rows.ts'
import { commaList, table } from '#reports/html/parts/table.ts'
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
          'Outcome',
          'Expected and found',
          { name: 'Value', kind: 'num' },
          'Held against',
          { name: 'Margin', kind: 'num' },
          'Requirement',
        ]
      : ['Outcome', 'Expected and found'],
    expectations.map(
      (one) =>
        html`<tr><td>${judgedChip(one, creditable)}${missedNote(one)}</td><td>${what(one)}${one.source !== undefined && html`<br><code>${brief(one.source, 300)}</code>`}${one.items && html`<br><small>${one.items.failed} of ${one.items.total} items failed${one.items.worst !== undefined && html`, worst ${brief(one.items.worst, 120)}`}</small>`}</td>${measured && numbers(model, one, root)}</tr>`,
    ),
  )
}

// Where the columns beside say every number, the sentence only repeats them with more digits.
const what = (one: DossierExpectation): Content => {
  const isSaid = one.value !== undefined && one.limit !== undefined && one.verdict === 'pass'
  return isSaid
    ? html`${brief(one.measure ?? '', 80)} ${one.near !== undefined || one.limit?.sense === 'near' ? 'agrees with the known value' : one.compares === undefined ? 'is within its limit' : 'is compared'}${notes(one)}`
    : html`${brief(one.message, 1000)}${notes(one)}`
}

const notes = ({ pull, demonstrated, levels, conditions }: DossierExpectation): Content => {
  const reached = Object.entries(levels ?? {})
  const unfulfilled = [
    ...(conditions?.unmet ?? []).map((name) => `${brief(name, 60)} was not met`),
    ...(conditions?.unstated ?? []).map((name) => `${brief(name, 60)} was not stated`),
  ]
  const said = [
    pull !== undefined && `${formatNumber(Number(Math.abs(pull).toPrecision(2)))} σ away`,
    demonstrated &&
      `${formatNumber(demonstrated.bound)} is demonstrated with ${formatNumber(demonstrated.confidence * 100)} % confidence`,
    reached.length > 0 &&
      `levels: ${reached.map(([name, isReached]) => `${name} ${isReached ? 'reached' : 'missed'}`).join(', ')}`,
    unfulfilled.length > 0 && `conditions: ${unfulfilled.join(', ')}`,
  ].filter((part) => part !== undefined && part !== false)
  return said.length > 0 && html`<br><small>${commaList(said)}</small>`
}

const numbers = (model: SiteModel, one: DossierExpectation, root: string): Html => {
  const parameter = one.meets ?? one.compares
  return html`<td class="num">${one.value !== undefined && formatMeasured(one, one.limit?.limit)}${one.n !== undefined && html`<br><small>n ${formatNumber(one.n)}</small>`}</td><td>${limitText(one)}${one.conformity !== undefined && html`<br><small>conforms with ${formatNumber(Math.round(one.conformity * 1000) / 10)} %</small>`}</td><td class="num">${one.margin !== undefined && formatMargin(one.margin, one.unit, one.uncertainty)}</td><td>${parameter !== undefined && keyLink(model, parameter, root)}${one.compares !== undefined && html`<br><small>compared, decides nothing</small>`}${one.deviation !== undefined && html`<br><small>deviation ${brief(one.deviation, 60)}</small>`}</td>`
}
