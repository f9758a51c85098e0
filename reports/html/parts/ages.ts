import { brief, type Html, html } from '#reports/html/html.ts'

const day = 86_400_000
const mostDatasets = 3

/** How long before a day an instant was: `today`, `3 d`, `5 mo`, `2 y`. */
export const ageText = (at: string, today: string): string => {
  const days = Math.round((Date.parse(today) - Date.parse(at.slice(0, 10))) / day)
  if (Number.isNaN(days)) return ''
  if (days <= 0) return 'today'
  if (days < 60) return `${days} d`
  return days < 730 ? `${Math.round(days / 30.44)} mo` : `${Math.round(days / 365.25)} y`
}

/** When something was found, and how old that is on the day of the site. */
export const age = (at: string | undefined, today: string): Html | undefined =>
  at === undefined
    ? undefined
    : html`<time datetime="${at}" title="${at.slice(0, 19).replace('T', ' ')} UTC">${at.slice(0, 10)} <small>${agoText(at, today)}</small></time>`

/** The age as a phrase: `3 d ago`, `today`. */
export const agoText = (at: string, today: string): string => {
  const text = ageText(at, today)
  return text === '' || text === 'today' ? text : `${text} ago`
}

/** Where and of what something was found, and how old it is: stands beside every colour. */
export const rests = (
  of: {
    readonly at?: string | undefined
    readonly release?: string | undefined
    readonly environment?: string | undefined
    /** What it was found on, by name. */
    readonly datasets?: { readonly [name: string]: string } | undefined
  },
  today: string,
): Html =>
  html`<span class="rests">${[
    of.release === undefined
      ? html`<span class="none">no release</span>`
      : html`<span>${of.release}</span>`,
    of.environment === undefined ? undefined : html`<span>${of.environment}</span>`,
    ...Object.entries(of.datasets ?? {})
      .slice(0, mostDatasets)
      .map(([name, what]) => html`<span title="${brief(what, 300)}">on ${brief(name, 40)}</span>`),
    of.at === undefined ? undefined : html`<span>${age(of.at, today)}</span>`,
  ]}</span>`
