import { canonicalText } from '#domain/content-hash.ts'
import type { JsonObject } from '#domain/json.ts'
import type { Coverage, CoverageFlag } from '#domain/tracing/coverage.ts'
import type { CellTrace } from '#domain/tracing/trace-dossier.ts'
import { isPassing } from '#domain/verdict.ts'

/** How many cells a sentence names. */
const named = 3

interface Reasons {
  readonly coverage: Coverage
  readonly flags: readonly CoverageFlag[]
  readonly cells: readonly CellTrace[]
  readonly verifiedIn: readonly string[]
  readonly release?: string | undefined
}

/** One sentence: why an element has the coverage it has. */
export const explainCoverage = (reasons: Reasons): string => {
  const { coverage, cells, verifiedIn } = reasons
  switch (coverage) {
    case 'not-covered':
      return 'No live case names it, and it is verified in no other element.'
    case 'with-failures':
      return whyFailing(reasons)
    case 'fully-verified':
      return cells.length === 0
        ? `Verified in ${list(verifiedIn)}.`
        : `${count(cells.filter(hasPassed).length, 'cell')} passed${elsewhere(verifiedIn)}.`
    case 'partially-verified':
      return whyPartial(reasons)
    case 'not-verified':
      return whyNot(reasons)
    default:
      return coverage satisfies never
  }
}

const whyFailing = ({ cells, flags, verifiedIn }: Reasons): string => {
  const failed = cells.filter(({ verdict }) => verdict === 'fail').map(labelOf)
  if (failed.length === 0) return `An element in which it is verified fails: ${list(verifiedIn)}.`
  const rerun = flags.includes('rerun-unexplained')
    ? ' A pass of the same question came later without an explanation.'
    : ''
  return `${list(failed)} failed.${rerun}`
}

const whyPartial = ({ cells, flags, verifiedIn }: Reasons): string => {
  const open = cells.filter((cell) => !hasPassed(cell) && !isBeside(cell, cells))
  const reasons = [
    ...(open.length > 0 ? [`${list(open.map(labelOf))} was not judged`] : []),
    ...(flags.includes('cells') ? ['not every cell that it covers passed'] : []),
    ...(flags.includes('stage') ? ['it passed farther from the real system than it asks for'] : []),
    ...(flags.includes('conditions') ? ['a condition of a threshold was not met'] : []),
  ]
  const passed = count(cells.filter(hasPassed).length, 'cell')
  const why = reasons.length > 0 ? reasons.join(', ') : `not all of ${list(verifiedIn)} is verified`
  return `${passed} passed, but ${why}.`
}

const whyNot = ({ cells, flags, verifiedIn, release }: Reasons): string => {
  const of = release === undefined ? '' : ` for ${release}`
  const more = flags.includes('earlier-release')
    ? ' It passed for an earlier release.'
    : flags.includes('rehearsed')
      ? ' It was rehearsed.'
      : ''
  const what = cells.length > 0 ? list([...new Set(cells.map(caseOf))]) : list(verifiedIn)
  return `Nothing that earns credit was judged${of}: ${what}.${more}`
}

const hasPassed = ({ verdict }: CellTrace): boolean => verdict !== undefined && isPassing(verdict)

/** A cell that was only rehearsed says nothing of a case of which others were judged. */
const isBeside = (cell: CellTrace, cells: readonly CellTrace[]): boolean =>
  cell.rehearsed !== undefined &&
  cells.some((other) => other.case === cell.case && other.verdict !== undefined)

const caseOf = (cell: CellTrace): string => cell.case ?? 'a result recorded elsewhere'

const labelOf = (cell: CellTrace): string => `${caseOf(cell)}${cellLabel(cell.matrix)}`

/** A cell as it is written after the key of its case: `[band=g,ccd=3]`; nothing for a case without matrix. */
export const cellLabel = (matrix: JsonObject): string => {
  const names = Object.keys(matrix).sort()
  const values = names.map((name) => {
    const value = matrix[name]
    return `${name}=${typeof value === 'string' ? value : canonicalText(value)}`
  })
  return values.length === 0 ? '' : `[${values.join(',')}]`
}

const list = (items: readonly string[]): string =>
  items.length <= named
    ? items.join(', ')
    : `${items.slice(0, named).join(', ')} and ${items.length - named} more`

const count = (number: number, what: string): string =>
  `${number} ${what}${number === 1 ? '' : 's'}`

const elsewhere = (verifiedIn: readonly string[]): string =>
  verifiedIn.length === 0 ? '' : `, and it is verified in ${list(verifiedIn)}`
