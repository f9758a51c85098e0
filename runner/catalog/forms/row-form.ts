import { z } from 'zod'
import { asksForm, expectationForm, givenForm } from './expectation-form.ts'
import { anyValue, duration, expressionText, idText, pause, verifies, words } from './fields.ts'

const base = {
  id: idText,
  description: z.string().optional(),
  expected: z.string().optional(),
  when: expressionText.optional().describe('CEL; false: the row is skipped'),
  continue: z.boolean().optional().describe('Later rows run although this one failed'),
  always: z.boolean().optional().describe('Runs whatever happened before'),
  verifies: verifies.optional(),
}

const values = z.record(z.string(), anyValue)

/** A row that calls a precursor. */
export const callForm = z.strictObject({
  ...base,
  call: words.describe('Key or alias of a precursor'),
  with: values.optional(),
})

const judged = <Item extends z.ZodType>(expectation: Item) => ({
  given: z.array(givenForm).optional(),
  expect: z.array(expectation).optional(),
})

/** A row that runs a step. The expectations' schema is given: checking takes them one by one, editors whole. */
export const stepForm = <Item extends z.ZodType>(expectation: Item) =>
  z.strictObject({
    ...base,
    do: words.describe('Name of a step: butler.query_datasets'),
    with: values.optional(),
    timeout: duration.optional(),
    onTimeout: z.enum(['block', 'fail']).optional(),
    retry: z
      .strictObject({
        attempts: z.int().min(1).max(100),
        delay: pause.optional(),
      })
      .optional()
      .describe('Tries again what was blocked, never a fail'),
    ...judged(expectation),
  })

/** A row on which a person acts. */
export const manualForm = <Item extends z.ZodType>(expectation: Item) =>
  z.strictObject({ ...base, manual: words, asks: asksForm.optional(), ...judged(expectation) })

/** A row of analysis or inspection by document. */
export const reportForm = <Item extends z.ZodType>(expectation: Item) =>
  z.strictObject({ ...base, report: words, asks: asksForm.optional(), ...judged(expectation) })

/** Rows as they are checked: their expectations are looked at one by one. */
export const rowForms = {
  call: callForm,
  do: stepForm(anyValue),
  manual: manualForm(anyValue),
  report: reportForm(anyValue),
} as const

/** Any row, for editors. */
export const rowForm = z.union([
  callForm,
  stepForm(expectationForm),
  manualForm(expectationForm),
  reportForm(expectationForm),
])
