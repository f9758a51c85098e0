import { onOneLine, quoted } from '#interchange/findings.ts'
import type { FieldChange, RecordDifference, SetDifference } from './diff-sets.ts'

const signs = { new: '+', changed: '~', gone: '-' } as const

const plurals = {
  document: 'documents',
  requirement: 'requirements',
  parameter: 'parameters',
  element: 'elements',
} as const

/** The difference as lines for a reviewer: what is new, changed (field by field) and gone, document by document. */
export const describeDifference = ({
  differences,
  unchanged,
}: SetDifference): readonly string[] => {
  const documents = Map.groupBy(differences, ({ document }) => document)
  const lines = [...documents].flatMap(([document, items]) => [
    `${onOneLine(document) || '(no document)'}: ${countsOf(items)}`,
    ...items.flatMap(linesOf),
  ])
  return [
    ...lines,
    `${differences.length === 0 ? 'Nothing changes' : countsOf(differences)}; ${unchanged} unchanged.`,
  ]
}

const linesOf = ({ kind, what, key, fields }: RecordDifference): readonly string[] => {
  const head = `  ${signs[kind]} ${what} ${onOneLine(key)}`
  if (kind === 'gone') return [head]
  if (kind === 'new') return [`${head}${fields.map((field) => ` ${newField(field)}`).join('')}`]
  return [head, ...fields.map((field) => `      ${changedField(field)}`)]
}

const newField = ({ field, after }: FieldChange): string => `${field}=${shown(after)}`

const changedField = ({ field, before, after }: FieldChange): string =>
  `${field}: ${before === undefined ? '(none)' : shown(before)} → ${shown(after)}`

const shown = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : quoted(value, 200)

const countsOf = (items: readonly RecordDifference[]): string => {
  const counts = (['new', 'changed', 'gone'] as const).flatMap((kind) =>
    (['document', 'requirement', 'parameter', 'element'] as const).flatMap((what) => {
      const count = items.filter((item) => item.kind === kind && item.what === what).length
      return count === 0 ? [] : [`${count} ${count === 1 ? what : plurals[what]} ${kind}`]
    }),
  )
  return counts.join(', ')
}
