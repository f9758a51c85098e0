import { elementFields } from '#interchange/records/element-row.ts'
import { parameterFields } from '#interchange/records/parameter-row.ts'
import { requirementFields } from '#interchange/records/requirement-row.ts'

/** What is written of: one table of each, or all in one wide table. */
export type TableKind = 'requirements' | 'parameters' | 'elements'

/** A header as it is compared: capitals, spaces and signs do not matter. */
export const plainHeader = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]/g, '')

type Names = { readonly [field: string]: readonly string[] }

const requirementNames: Names = {
  id: [
    'Requirement ID',
    'Requirement Key',
    'Requirement',
    'Req ID',
    'ReqID',
    'Key',
    'Identifier',
    'Object Identifier',
    'ReqIF.ForeignID',
    'Number',
    'Issue key',
  ],
  document: [
    'Document',
    'Doc',
    'Document Handle',
    'Module',
    'Source Document',
    'Specification Document',
  ],
  title: [
    'Title',
    'Name',
    'Requirement Name',
    'Requirement Title',
    'Heading',
    'ReqIF.Name',
    'ReqIF.ChapterName',
    'Object Heading',
    'Summary',
    'Short Text',
  ],
  priority: ['Priority', 'Prio', 'Requirement Priority'],
  parents: [
    'Parents',
    'Parent',
    'Derived from',
    'Derived from requirements',
    'Upstream',
    'Upstream Requirements',
    'Refines',
    'Traces to',
    'Parent Requirement',
    'Flows from',
    'In-links',
  ],
  status: ['Status', 'State', 'Requirement Status'],
  descoped: ['Descoped', 'Is Descoped', 'Deleted'],
  changed: ['Changed', 'Last changed', 'Changed in', 'Changed in release'],
}

const parameterNames: Names = {
  requirement: ['Requirement', 'Requirement ID', 'Requirement Key', 'Req ID'],
  name: ['Name', 'Parameter', 'Parameter Name', 'Parameter ID', 'Symbol'],
  value: ['Value', 'Parameter Value', 'Number'],
  unit: ['Unit', 'Units', 'Parameter Unit'],
  role: ['Role', 'Parameter Role'],
  sense: ['Sense', 'Limit Type', 'Direction'],
  strict: ['Strict'],
  statistic: ['Statistic', 'Aggregation'],
  over: ['Over', 'Population'],
  uses: ['Uses'],
  given: ['Given', 'Conditions'],
  confidence: ['Confidence', 'Confidence Level'],
  minimum: ['Minimum', 'Levels Minimum', 'Minimum Specification'],
  design: ['Design', 'Levels Design', 'Design Specification'],
  stretch: ['Stretch', 'Levels Stretch', 'Stretch Goal'],
  estimate: ['Estimate', 'Current Estimate', 'Current Best Estimate'],
  boundary: ['Boundary'],
  limit: ['Limit'],
  decidedBy: ['Decided by'],
  note: ['Note', 'Notes', 'Remark'],
}

const elementNames: Names = {
  key: ['Key', 'Element', 'Element Key', 'Verification Element', 'VE', 'VE Key', 'Issue key'],
  document: ['Document', 'Doc'],
  requirement: ['Requirement', 'Requirement ID', 'Requirement Key', 'Verifies'],
  title: ['Title', 'Name', 'Element Title'],
  summary: ['Summary'],
  parameters: ['Parameters', 'Parameter'],
  method: ['Method', 'Verification Method'],
  stage: ['Stage', 'Least Stage'],
  covers: ['Covers', 'Cells'],
  verifiedIn: ['Verified in'],
  jiraStatus: ['Jira Status', 'Status'],
  written: ['Written', 'Written for'],
}

/** Texts and bookkeeping of other tools, which lvv never holds. */
const neverHeld = [
  'Text',
  'Description',
  'Specification',
  'Statement',
  'Requirement Text',
  'ReqIF.Text',
  'Object Text',
  'Lead',
  'Discussion',
  'Rationale',
  'Verb',
  'Section',
  'Row',
  'LCRs',
  'Impacted by LCRs',
  'Cases',
  'Test Cases',
  'Derived by',
  'Derived from requirements text',
]

const compile = (own: readonly string[], names: Names): ReadonlyMap<string, string> =>
  new Map([
    ...Object.entries(names).flatMap(([field, others]) =>
      others.map((other) => [plainHeader(other), field] as const),
    ),
    ...own.map((field) => [plainHeader(field), field] as const),
  ])

/** Field of each kind of table by the plain form of a header. */
export const fieldByHeader: { readonly [kind in TableKind]: ReadonlyMap<string, string> } = {
  requirements: compile(requirementFields, requirementNames),
  parameters: compile(parameterFields, parameterNames),
  elements: compile(elementFields, elementNames),
}

const never = new Set(neverHeld.map(plainHeader))

/** True for a header whose column lvv never holds: the text of a requirement stays in its document. */
export const isNeverHeld = (header: string): boolean => never.has(plainHeader(header))

/** True for a column, attribute or sheet of results that lvv itself wrote beside requirements. */
export const isOwnResult = (name: string): boolean => /^LVV /.test(name)
