import { z } from 'zod'
import type { FileInRoot } from '#catalog/file-in-root.ts'
import { readForm } from '#catalog/forms/check-form.ts'
import { documentForm, parameterForm, requirementForm } from '#catalog/forms/requirement-forms.ts'
import { reportNotYet } from '#catalog/not-yet.ts'
import { asJson } from '#catalog/plain-json.ts'
import type { ProblemList } from '#catalog/problem-list.ts'
import { readKey } from '#catalog/read-key.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import { contentHash } from '#domain/content-hash.ts'
import { parseRequirementKey } from '#domain/keys.ts'
import type { Parameter, Requirement } from '#domain/requirement.ts'
import { checkUnit } from './check-unit.ts'
import type { Held } from './held.ts'

/** A document as its file gives it. */
export interface ReadDocument {
  readonly document: string
  readonly title: string
  readonly release?: string
  readonly requirements: readonly Held<Requirement>[]
}

const requirementKind = {
  parse: parseRequirementKey,
  what: 'the key of a requirement',
  example: 'DMS-REQ-0360',
}

// Items are read one by one, so that one broken item does not hide the others.
const oneByOne = documentForm.extend({ requirements: z.array(z.unknown()) })
const parametersOneByOne = requirementForm.extend({
  parameters: z.record(z.string(), z.unknown()).optional(),
})

/** Reads `requirements/DOCUMENT.yaml`. */
export const readDocument = (file: FileInRoot): ReadDocument => {
  const fields = readForm(file.list, oneByOne, file.data, { what: 'a document', path: [] })
  const document = fields.document ?? ''
  const requirements = (fields.requirements ?? []).flatMap((data, index) => {
    const path = ['requirements', index]
    const value = readRequirement(file.list, data, { path, document })
    return value === undefined ? [] : [{ value, file, path: [...path, 'id'] }]
  })
  return {
    document,
    title: fields.title ?? '',
    ...(fields.release !== undefined && { release: fields.release }),
    requirements,
  }
}

const readRequirement = (
  list: ProblemList,
  data: unknown,
  { path, document }: { readonly path: Path; readonly document: string },
): Requirement | undefined => {
  const fields = readForm(list, parametersOneByOne, data, { what: 'a requirement', path })
  const id = readKey(list, [...path, 'id'], fields.id, requirementKind)
  if (id === undefined) return undefined
  return {
    id,
    document,
    title: fields.title ?? '',
    ...(fields.priority !== undefined && { priority: String(fields.priority) }),
    parents: fields.parents ?? [],
    status: fields.status ?? 'live',
    parameters: readParameters(list, fields.parameters ?? {}, [...path, 'parameters']),
    contentHash: contentHash({ document, requirement: asJson(data) }),
  }
}

const readParameters = (
  list: ProblemList,
  data: { readonly [name: string]: unknown },
  path: Path,
): { readonly [name: string]: Parameter } => {
  const parameters: { [name: string]: Parameter } = {}
  for (const [name, value] of Object.entries(data)) {
    const parameter = readParameter(list, value, { name, path: [...path, name] })
    if (parameter !== undefined) parameters[name] = parameter
  }
  return parameters
}

const readParameter = (
  list: ProblemList,
  data: unknown,
  { name, path }: { readonly name: string; readonly path: Path },
): Parameter | undefined => {
  const fields = readForm(list, parameterForm, data, { what: `parameter ${name}`, path })
  const { value, unit, role, sense } = fields
  checkName(list, path, name)
  if ((role === 'threshold' || role === 'target') && sense === undefined) {
    list.atKey(path, {
      code: 'missing-field',
      message: `Parameter ${name} is a ${role} and needs \`sense\`.`,
      hint: 'Write sense: at-most, at-least or equals.',
    })
  }
  for (const later of ['confidence', 'levels'] as const) {
    if (fields[later] !== undefined) reportNotYet(list, [...path, later], `\`${later}\``)
  }
  if (unit !== undefined) checkUnit(list, [...path, 'unit'], unit)
  if (value === undefined || unit === undefined || role === undefined) return undefined
  return {
    name,
    value,
    unit,
    role,
    ...(sense !== undefined && { sense }),
    strict: fields.strict ?? false,
    ...(fields.statistic !== undefined && { statistic: fields.statistic }),
    ...(fields.over !== undefined && { over: fields.over }),
    uses: fields.uses ?? [],
    given: fields.given ?? [],
  }
}

const checkName = (list: ProblemList, path: Path, name: string): void => {
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return
  list.atKey(path, {
    code: 'bad-name',
    message: `"${name}" cannot be the name of a parameter.`,
    hint: 'Names hold letters, digits and "_".',
  })
}
