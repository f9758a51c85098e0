import type { KnownIssue } from '#domain/requirement.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { keyLink } from '#reports/html/parts/result-rows.ts'
import { longTable } from '#reports/html/parts/table.ts'
import type { SiteModel } from '#reports/html/site-model.ts'
import { formatNumber, withUnit } from '#reports/terminal/text/format-number.ts'

type Waiver = TraceDossier['waivers'][number]
type Deviation = TraceDossier['deviations'][number]

/** Everything that people allowed: what, who, until when. */
export const approvalsPage = (model: SiteModel): Page => {
  const { waivers, deviations } = model.trace
  return {
    path: 'approvals.html',
    title: 'Waivers, deviations and known issues',
    place: 'approvals',
    body: html`<h1>Waivers, deviations and known issues</h1>
<p class="lede">What people allowed, who did, and until when. None of it improves a coverage: a deviation relaxes a limit before results, a waiver accepts after results, a known issue is a failure that is expected.</p>
<section id="deviations"><h2>Deviations <small>${deviations.length}</small></h2>${deviationTable(model, deviations, '')}</section>
<section id="waivers"><h2>Waivers <small>${waivers.length}</small></h2>${waiverTable(model, waivers, '')}</section>
<section id="known-issues"><h2>Known issues <small>${model.knownIssues.length}</small></h2>${knownIssueTable(model, model.knownIssues, '')}</section>`,
  }
}

const none = html`<p class="none">There is none.</p>`

/** Approved relaxations of limits. */
export const deviationTable = (
  model: SiteModel,
  deviations: readonly Deviation[],
  root: string,
): Html =>
  deviations.length === 0
    ? none
    : longTable(
        'Granted before results: a failure within the limit is a pass with deviation',
        ['Parameter', 'Limit', 'Release', 'From stage', 'Approved by', 'Jira', 'Last day', 'State'],
        deviations.map((one) => () => {
          const parameter = model.requirements
            .get(one.requirement)
            ?.parameters.find(({ name }) => name === one.parameter)
          const limit = withUnit(formatNumber(one.limit), parameter?.unit)
          const required =
            parameter && ` for ${withUnit(formatNumber(parameter.value), parameter.unit)}`
          return html`<tr><th scope="row">${keyLink(model, `${one.requirement}/${one.parameter}`, root)}</th><td><b>${limit}</b>${required}</td><td>${one.release}</td><td>${one.stage}</td>${approval(model, one)}</tr>`
        }),
      )

/** Approved acceptances of what failed. */
export const waiverTable = (model: SiteModel, waivers: readonly Waiver[], root: string): Html =>
  waivers.length === 0
    ? none
    : longTable(
        'Granted after results: shown beside coverage, which a waiver never improves',
        ['Element', 'Reason', 'Release', 'Approved by', 'Jira', 'Last day', 'State'],
        waivers.map(
          (one) => () =>
            html`<tr><th scope="row">${keyLink(model, one.element, root)}</th><td>${brief(one.reason, 300)}</td><td>${one.release}</td>${approval(model, one)}</tr>`,
        ),
      )

/** Rows that are expected to fail. */
export const knownIssueTable = (
  model: SiteModel,
  issues: readonly KnownIssue[],
  root: string,
): Html =>
  issues.length === 0
    ? none
    : longTable(
        'Rows that run and report; the exit code forgives their failure until the last day',
        ['Case', 'Row', 'Reason', 'Environments', 'Owner', 'Jira', 'Last day', 'State'],
        issues.map(
          (one) => () =>
            html`<tr><th scope="row">${keyLink(model, one.case, root)}</th><td>${brief(one.row, 60)}</td><td>${brief(one.reason, 300)}</td><td>${brief(one.environments.join(', '), 120)}</td><td>${brief(one.owner, 80)}</td><td>${brief(one.jira, 40)}</td><td>${one.until}</td><td>${stateOf(model, one.until, true)}</td></tr>`,
        ),
      )

const approval = (
  model: SiteModel,
  one: Pick<Waiver, 'approvedBy' | 'jira' | 'expires' | 'inForce'>,
): Html =>
  html`<td>${brief(one.approvedBy, 80)}</td><td>${brief(one.jira, 40)}</td><td>${one.expires}</td><td>${stateOf(model, one.expires, one.inForce)}</td>`

const day = 86_400_000

const stateOf = ({ trace }: SiteModel, last: string, inForce: boolean): Html => {
  const days = Math.round((Date.parse(last) - Date.parse(trace.asOf.today)) / day)
  if (days < 0) return html`<b>expired</b> <small>${-days} d ago</small>`
  const left = days === 0 ? 'last day' : `${days} d left`
  return html`${inForce ? 'in force' : html`<b>not in force</b>`} <small>${left}</small>`
}
