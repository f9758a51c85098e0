import { z } from 'zod'
import { parameterNamePattern, parameterRoles, parameterStatistics } from '#domain/requirement.ts'
import { day, stage, words } from './fields.ts'

const named = z
  .string()
  .regex(parameterNamePattern, 'a parameter name holds letters, digits and "_"')

/** A parameter of a requirement. */
export const parameterForm = z.strictObject({
  value: z.number(),
  unit: z.string(),
  role: z.enum(parameterRoles),
  sense: z.enum(['at-most', 'at-least', 'equals']).optional(),
  strict: z.boolean().optional(),
  statistic: z.enum(parameterStatistics).optional(),
  over: words.optional(),
  uses: z.array(named).optional(),
  given: z.array(named).optional(),
  confidence: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe('Probability with which a fraction or rate must be demonstrated: 0.95'),
  levels: z
    .strictObject({
      minimum: z.number().optional(),
      design: z.number().optional(),
      stretch: z.number().optional(),
    })
    .optional()
    .describe('Values of the phases of the survey, in `unit`'),
  estimate: z.number().optional().describe('What is expected, in `unit`'),
  boundary: z.number().optional().describe('Where action is taken, in `unit`'),
  limit: z.number().optional().describe('What may never be crossed, in `unit`'),
  decidedBy: words.optional().describe('Who read the statement and decided role and sense'),
  note: words.optional(),
})

/** One requirement of a document. */
export const requirementForm = z.strictObject({
  id: z.string(),
  title: words,
  priority: z.union([z.string(), z.number()]).optional(),
  parents: z.array(words).optional(),
  status: z.enum(['live', 'descoped']).optional(),
  changed: words.optional().describe('Release of the document in which it last changed'),
  parameters: z.record(named, parameterForm).optional(),
})

/** `requirements/DOCUMENT.yaml`. */
export const documentForm = z.strictObject({
  document: words,
  title: words,
  release: words.optional(),
  decidedBy: words.optional().describe('Who decided, for parameters that do not say'),
  requirements: z.array(requirementForm),
})

/** One verification element. */
export const elementForm = z.strictObject({
  key: z.string(),
  requirement: z.string(),
  title: words,
  parameters: z.array(named).optional(),
  method: z.enum(['Test', 'Analysis', 'Inspection', 'Demonstration']).optional(),
  stage: stage.optional(),
  covers: z.record(words, z.array(z.union([z.string(), z.number()])).min(1)).optional(),
  verifiedIn: z.array(words).optional(),
  jiraStatus: words.optional().describe('Status of its Jira issue, set by hand'),
  written: words.optional().describe('Release of the document it was written for'),
})

/** `requirements/elements/*.yaml`. */
export const elementsForm = z.strictObject({ document: words, elements: z.array(elementForm) })

/** `requirements/deviations/*.yaml`: an approved relaxation of a limit. */
export const deviationForm = z.strictObject({
  requirement: words,
  parameter: words,
  limit: z.number().describe("In the parameter's unit"),
  stage,
  release: words,
  approvedBy: words,
  jira: words,
  expires: day,
})

/** `requirements/waivers/*.yaml`: an approved acceptance after results. */
export const waiverForm = z.strictObject({
  element: words,
  release: words,
  reason: words,
  approvedBy: words,
  jira: words,
  expires: day,
})

/** `requirements/known-issues/*.yaml`: a row expected to fail until a day. */
export const knownIssueForm = z.strictObject({
  case: words,
  row: words,
  environments: z.array(words).min(1),
  until: day,
  owner: words,
  jira: words,
  reason: words,
})
