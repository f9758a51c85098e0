import type { Row, TestCase } from '#domain/test-case.ts'
import type { Contradiction } from './contradiction.ts'
import { contradictionsInLimits } from './in-limits.ts'
import { contradictionsInText } from './in-text.ts'
import type { NamedParameter, NamedParameters } from './named-parameters.ts'

/** A contradiction at its place in a case. */
export interface PlacedContradiction extends Contradiction {
  /** Id of the row; absent for what stands above the script. */
  readonly row?: string
  readonly field: 'title' | 'objective' | 'description' | 'expected' | 'text' | 'expect'
  /** One-based line of the row or expectation; 0 for what stands above the script. */
  readonly line: number
}

/** Every number of a case that contradicts the requirements it verifies, from top to bottom. */
export const findContradictions = (
  testCase: TestCase,
  names: NamedParameters,
): readonly PlacedContradiction[] => {
  const own = names.verifiedBy(testCase)
  const head = { title: testCase.title, objective: testCase.objective }
  const rows = [...testCase.script, ...testCase.aggregate, ...testCase.teardown]
  return [
    ...inFields(head, names, own).map((each) => ({ ...each, line: 0 })),
    ...rows.flatMap((row) => inRow(row, names, own)),
  ]
}

type Field = PlacedContradiction['field']
type Fields = { readonly [field in Field]?: string | undefined }

const inFields = (fields: Fields, names: NamedParameters, own: readonly NamedParameter[]) =>
  Object.entries(fields).flatMap(([field, text]) =>
    contradictionsInText(text ?? '', names, own).map((each) => ({
      ...each,
      field: field as Field,
    })),
  )

const inRow = (
  row: Row,
  names: NamedParameters,
  own: readonly NamedParameter[],
): readonly PlacedContradiction[] => {
  const { description, expected } = row
  const text = row.kind === 'manual' || row.kind === 'report' ? row.text : undefined
  const inTexts = inFields({ description, text, expected }, names, own)
  const place = { row: row.id, line: row.line }
  return [
    ...inTexts.map((each) => ({ ...each, ...place })),
    ...(row.kind === 'call' ? [] : row.expect).flatMap((expectation) =>
      contradictionsInLimits(expectation, own).map((each) => ({
        ...each,
        field: 'expect' as const,
        row: row.id,
        line: expectation.line,
      })),
    ),
  ]
}
