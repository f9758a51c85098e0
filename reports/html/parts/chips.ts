import type { Coverage, CoverageFlag } from '#domain/tracing/coverage.ts'
import type { Verdict } from '#domain/verdict.ts'
import { type Html, html } from '#reports/html/html.ts'
import { coverageIcon, icon, verdictIcon } from './icons.ts'
import { coverageWords, flagWords, rehearsalWords, verdictWords } from './words.ts'

// There are few of them and they stand everywhere: each is made once.
const made = new Map<string, Html>()
const once = (name: string, make: () => Html): Html => {
  const found = made.get(name)
  if (found) return found
  const fresh = make()
  made.set(name, fresh)
  return fresh
}

/** A coverage as picture and word, leading to what it rests on. */
export const coverageChip = (coverage: Coverage, href?: string): Html =>
  linked(
    once(
      `c ${coverage}`,
      () =>
        html`<span class="chip c-${coverage}">${icon(coverageIcon[coverage])}${coverageWords[coverage]}</span>`,
    ),
    href,
  )

/** What results without credit say: never looks like a coverage. Nothing where nothing was rehearsed. */
export const rehearsalChip = (rehearsal: Coverage, href?: string): Html | undefined =>
  rehearsal === 'not-covered' || rehearsal === 'not-verified'
    ? undefined
    : linked(
        once(
          `r ${rehearsal}`,
          () =>
            html`<span class="chip rehearsal">${icon(coverageIcon[rehearsal])}${rehearsalWords[rehearsal]}</span>`,
        ),
        href,
      )

/** A verdict as picture and word. One without credit says so and looks different. */
export const verdictChip = (verdict: Verdict, creditable = true, href?: string): Html =>
  linked(
    once(`v ${verdict} ${creditable}`, () =>
      creditable
        ? html`<span class="chip v-${verdict}">${icon(verdictIcon[verdict])}${verdictWords[verdict]}</span>`
        : html`<span class="chip rehearsal">${icon(verdictIcon[verdict])}Rehearsal: ${verdictWords[verdict].toLowerCase()}</span>`,
    ),
    href,
  )

/** Flags as words; what each means is said where the pointer rests, and on the page of words. */
export const flagList = (flags: readonly CoverageFlag[], root: string): Html | undefined =>
  flags.length === 0
    ? undefined
    : html`<span class="flags">${flags.map((flag) =>
        once(
          `f ${flag} ${root}`,
          () =>
            html`<a class="flag" href="${root}words.html#flag-${flag}" title="${flagWords[flag][1]}">${flagWords[flag][0]}</a>`,
        ),
      )}</span>`

const linked = (chip: Html, href: string | undefined): Html =>
  href === undefined ? chip : html`<a class="to" href="${href}">${chip}</a>`
