import type { Scope } from '#domain/execution-graph.ts'
import { isJsonObject, type Json } from '#domain/json.ts'
import type { Measurement } from '#domain/measurement.ts'
import type { Expression, Template } from '#domain/template.ts'
import { roundingOf } from '#language/expressions/equal-values.ts'
import { evaluate } from '#language/expressions/evaluate.ts'
import { resolveTemplate } from '#language/templates/resolve-template.ts'
import type { Sides } from './judge-limit.ts'
import { blocked, failed, type Judged } from './judged.ts'
import { measurementText } from './measurement-text.ts'
import { numberPair, numberText, withUnit } from './quantity-text.ts'
import { finiteNumber, standardUncertainty } from './read-measurement.ts'

interface Measured {
  readonly measurement: Measurement
  readonly uncertainty?: Sides
  readonly scope: Scope
}

/** A known value with its standard uncertainty, in the unit of the measurement. */
interface Known {
  readonly value: number
  readonly uncertainty?: number
}

/**
 * Judges agreement with a known value: the difference is at most `within` times the two standard uncertainties
 * combined. Where the measured one has two sides, the side towards the known value counts. Without any uncertainty
 * nothing can be said: blocked.
 */
export const judgeNear = (near: Expression, within: Template, measured: Measured): Judged => {
  const { measurement, uncertainty, scope } = measured
  const known = readKnown(evaluate(near, scope))
  if (typeof known === 'string')
    return failed(`the known value of ${measurement.measure} is ${known}`)
  const allowed = finiteNumber(resolveTemplate(within, scope))
  if (typeof allowed === 'string' || allowed <= 0) {
    return failed(`"within" is ${allowed}, not a number above zero`)
  }
  const limit = {
    sense: 'near',
    limit: known.value,
    strict: false,
    within: allowed,
    ...(known.uncertainty === undefined ? {} : { limitUncertainty: known.uncertainty }),
  } as const
  if (uncertainty === undefined && known.uncertainty === undefined) {
    return {
      ...blocked(
        `${measurementText(measurement)}: agreement cannot be judged, no uncertainty is known on either side`,
      ),
      limit,
    }
  }
  const difference = measurement.value - known.value
  const side = (difference > 0 ? uncertainty?.low : uncertainty?.high) ?? 0
  const combined = Math.hypot(side, known.uncertainty ?? 0)
  const rounding = roundingOf(measurement.value, known.value)
  const agrees = Math.abs(difference) <= allowed * combined + rounding
  const margin = allowed * combined - Math.abs(difference)
  return {
    verdict: agrees ? 'pass' : 'fail',
    message: () => nearText(measurement, known, { allowed, combined, margin }),
    limit,
    margin: agrees ? Math.max(0, margin) : margin,
    ...(combined === 0 ? {} : { pull: difference / combined }),
  }
}

const readKnown = (value: Json): Known | string => {
  if (!isJsonObject(value)) {
    const number = finiteNumber(value)
    return typeof number === 'number' ? { value: number } : `${number}, not a finite number`
  }
  const number = finiteNumber(value.value ?? null)
  if (typeof number === 'string') return `${number}, not a finite number`
  const uncertainty = standardUncertainty(value.uncertainty ?? null)
  if (typeof uncertainty === 'string') return `of an uncertainty that is ${uncertainty}`
  return uncertainty === undefined ? { value: number } : { value: number, uncertainty }
}

const nearText = (
  measurement: Measurement,
  known: Known,
  {
    allowed,
    combined,
    margin,
  }: { readonly allowed: number; readonly combined: number; readonly margin: number },
): string => {
  const { unit, value } = measurement
  const [shown, shownKnown] = numberPair(value, known.value)
  const spread = known.uncertainty === undefined ? '' : ` ± ${numberText(known.uncertainty)}`
  const pull =
    combined === 0 ? '' : `, ${numberText(Math.abs(value - known.value) / combined)} of them away`
  return (
    `${measurementText(measurement, shown)}, expected ${withUnit(`${shownKnown}${spread}`, unit)} ` +
    `within ${numberText(allowed)} combined standard uncertainties (${withUnit(numberText(combined), unit)})${pull}: ` +
    `margin ${withUnit(numberText(margin), unit)}`
  )
}
