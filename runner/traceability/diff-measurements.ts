import type { DossierExecution, DossierExpectation } from '#domain/dossier.ts'

/** A measured value that both runs have and that is not the same number. */
export interface ValueChange {
  readonly execution: string
  readonly row: string
  readonly measure: string
  readonly unit: string
  readonly before: MeasuredValue
  readonly after: MeasuredValue
  /** After minus before; absent where the units differ. */
  readonly change?: number
  /** Change in combined standard uncertainties; absent where no uncertainty is known. */
  readonly significance?: number
}

/** Value with what it was judged by. */
export interface MeasuredValue {
  readonly value: number
  readonly unit: string
  readonly uncertainty?: DossierExpectation['uncertainty']
  readonly margin?: number
}

type Measured = DossierExpectation & {
  readonly measure: string
  readonly value: number
  readonly unit: string
}

/** Values of one execution that changed, each measure of a row once: what it is held against does not matter. */
export const diffMeasurements = (
  before: DossierExecution,
  after: DossierExecution,
): readonly ValueChange[] => {
  const old = new Map(measured(before).map((one) => [one.key, one]))
  return measured(after).flatMap(({ key, row, expectation }) => {
    const was = old.get(key)?.expectation
    if (was === undefined || isSame(was, expectation)) return []
    return [valueChange(after.id, row, was, expectation)]
  })
}

const isSame = (was: Measured, is: Measured): boolean =>
  Object.is(was.value, is.value) && was.unit === is.unit

const measured = (execution: DossierExecution) => {
  const found = new Map<string, { key: string; row: string; expectation: Measured }>()
  for (const row of execution.steps) {
    for (const expectation of row.expectations) {
      if (!isMeasured(expectation)) continue
      const key = `${row.section} ${row.id} ${expectation.measure}`
      // The same measure may be judged and compared; the first holds the value.
      if (!found.has(key)) found.set(key, { key, row: row.id, expectation })
    }
  }
  return [...found.values()]
}

const isMeasured = (expectation: DossierExpectation): expectation is Measured =>
  expectation.measure !== undefined &&
  expectation.value !== undefined &&
  expectation.unit !== undefined

const valueChange = (execution: string, row: string, was: Measured, is: Measured): ValueChange => {
  const change = was.unit === is.unit ? is.value - was.value : undefined
  const significance = change === undefined ? undefined : significanceOf(change, was, is)
  return {
    execution,
    row,
    measure: is.measure,
    unit: is.unit,
    before: pick(was),
    after: pick(is),
    ...(change === undefined ? {} : { change }),
    ...(significance === undefined ? {} : { significance }),
  }
}

const pick = ({ value, unit, uncertainty, margin }: Measured): MeasuredValue => ({
  value,
  unit,
  ...(uncertainty === undefined ? {} : { uncertainty }),
  ...(margin === undefined ? {} : { margin }),
})

const significanceOf = (change: number, was: Measured, is: Measured): number | undefined => {
  // Of an asymmetric uncertainty the side that faces the other value counts.
  const [from, to] = change >= 0 ? (['high', 'low'] as const) : (['low', 'high'] as const)
  const combined = Math.hypot(sideOf(was, from) ?? Number.NaN, sideOf(is, to) ?? Number.NaN)
  return combined > 0 && Number.isFinite(combined) && Number.isFinite(change)
    ? Math.abs(change) / combined
    : undefined
}

const sideOf = ({ uncertainty }: Measured, side: 'low' | 'high'): number | undefined =>
  typeof uncertainty === 'object' ? uncertainty[side] : uncertainty
