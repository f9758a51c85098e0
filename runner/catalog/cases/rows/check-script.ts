import type { CaseContext, ExpressionScope, ReadableRow } from '#catalog/cases/case-context.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { Row, Section, Verified } from '#domain/test-case.ts'
import type { ValueType } from '#domain/value-type.ts'
import type { ScopeTypes } from '#language/types/check-expression.ts'
import { checkRow } from './check-row.ts'

/** The parts of a case that hold rows, checked one after the other. */
export interface ScriptPlace {
  readonly section: Section
  readonly verified: readonly Verified[]
  /** What all rows see beside `steps`. */
  readonly types: ScopeTypes
  /** Rows of an earlier part that this one sees. */
  readonly before: ReadonlyMap<string, ReadableRow>
  /** Ids of all rows of the file so far; filled as the parts are read. */
  readonly ids: Set<string>
}

/** Rows of a part, and what later parts can read. */
export interface CheckedScript {
  readonly rows: readonly Row[]
  readonly readable: ReadonlyMap<string, ReadableRow>
}

/** Checks the rows of one part in their order: each sees the outputs of those before it. */
export const checkScript = (
  context: CaseContext,
  place: ScriptPlace,
  data: readonly unknown[],
): CheckedScript => {
  const readable = new Map(place.before)
  const ids = data.map(idOf)
  const rows = data.flatMap((item, index): Row[] => {
    const path: Path = [place.section, index]
    reportDouble(context, path, ids[index], place.ids)
    const scope: ExpressionScope = {
      types: { ...place.types, steps: stepsType(readable) },
      earlier: new Map(readable),
      later: new Set(ids.slice(index + 1).flatMap((id) => id ?? [])),
      skipsAbsent: place.section === 'teardown',
      reads: new Set(),
    }
    const checked = checkRow(context, scope, { path, verified: place.verified }, item)
    const id = ids[index]
    if (id === undefined) return []
    readable.set(id, {
      id,
      type: checked?.outputs ?? { kind: 'any' },
      ...(checked?.row.when && { when: checked.row.when.source }),
    })
    return checked ? [checked.row] : []
  })
  return { rows, readable }
}

/** Type of `steps`: an object with the outputs of each row. */
export const stepsType = (rows: ReadonlyMap<string, ReadableRow>): ValueType => ({
  kind: 'object',
  fields: Object.fromEntries([...rows].map(([id, { type }]) => [id, { type }])),
})

const idOf = (item: unknown): string | undefined => {
  if (typeof item !== 'object' || item === null || !('id' in item)) return undefined
  return typeof item.id === 'string' ? item.id : undefined
}

const reportDouble = (
  { list }: CaseContext,
  path: Path,
  id: string | undefined,
  ids: Set<string>,
): void => {
  if (id === undefined) return
  if (ids.has(id)) {
    list.at([...path, 'id'], {
      code: 'duplicate',
      message: `Two rows of this file have the id "${id}".`,
      hint: 'Rename one of them.',
    })
  }
  ids.add(id)
}
