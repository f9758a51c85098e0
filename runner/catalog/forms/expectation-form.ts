import { z } from 'zod'
import {
  anyValue,
  expressionText,
  fraction,
  idText,
  limitValue,
  verifies,
  words,
} from './fields.ts'

const common = {
  when: expressionText.optional(),
  each: expressionText.optional().describe('CEL list: every item is judged, as `item`'),
  label: expressionText.optional().describe('CEL over `item`: names an item in messages'),
  allow: fraction.optional(),
  because: words.optional().describe('Why this is expected'),
  verifies: verifies.optional(),
}

const tolerance = z
  .union([
    z.strictObject({ absolute: z.number().nonnegative() }),
    z.strictObject({ relative: fraction }),
  ])
  .describe('Slack of a comparison of numbers')

/** `that`: an expression that must be true. */
export const thatForm = z.strictObject({ that: expressionText, ...common })

/** Names of the checks of a plain value. */
export const valueChecks = [
  'equals',
  'notEquals',
  'atMost',
  'atLeast',
  'between',
  'matches',
  'contains',
  'oneOf',
] as const

/** `value` with one check. */
export const valueForm = z.strictObject({
  value: expressionText,
  equals: anyValue.optional(),
  notEquals: anyValue.optional(),
  atMost: limitValue.optional(),
  atLeast: limitValue.optional(),
  between: z.array(limitValue).length(2, 'write [low, high]').optional(),
  matches: z.string().optional().describe('Linear-time regular expression, searched anywhere'),
  contains: anyValue.optional(),
  oneOf: z.union([z.array(anyValue).min(1), z.string()]).optional(),
  tolerance: tolerance.optional(),
  ...common,
})

const parameterReference = words.describe('REQUIREMENT/PARAMETER: DMS-REQ-0360/AM2')

/** `measure`: a number with a unit, held against a limit, a target or a known value. */
export const measureForm = z.strictObject({
  measure: words.describe('Name of what is measured'),
  value: expressionText,
  unit: z.string().describe('Unit; counts have unit "1"'),
  uncertainty: z
    .union([expressionText, z.strictObject({ low: expressionText, high: expressionText })])
    .optional()
    .describe('Standard uncertainty'),
  n: expressionText.optional().describe('Sample size'),
  meets: parameterReference.optional(),
  compares: parameterReference.optional(),
  near: z
    .union([expressionText, z.strictObject({ value: expressionText, uncertainty: expressionText })])
    .optional()
    .describe('Known value, in the unit; or { value, uncertainty }'),
  within: limitValue.optional().describe('Combined standard uncertainties allowed around `near`'),
  atMost: limitValue.optional(),
  atLeast: limitValue.optional(),
  strict: z.boolean().optional().describe('The limit itself does not meet'),
  guard: z.number().positive().optional().describe('Guard band in standard uncertainties'),
  under: z
    .record(
      z.string(),
      z.union([expressionText, z.strictObject({ value: expressionText, unit: z.string() })]),
    )
    .optional()
    .describe('Conditions that the threshold asks for: a number in their unit, or { value, unit }'),
  ...common,
})

/** What must hold for a row to be judged at all. */
export const givenForm = z.strictObject({ that: expressionText, because: words.optional() })

/** One thing that a person enters. */
export const askForm = z.strictObject({ type: z.string(), default: anyValue.optional() })

/** What a person enters in a manual or report row. */
export const asksForm = z.record(idText, askForm)

/** Any expectation, for editors. */
export const expectationForm = z.union([thatForm, measureForm, valueForm])
