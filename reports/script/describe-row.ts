import type { Row } from '#domain/test-case.ts'
import { describeExpectation } from './describe-expectation.ts'
import { describeType } from './describe-type.ts'
import { writeJson, writeTemplate } from './write-template.ts'

/** A row as the steps of a specification are written: each field is a list of paragraphs, empty where there is none. */
export interface DescribedRow {
  readonly description: readonly string[]
  readonly testData: readonly string[]
  /** What a person enters, each with its type. */
  readonly asks: readonly string[]
  /** Without these the row is not judged. */
  readonly conditions: readonly string[]
  readonly expected: readonly string[]
}

/** Says what a row does, with what, and what must come of it; in its own words where it has some. */
export const describeRow = (row: Row): DescribedRow => ({
  description: [...present(row.description), ...present(deed(row))],
  testData: inputsOf(row),
  asks: asksOf(row),
  conditions: [
    ...(row.when ? [`Skipped unless ${row.when.source}.`] : []),
    ...(row.always ? ['Runs whatever happened before.'] : []),
    ...(row.kind === 'call'
      ? []
      : row.given.map(
          ({ that, because }) =>
            `Judged only if ${that.source}${because === undefined ? '' : `: ${because}`}.`,
        )),
  ],
  expected: [
    ...present(row.expected),
    ...(row.kind === 'call' ? [] : row.expect.map(describeExpectation)),
  ],
})

const present = (text: string | undefined): readonly string[] =>
  text === undefined || text.trim() === '' ? [] : [text]

const deed = (row: Row): string | undefined => {
  switch (row.kind) {
    case 'call':
      return undefined
    case 'do':
      return row.description === undefined ? `Run the step ${row.do}.` : `(Step ${row.do})`
    case 'manual':
      return row.text
    case 'report':
      return `By document: ${row.text}`
    default:
      return row satisfies never
  }
}

const inputsOf = (row: Row): readonly string[] =>
  row.kind === 'do' || row.kind === 'call'
    ? Object.entries(row.with).map(([name, value]) => `${name}: ${writeTemplate(value)}`)
    : []

const asksOf = (row: Row): readonly string[] =>
  row.kind === 'manual' || row.kind === 'report'
    ? row.asks.map(({ name, type, default: given }) => {
        const preset = given === undefined ? '' : `, ${writeJson(given)} if nothing else is said`
        return `${name} (${describeType(type)}${preset})`
      })
    : []
