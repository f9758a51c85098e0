import type { Row, TestCase } from '#domain/test-case.ts'
import { brief, type Content, type Html, html } from '#reports/html/html.ts'
import { keyLink } from '#reports/html/parts/result-rows.ts'
import { breakable, commaList, facts } from '#reports/html/parts/table.ts'
import type { SiteModel } from '#reports/html/site-model.ts'
import { describeRow } from '#reports/script/describe-row.ts'
import { describeType } from '#reports/script/describe-type.ts'
import { writeTemplate } from '#reports/script/write-template.ts'

const longest = 1200

/** What a case does, row by row: what is done with what, what a person enters, what must come of it. */
export const scriptSection = (model: SiteModel, definition: TestCase, root: string): Html =>
  html`<section id="script"><h2>Script</h2>${frame(definition)}${
    definition.script.length === 0
      ? html`<p class="none">No script is written yet: this case is a stub.</p>`
      : rows(model, definition.script, root)
  }${titled(model, 'When all cells of the matrix passed', definition.aggregate, root)}${titled(model, 'At the end, whatever happened', definition.teardown, root)}</section>`

// What holds for the whole script.
const frame = ({ matrix, requires, inputs, outputs, alias }: TestCase): Html =>
  facts([
    ['Called as', alias],
    ['Once for each', values(Object.entries(matrix))],
    [
      'Only where',
      commaList(requires.map((path) => html`<code>${breakable(`env.${path}`)}</code>`)),
    ],
    [
      'Inputs',
      commaList(
        inputs.map(
          ({ name, type, default: given }) =>
            html`<code>${name}</code> ${describeType(type)}${given && html`, else ${brief(writeTemplate(given), 120)}`}`,
        ),
      ),
    ],
    ['Outputs', commaList(Object.keys(outputs).map((name) => html`<code>${name}</code>`))],
  ])

const values = (entries: readonly (readonly [string, Parameters<typeof writeTemplate>[0]])[]) =>
  commaList(entries.map(([name, value]) => `${name} of ${brief(writeTemplate(value), 160)}`))

const titled = (
  model: SiteModel,
  title: string,
  script: readonly Row[],
  root: string,
): Html | false => script.length > 0 && html`<h3>${title}</h3>${rows(model, script, root)}`

const rows = (model: SiteModel, script: readonly Row[], root: string): Html =>
  html`<ol class="rows script">${script.map((row) => rowOf(model, row, root))}</ol>`

const rowOf = (model: SiteModel, row: Row, root: string): Html => {
  const { testData, asks, conditions, expected } = describeRow(row)
  return html`<li><h3><span class="key">${brief(row.id, 60)}</span> ${whatOf(model, row, root)}</h3>${row.description !== undefined && html`<p>${brief(row.description, longest)}</p>`}${
    (row.kind === 'manual' || row.kind === 'report') && html`<p>${brief(row.text, longest)}</p>`
  }${part('With', testData)}${part('Entered', asks)}${part('Conditions', conditions)}${part('Expected', expected)}</li>`
}

const whatOf = (model: SiteModel, row: Row, root: string): Content => {
  switch (row.kind) {
    case 'call':
      return html`call ${keyLink(model, row.call, root)} ${brief(model.cases.get(row.call)?.title ?? '', 120)}`
    case 'do':
      return html`<code>${row.do}</code>`
    case 'manual':
      return 'a person'
    case 'report':
      return 'a person, by document'
    default:
      return row satisfies never
  }
}

const part = (name: string, lines: readonly string[]): Html | false =>
  lines.length > 0 &&
  html`<div class="part"><b>${name}</b>${
    lines.length === 1
      ? html`<p>${brief(lines[0] ?? '', longest)}</p>`
      : html`<ul>${lines.map((one) => html`<li>${brief(one, longest)}</li>`)}</ul>`
  }</div>`
