import { z } from 'zod'
import type { FileInRoot } from '#catalog/file-in-root.ts'
import { readForm } from '#catalog/forms/check-form.ts'
import { documentForm, requirementForm } from '#catalog/forms/requirement-forms.ts'
import type { ProblemList } from '#catalog/problem-list.ts'
import { readKey } from '#catalog/read-key.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import { contentHash } from '#domain/content-hash.ts'
import { parseRequirementKey } from '#domain/keys.ts'
import type { Parameter, Requirement } from '#domain/requirement.ts'
import { statementRecord } from '#domain/requirement-records.ts'
import type { Held } from './held.ts'
import { readParameter } from './read-parameter.ts'

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
    const value = readRequirement(file.list, data, { path, document, decidedBy: fields.decidedBy })
    return value === undefined ? [] : [{ value, file, path: [...path, 'id'] }]
  })
  return {
    document,
    title: fields.title ?? '',
    ...(fields.release !== undefined && { release: fields.release }),
    requirements,
  }
}

interface RequirementPlace {
  readonly path: Path
  readonly document: string
  readonly decidedBy: string | undefined
}

const readRequirement = (
  list: ProblemList,
  data: unknown,
  { path, document, decidedBy }: RequirementPlace,
): Requirement | undefined => {
  const fields = readForm(list, parametersOneByOne, data, { what: 'a requirement', path })
  const id = readKey(list, [...path, 'id'], fields.id, requirementKind)
  if (id === undefined) return undefined
  const statement = {
    id,
    document,
    title: fields.title ?? '',
    status: fields.status ?? 'live',
    ...(fields.changed !== undefined && { changed: fields.changed }),
  } as const
  const parameters: { [name: string]: Parameter } = {}
  for (const [name, value] of Object.entries(fields.parameters ?? {})) {
    const place = { name, path: [...path, 'parameters', name], decidedBy }
    const parameter = readParameter(list, value, place)
    if (parameter !== undefined) parameters[name] = parameter
  }
  return {
    ...statement,
    ...(fields.priority !== undefined && { priority: String(fields.priority) }),
    parents: fields.parents ?? [],
    parameters,
    contentHash: contentHash(statementRecord(statement)),
  }
}
