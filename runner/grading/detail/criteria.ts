/** What a script needs so that somebody else can run it and come to the same verdict. */
export interface Criterion {
  /** Share of the score; what nobody else could make up for weighs most. */
  readonly weight: number
  /** Without it a row or case is thin at best. */
  readonly essential: boolean
  /** What to do about it. */
  readonly mend: string
}

const criterion = (weight: number, essential: boolean, mend: string): Criterion => ({
  weight,
  essential,
  mend,
})

/** All criteria, the weightiest first. */
export const criteria = {
  numbers: criterion(
    10,
    true,
    'Mend the number, or name the parameter in `meets` and leave the number out.',
  ),
  script: criterion(10, true, 'Write its rows: `call`, `do`, `manual` or `report`.'),
  judged: criterion(8, true, 'Add an expectation or a manual row with `verifies` for it.'),
  measured: criterion(
    6,
    true,
    'Measure it and let `meets` take limit, sense and unit from the requirement.',
  ),
  verifies: criterion(6, true, 'Name the elements that it verifies, or make it a precursor.'),
  description: criterion(5, true, 'Say in `description` what is done.'),
  expected: criterion(5, true, 'Say in `expected` what must be seen, or judge it by `expect`.'),
  threshold: criterion(4, true, 'Give a number with its unit, or judge it by `expect`.'),
  data: criterion(4, true, 'Name the dataset, or take it from `env` or an earlier row.'),
  objective: criterion(4, false, 'Say in `objective` what is shown.'),
  who: criterion(2, false, 'Say who does it: an observer, a reviewer, a user …'),
  where: criterion(2, false, 'Say where: a site, a service, a page, a machine …'),
  asks: criterion(2, false, 'Let `asks` name what the person enters.'),
  told: criterion(
    1,
    false,
    'Say it in `expected` too, for those who read the script without code.',
  ),
} as const satisfies { readonly [code: string]: Criterion }

/** Name of a criterion. */
export type CriterionCode = keyof typeof criteria

/** How much detail a script has. */
export type DetailGrade = 'complete' | 'usable' | 'thin' | 'stub'

/** All grades, the best first. */
export const detailGrades: readonly DetailGrade[] = ['complete', 'usable', 'thin', 'stub']
