import { type CoverageFlag, coverages } from '#domain/tracing/coverage.ts'
import type { CellTrace, RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import { verdictsWorstFirst } from '#domain/verdict.ts'
import { brief } from '#reports/html/html.ts'
import { matrixText } from '#reports/html/parts/result-rows.ts'
import {
  coverageWords,
  flagWords,
  rehearsalWords,
  verdictWords,
} from '#reports/html/parts/words.ts'
import { pathOfResult, type SiteModel } from '#reports/html/site-model.ts'
import { anchorOf, casePath, requirementPath } from '#reports/html/site-paths.ts'

const flags = Object.keys(flagWords) as CoverageFlag[]
const mostTitle = 160

type Cell = string | number

/**
 * Everything that the matrix shows, as a script that hands it over: a page that is opened from a disk may read a
 * script and nothing else. Rows are lists of numbers that point into lists of words, so that a hundred thousand of
 * them stay small.
 */
export const matrixData = (model: SiteModel): string => {
  const { trace } = model
  const places = new Places()
  const rows = rowsOf(model, places)
  return `lvvMatrix(${script({
    today: trace.asOf.today,
    release: trace.asOf.release ?? '',
    coverages: coverages.map((coverage) => [
      coverage,
      coverageWords[coverage],
      rehearsalWords[coverage],
    ]),
    verdicts: verdictsWorstFirst.map((verdict) => [verdict, verdictWords[verdict]]),
    flags: flags.map((flag) => flagWords[flag][0]),
    requirements: places.keys('requirement').map((key) => {
      const {
        title,
        document,
        priority,
        coverage,
        rehearsal,
        below,
        flags: own,
      } = held(model.requirements, key)
      return [
        key,
        brief(title, mostTitle),
        document,
        priority ?? '',
        coverages.indexOf(coverage),
        coverages.indexOf(rehearsal),
        flagBits(own),
        requirementPath(key),
        below ? coverages.indexOf(below.coverage) : -1,
        below ? coverages.indexOf(below.rehearsal) : -1,
      ]
    }),
    elements: places.keys('element').map((key) => {
      const { title, coverage, rehearsal, flags: own } = held(model.elements, key)
      return [
        key,
        brief(title, mostTitle),
        coverages.indexOf(coverage),
        coverages.indexOf(rehearsal),
        flagBits(own),
        anchorOf('element', key),
      ]
    }),
    cases: places.keys('case').map((key) => {
      const { title, area, stub, tags } = held(model.cases, key)
      return [
        key,
        brief(title, mostTitle),
        area,
        stub ? 1 : 0,
        casePath(key),
        tags
          .slice(0, 12)
          .map((tag) => brief(tag, 40))
          .join(' '),
      ]
    }),
    texts: places.keys('text'),
    rows,
  })});\n`
}

const rowsOf = (model: SiteModel, places: Places): readonly (readonly Cell[])[] => [
  ...model.trace.requirements.flatMap((requirement) => requirementRows(model, places, requirement)),
  ...model.trace.cases
    .filter(({ kind, elements }) => kind === 'case' && elements.length === 0)
    .map(({ key }) => [-1, -1, places.case(key)]),
]

const requirementRows = (
  model: SiteModel,
  places: Places,
  requirement: RequirementTrace,
): readonly Cell[][] => {
  const at = places.requirement(requirement.id)
  const own = requirement.elements.flatMap((key) => model.elements.get(key) ?? [])
  if (own.length === 0) return [[at, -1, -1]]
  return own.flatMap((element) => {
    const elementAt = places.element(element.key)
    return element.cells.length === 0
      ? [[at, elementAt, -1]]
      : element.cells.map((cell) => rowOf(model, places, [at, elementAt], cell))
  })
}

/** Columns of a row after the first three: cell, verdict, result's page, day, release, environment, rehearsed verdict, its page, its day, flags. */
const rowOf = (
  model: SiteModel,
  places: Places,
  [requirement, element]: readonly [number, number],
  cell: CellTrace,
): Cell[] => {
  const taken = cell.taken === undefined ? undefined : model.results.get(cell.taken)
  const rehearsed = cell.rehearsed && model.results.get(cell.rehearsed.result)
  const testCase = cell.case !== undefined && model.cases.has(cell.case) ? cell.case : undefined
  return [
    requirement,
    element,
    testCase === undefined ? -1 : places.case(testCase),
    places.text(brief(matrixText(cell.matrix), 80)),
    taken && cell.verdict !== undefined ? verdictsWorstFirst.indexOf(cell.verdict) : -1,
    taken ? pathOfResult(model, taken) : '',
    places.text(taken?.at.slice(0, 10) ?? ''),
    places.text(taken?.release ?? ''),
    places.text(brief(taken?.environment ?? '', 60)),
    rehearsed && cell.rehearsed ? verdictsWorstFirst.indexOf(cell.rehearsed.verdict) : -1,
    rehearsed ? pathOfResult(model, rehearsed) : '',
    places.text(rehearsed?.at.slice(0, 10) ?? ''),
    flagBits(cell.flags),
  ]
}

const held = <T>(map: ReadonlyMap<string, T>, key: string): T => map.get(key) as T

const flagBits = (own: readonly CoverageFlag[]): number =>
  own.reduce((bits, flag) => bits | (1 << flags.indexOf(flag)), 0)

/** Numbers keys and texts in the order in which they come. */
class Places {
  readonly #known = new Map<string, Map<string, number>>()

  requirement = (key: string): number => this.#place('requirement', key)
  element = (key: string): number => this.#place('element', key)
  case = (key: string): number => this.#place('case', key)
  text = (text: string): number => this.#place('text', text)

  keys(kind: string): readonly string[] {
    return [...(this.#known.get(kind)?.keys() ?? [])]
  }

  #place(kind: string, key: string): number {
    const known = this.#known.get(kind) ?? new Map<string, number>()
    this.#known.set(kind, known)
    const found = known.get(key)
    if (found !== undefined) return found
    known.set(key, known.size)
    return known.size - 1
  }
}

// What ends a script or a line of one cannot stand in it.
const script = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
