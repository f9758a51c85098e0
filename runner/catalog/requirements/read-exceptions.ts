import { didYouMean } from '#catalog/did-you-mean.ts'
import type { FileInRoot } from '#catalog/file-in-root.ts'
import { readForm } from '#catalog/forms/check-form.ts'
import { deviationForm, knownIssueForm, waiverForm } from '#catalog/forms/requirement-forms.ts'
import type { ProblemList } from '#catalog/problem-list.ts'
import { readKey } from '#catalog/read-key.ts'
import {
  parseElementKey,
  parseRequirementKey,
  parseTestCaseKey,
  type RequirementKey,
} from '#domain/keys.ts'
import type { Deviation, KnownIssue, Parameter, Waiver } from '#domain/requirement.ts'
import type { RequirementIndex } from './requirement-index.ts'

const elementKind = { parse: parseElementKey, what: 'the key of an element', example: 'LVV-3402' }
const caseKind = { parse: parseTestCaseKey, what: 'the key of a case', example: 'LVV-T40' }

/** Reads `requirements/deviations/*.yaml`: each must relax a threshold that is held. */
export const readDeviation = (
  { list, data }: FileInRoot,
  index: RequirementIndex,
): Deviation | undefined => {
  const fields = readForm(list, deviationForm, data, { what: 'a deviation', path: [] })
  const parameter = relaxedParameter(list, index, fields)
  if (parameter === undefined) return undefined
  if (fields.limit !== undefined) checkRelaxes(list, parameter, fields.limit)
  if (list.hasErrors()) return undefined
  return {
    requirement: parameter.requirement,
    parameter: parameter.name,
    limit: fields.limit ?? parameter.value,
    stage: fields.stage ?? 'rehearsal',
    release: fields.release ?? '',
    approvedBy: fields.approvedBy ?? '',
    jira: fields.jira ?? '',
    expires: fields.expires ?? '',
  }
}

interface RelaxedParameter extends Parameter {
  readonly requirement: RequirementKey
}

const relaxedParameter = (
  list: ProblemList,
  index: RequirementIndex,
  named: { readonly requirement?: string | undefined; readonly parameter?: string | undefined },
): RelaxedParameter | undefined => {
  if (named.requirement === undefined) return undefined
  const key = parseRequirementKey(named.requirement)
  const requirement = key === undefined ? undefined : index.all.requirements.get(key)
  if (requirement === undefined) {
    list.at(['requirement'], {
      severity: key !== undefined && !index.isHeld(key) ? 'warning' : 'error',
      code: 'unknown-requirement',
      message: `No document that is held has the requirement "${named.requirement}".`,
      hint: didYouMean(named.requirement, index.all.requirements.keys()),
    })
    return undefined
  }
  if (named.parameter === undefined) return undefined
  const parameter = requirement.parameters[named.parameter]
  if (parameter !== undefined) return { ...parameter, requirement: requirement.id }
  list.at(['parameter'], {
    code: 'unknown-parameter',
    message: `${requirement.id} has no parameter "${named.parameter}".`,
    hint: didYouMean(named.parameter, Object.keys(requirement.parameters)),
  })
  return undefined
}

const checkRelaxes = (
  list: ProblemList,
  { name, role, sense, value, unit }: Parameter,
  limit: number,
): void => {
  if (role !== 'threshold') {
    list.at(['parameter'], {
      code: 'not-a-threshold',
      message: `${name} is a ${role}: only a threshold decides, so only a threshold can be relaxed.`,
    })
  } else if (sense === 'at-most' ? limit <= value : sense === 'at-least' && limit >= value) {
    list.at(['limit'], {
      code: 'not-a-relaxation',
      message: `${limit} ${unit} does not relax ${name}, which is ${sense} ${value} ${unit}.`,
      hint: 'The limit of a deviation is in the unit of the parameter.',
    })
  }
}

/** Reads `requirements/waivers/*.yaml`: each must name an element that is held. */
export const readWaiver = (
  { list, data }: FileInRoot,
  index: RequirementIndex,
): Waiver | undefined => {
  const fields = readForm(list, waiverForm, data, { what: 'a waiver', path: [] })
  const key = readKey(list, ['element'], fields.element, elementKind)
  if (key === undefined) return undefined
  if (!index.all.elements.has(key)) {
    list.at(['element'], {
      severity: index.isHeld(key) ? 'error' : 'warning',
      code: 'unknown-element',
      message: `No document that is held has the element "${key}".`,
      hint: didYouMean(key, index.all.elements.keys()),
    })
  }
  if (list.hasErrors()) return undefined
  return {
    element: key,
    release: fields.release ?? '',
    reason: fields.reason ?? '',
    approvedBy: fields.approvedBy ?? '',
    jira: fields.jira ?? '',
    expires: fields.expires ?? '',
  }
}

/** Reads `requirements/known-issues/*.yaml`; its case, row and environments are checked with the cases. */
export const readKnownIssue = ({ list, data }: FileInRoot): KnownIssue | undefined => {
  const fields = readForm(list, knownIssueForm, data, { what: 'a known issue', path: [] })
  const key = readKey(list, ['case'], fields.case, caseKind)
  if (key === undefined || fields.row === undefined || fields.environments === undefined) {
    return undefined
  }
  return {
    case: key,
    row: fields.row,
    environments: fields.environments,
    until: fields.until ?? '',
    owner: fields.owner ?? '',
    jira: fields.jira ?? '',
    reason: fields.reason ?? '',
  }
}
