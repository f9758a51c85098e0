import { z } from 'zod'
import { anyValue, idText, memory, stage, words } from './fields.ts'
import { rowForm } from './row-form.ts'

/** `lvv.yaml`. */
export const settingsForm = z.strictObject({
  plan: words.optional().describe('Key of the plan that runs by default'),
  environment: words.optional().describe('Name of the environment that is used by default'),
  ledger: words.optional().describe('Folder or URL of the ledger'),
})

/** `cases/environments/NAME.yaml`. */
export const environmentForm = z.strictObject({
  title: words,
  stage: stage.optional(),
  bindings: z.record(idText, anyValue).optional().describe('What `env` shows'),
  secrets: z
    .record(
      idText,
      z.union([
        z.strictObject({ from: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) }),
        z.strictObject({ file: words }),
      ]),
    )
    .optional()
    .describe('Where secrets come from: { from: VARIABLE } or { file: PATH }, never values'),
  resources: z
    .strictObject({ cpus: z.number().positive().optional(), memory: memory.optional() })
    .optional(),
  facility: z.literal('embedded').optional(),
})

const paragraphs = z.union([words, z.array(words)]).optional()

/** What people write into a test plan and report. */
const sectionsForm = z.strictObject({
  owner: words.optional(),
  milestone: z.strictObject({ id: words.optional(), name: words }).optional(),
  product: words.optional().describe('System under test'),
  status: words.optional().describe('Draft, Approved, Completed …'),
  objective: paragraphs,
  overview: paragraphs.describe('The system, and what of it is looked at'),
  observing: z.boolean().optional().describe('True when the campaign needs time on the sky'),
  verificationEnvironment: paragraphs.describe('Hardware, services and data that are needed'),
  configuration: paragraphs,
  entryCriteria: paragraphs,
  exitCriteria: paragraphs,
  documentation: paragraphs.describe('Where more about the campaign is kept'),
  personnel: z
    .array(z.strictObject({ name: words, role: words, cases: z.array(words).optional() }))
    .optional(),
  overallAssessment: paragraphs,
  recommendedImprovements: paragraphs,
})

/** Sections as they are read. */
export type SectionFields = z.infer<typeof sectionsForm>

const planFields = <Row extends z.ZodType>(row: Row) => ({
  key: z.string().describe('LVV-P147'),
  title: words,
  document: words.optional(),
  release: words.optional(),
  environment: words.optional(),
  cases: z
    .array(z.union([words, z.strictObject({ tag: words })]))
    .min(1, 'a plan selects at least one case'),
  entry: z.array(row).optional().describe('Rows that must pass before the run starts'),
  sections: sectionsForm.optional().describe('What people write in the plan and report'),
  approvals: z.array(z.record(z.string(), z.string())).optional(),
})

/** `cases/plans/KEY.yaml` as it is checked. */
export const planForm = z.strictObject(planFields(anyValue))

/** A plan, for editors. */
export const wholePlanForm = z.strictObject(planFields(rowForm))
