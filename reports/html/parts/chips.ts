import type { Coverage, CoverageFlag } from '#domain/tracing/coverage.ts'
import type { RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import type { Verdict } from '#domain/verdict.ts'
import { type Html, html } from '#reports/html/html.ts'
import { coverageIcon, icon, verdictIcon } from './icons.ts'
import { belowWords, coverageWords, flagWords, rehearsalWords, verdictWords } from './words.ts'

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

/** A number that stands beside and decides nothing: never looks like a verdict. */
const comparedChip = (creditable: boolean, href?: string): Html =>
  linked(
    once(
      `b ${creditable}`,
      () =>
        html`<span class="chip ${creditable ? 'compared' : 'rehearsal'}">${icon('beside')}${creditable ? 'Compared' : 'Rehearsed, compared'}</span>`,
    ),
    href,
  )

/** What an expectation or measurement came to, as far as it decides. */
export interface Judged {
  readonly verdict: Verdict
  readonly compares?: string
  readonly margin?: number
}

/** A verdict where the number decides, else that it was compared. What could not be compared shows why by its verdict. */
export const judgedChip = (one: Judged, creditable: boolean, href?: string): Html =>
  isCompared(one) ? comparedChip(creditable, href) : verdictChip(one.verdict, creditable, href)

/** True for a number that was compared with a target or an inner limit and decided nothing. */
export const isCompared = ({ compares, verdict }: Judged): boolean =>
  compares !== undefined && verdict === 'pass'

/** Said in words where a target was missed, so that nobody reads a compared number as met. */
export const missedNote = (one: Judged): Html | undefined =>
  isCompared(one) && one.margin !== undefined && one.margin < 0
    ? html`<small class="missed">target missed, decides nothing</small>`
    : undefined

/** What the requirements below say together, as words with a picture: it stands beside and is never counted. */
export const belowChip = (
  { below }: Pick<RequirementTrace, 'below'>,
  href?: string,
): Html | undefined =>
  below &&
  linked(
    once(
      `w ${below.coverage} ${below.rehearsal}`,
      () =>
        html`<span class="chip below c-${below.coverage}">${icon(coverageIcon[below.coverage])}${belowWords(below)}</span>`,
    ),
    href,
  )

/** True for a requirement that only others answer: no element states it, and something is below it. */
export const isAnsweredBelow = ({
  elements,
  below,
}: Pick<RequirementTrace, 'elements' | 'below'>): boolean =>
  elements.length === 0 && below !== undefined

/** What is said of a requirement in a list: its coverage, and what is below it where only that answers it. */
export const requirementChips = (
  requirement: Pick<RequirementTrace, 'coverage' | 'rehearsal' | 'elements' | 'below'>,
  page: string,
): Html =>
  isAnsweredBelow(requirement)
    ? html`${belowChip(requirement, `${page}#flow`)}`
    : html`${coverageChip(requirement.coverage, `${page}#elements`)} ${rehearsalChip(requirement.rehearsal, `${page}#elements`)}`

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
