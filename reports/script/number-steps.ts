import type { CallRow, Row, TestCase } from '#domain/test-case.ts'

/** A row of a script with the number it has there, calls written out. */
export interface NumberedStep {
  /** `2`, and `2-1` for the first row of a precursor that row 2 calls. */
  readonly number: string
  readonly row: Row
  /** The precursor it comes from; absent for the case's own rows. */
  readonly from?: TestCase
  /** For a call: what it calls, absent where that is not held. */
  readonly called?: TestCase
}

/** Most rows that are written out of one script; calls of calls can multiply. */
export const mostSteps = 2000

/** The rows of a script in order, the rows of a called precursor after the row that calls it, at any depth. */
export const numberSteps = (
  rows: readonly Row[],
  precursors: ReadonlyMap<string, TestCase>,
): readonly NumberedStep[] => {
  const steps: NumberedStep[] = []
  const add = (script: readonly Row[], prefix: string, within: readonly TestCase[]): void => {
    const from = within.at(-1)
    for (const [index, row] of script.entries()) {
      if (steps.length >= mostSteps) return
      const number = `${prefix}${index + 1}`
      const called = row.kind === 'call' ? calledBy(row, precursors, within) : undefined
      steps.push({ number, row, ...(from && { from }), ...(called && { called }) })
      if (called) add(called.script, `${number}-`, [...within, called])
    }
  }
  add(rows, '', [])
  return steps
}

// A precursor that calls itself is an error of its file; here it is only not followed.
const calledBy = (
  row: CallRow,
  precursors: ReadonlyMap<string, TestCase>,
  within: readonly TestCase[],
): TestCase | undefined => {
  const called = precursors.get(row.call)
  return called && !within.includes(called) ? called : undefined
}
