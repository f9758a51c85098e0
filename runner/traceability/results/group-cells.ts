import { canonicalText } from '#domain/content-hash.ts'
import type { JsonObject } from '#domain/json.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import { sortByKey } from '#traceability/compare-keys.ts'
import type { Result } from './result.ts'

/** One cell of a case, or what was recorded elsewhere for one element without a case; results oldest first. */
export interface Cell {
  readonly case?: TestCaseKey
  readonly matrix: JsonObject
  readonly results: readonly Result[]
}

/** Results by cell: by case, and by element for those that name no case. Cells are in the order of their values. */
export interface Cells {
  readonly byCase: ReadonlyMap<string, readonly Cell[]>
  readonly byElement: ReadonlyMap<string, readonly Cell[]>
}

type Growing = Map<string, Map<string, Cell & { readonly results: Result[] }>>

/** Groups results (oldest first) by what they are a result of. */
export const groupCells = (results: readonly Result[]): Cells => {
  const byCase: Growing = new Map()
  const byElement: Growing = new Map()
  for (const result of results) {
    const { outcome } = result
    if (outcome.case !== undefined) put(byCase, outcome.case, result)
    else for (const element of Object.keys(outcome.elements)) put(byElement, element, result)
  }
  return { byCase: cellsOf(byCase), byElement: cellsOf(byElement) }
}

const put = (groups: Growing, owner: string, result: Result): void => {
  const cells = groups.get(owner) ?? new Map()
  groups.set(owner, cells)
  const place = placeOf(result)
  const { case: key, matrix } = result.outcome
  const cell = cells.get(place)
  if (cell === undefined) {
    cells.set(place, { ...(key === undefined ? {} : { case: key }), matrix, results: [result] })
  } else cell.results.push(result)
}

/** Place of a result among the cells of its case; the aggregate of a case is one more cell. */
export const placeOf = ({ outcome: { matrix, origin } }: Pick<Result, 'outcome'>): string => {
  if (origin.kind === 'execution' && origin.execution.endsWith('[*]')) return '*'
  for (const _ in matrix) return canonicalText(matrix)
  return ''
}

const cellsOf = (groups: Growing): ReadonlyMap<string, readonly Cell[]> =>
  new Map(
    [...groups].map(([owner, cells]) => [
      owner,
      sortByKey(cells, ([place]) => place).map(([, cell]) => cell),
    ]),
  )
