/** Kinds of objects in our ReqIF, by the name of their type. */
export type ObjectKind = 'document' | 'requirement' | 'parameter' | 'element'

/** One attribute of a type: its name for tools, our field, and its data type. */
export interface AttributeForm {
  readonly name: string
  readonly field: string
  readonly type: 'text' | 'number' | 'yes-or-no'
}

const text = (name: string, field: string): AttributeForm => ({ name, field, type: 'text' })
const number = (name: string, field: string): AttributeForm => ({ name, field, type: 'number' })

/** Attributes of each kind. Names that begin with `ReqIF.` are those that all tools know. */
export const attributeForms: { readonly [kind in ObjectKind]: readonly AttributeForm[] } = {
  document: [
    text('Document', 'document'),
    text('Document Title', 'title'),
    text('Release', 'release'),
    text('Decided by', 'decidedBy'),
  ],
  requirement: [
    text('ReqIF.ForeignID', 'id'),
    text('Document', 'document'),
    text('ReqIF.Name', 'title'),
    text('Priority', 'priority'),
    text('Parents', 'parents'),
    text('Status', 'status'),
    text('Changed', 'changed'),
  ],
  parameter: [
    text('Requirement', 'requirement'),
    text('ReqIF.Name', 'name'),
    number('Value', 'value'),
    text('Unit', 'unit'),
    text('Role', 'role'),
    text('Sense', 'sense'),
    { name: 'Strict', field: 'strict', type: 'yes-or-no' },
    text('Statistic', 'statistic'),
    text('Over', 'over'),
    text('Uses', 'uses'),
    text('Given', 'given'),
    number('Confidence', 'confidence'),
    number('Minimum', 'minimum'),
    number('Design', 'design'),
    number('Stretch', 'stretch'),
    number('Estimate', 'estimate'),
    number('Boundary', 'boundary'),
    number('Limit', 'limit'),
    text('Decided by', 'decidedBy'),
    text('Note', 'note'),
  ],
  element: [
    text('ReqIF.ForeignID', 'key'),
    text('Document', 'document'),
    text('Requirement', 'requirement'),
    text('ReqIF.Name', 'title'),
    text('Parameters', 'parameters'),
    text('Method', 'method'),
    text('Stage', 'stage'),
    text('Covers', 'covers'),
    text('Verified in', 'verifiedIn'),
    text('Jira Status', 'jiraStatus'),
    text('Written', 'written'),
  ],
}

/** Names of our types. */
export const typeNames: { readonly [kind in ObjectKind]: string } = {
  document: 'Document',
  requirement: 'Requirement',
  parameter: 'Parameter',
  element: 'Verification Element',
}
