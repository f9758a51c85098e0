import { z } from 'zod'
import { anyValue, duration, expressionText, idText, memory, verifies, words } from './fields.ts'
import { rowForm } from './row-form.ts'

const environmentPath = z
  .string()
  .regex(/^env(\.[A-Za-z_][A-Za-z0-9_]*)+$/, 'write a path below env: env.datasets.survey')

const declaredInput = z.strictObject({
  type: words,
  items: words.optional().describe('Type of the items of an array'),
  default: anyValue.optional(),
})

const resources = z.strictObject({
  cpus: z.number().positive().optional(),
  memory: memory.optional(),
  locks: z.array(words).optional(),
})

const caseFields = <Row extends z.ZodType>(row: Row) => ({
  language: z.literal(1, 'this lvv reads language 1').optional(),
  key: z.string().describe('LVV-T1745'),
  kind: z.enum(['case', 'precursor']).optional(),
  title: words,
  objective: z.string().optional(),
  method: z.enum(['Test', 'Analysis', 'Inspection', 'Demonstration']),
  status: z.enum(['Draft', 'Defined', 'Approved', 'Deprecated']),
  priority: words.optional(),
  verifies: verifies.optional(),
  tags: z.array(words).optional(),
  requires: z.array(environmentPath).optional().describe('Absent: the case is not applicable'),
  matrix: z
    .record(idText, z.union([z.array(anyValue).min(1), z.string()]))
    .optional()
    .describe('One execution a cell'),
  timeout: duration.optional(),
  needs: resources.optional(),
  inputs: z.record(idText, declaredInput).optional(),
  script: z.array(row).optional().describe('Rows; without any it is a stub'),
  teardown: z.array(row).min(1).optional(),
  aggregate: z.array(row).min(1).optional(),
})

const precursorFields = {
  alias: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'an alias is written in small letters, digits and "_"')
    .optional(),
  outputs: z.record(idText, anyValue).optional(),
  share: z.enum(['run', 'none', 'ledger']).optional(),
  freshFor: duration.optional(),
  freshKey: expressionText.optional(),
}

/** A case or precursor as it is checked: its rows are looked at one by one. */
export const caseForm = z.strictObject({ ...caseFields(anyValue), ...precursorFields })

/** A case, for editors. */
export const wholeCaseForm = z.strictObject({
  ...caseFields(rowForm),
  kind: z.literal('case').optional(),
})

/** A precursor, for editors. */
export const wholePrecursorForm = z.strictObject({
  ...caseFields(rowForm),
  ...precursorFields,
  kind: z.literal('precursor'),
})

/** Fields of a checked case file. */
export type CaseForm = z.output<typeof caseForm>
