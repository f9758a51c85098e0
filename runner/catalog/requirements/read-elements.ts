import { z } from 'zod'
import { didYouMean } from '#catalog/did-you-mean.ts'
import type { FileInRoot } from '#catalog/file-in-root.ts'
import { readForm } from '#catalog/forms/check-form.ts'
import { elementForm, elementsForm } from '#catalog/forms/requirement-forms.ts'
import { reportNotYet } from '#catalog/not-yet.ts'
import { asJson } from '#catalog/plain-json.ts'
import type { ProblemList } from '#catalog/problem-list.ts'
import { readKey } from '#catalog/read-key.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import { contentHash } from '#domain/content-hash.ts'
import {
  type ElementKey,
  parseElementKey,
  parseRequirementKey,
  type RequirementKey,
} from '#domain/keys.ts'
import type { Requirement, VerificationElement } from '#domain/requirement.ts'
import type { Held } from './held.ts'

type HeldRequirements = ReadonlyMap<RequirementKey, Held<Requirement>>

const elementKind = { parse: parseElementKey, what: 'the key of an element', example: 'LVV-3402' }

const oneByOne = elementsForm.extend({ elements: z.array(z.unknown()) })

/** Reads `requirements/elements/*.yaml` against the requirements that are held. */
export const readElements = (
  file: FileInRoot,
  requirements: HeldRequirements,
): readonly Held<VerificationElement>[] => {
  const { list } = file
  const fields = readForm(list, oneByOne, file.data, { what: 'a file of elements', path: [] })
  return (fields.elements ?? []).flatMap((data, index) => {
    const path = ['elements', index]
    const value = readElement(file, data, { path, document: fields.document ?? '', requirements })
    return value === undefined ? [] : [{ value, file, path: [...path, 'key'] }]
  })
}

interface ElementPlace {
  readonly path: Path
  readonly document: string
  readonly requirements: HeldRequirements
}

const readElement = (
  { list }: FileInRoot,
  data: unknown,
  { path, document, requirements }: ElementPlace,
): VerificationElement | undefined => {
  const fields = readForm(list, elementForm, data, { what: 'an element', path })
  const key = readKey(list, [...path, 'key'], fields.key, elementKind)
  const requirement = requirementOf(list, fields.requirement, { path, document, requirements })
  if (key === undefined || requirement === undefined) return undefined
  checkParameters(
    list,
    [...path, 'parameters'],
    fields.parameters ?? [],
    requirements.get(requirement),
  )
  for (const later of ['covers', 'verifiedIn'] as const) {
    if (fields[later] !== undefined) reportNotYet(list, [...path, later], `\`${later}\``)
  }
  return {
    key,
    document,
    requirement,
    title: fields.title ?? '',
    parameters: fields.parameters ?? [],
    ...(fields.method !== undefined && { method: fields.method }),
    ...(fields.stage !== undefined && { stage: fields.stage }),
    covers: fields.covers ?? {},
    verifiedIn: elementKeys(list, fields.verifiedIn ?? [], [...path, 'verifiedIn']),
    contentHash: contentHash({ document, element: asJson(data) }),
  }
}

const requirementOf = (
  list: ProblemList,
  text: string | undefined,
  { path, document, requirements }: ElementPlace,
): RequirementKey | undefined => {
  if (text === undefined) return undefined
  const at = [...path, 'requirement']
  const key = parseRequirementKey(text)
  if (key === undefined) {
    list.at(at, {
      code: 'bad-key',
      message: `"${text}" is not the key of a requirement.`,
      hint: didYouMean(text, requirements.keys()) ?? 'Keys look like DMS-REQ-0360.',
    })
    return undefined
  }
  const held = [...requirements.values()].some((item) => item.value.document === document)
  if (!requirements.has(key)) {
    list.at(at, {
      severity: held ? 'error' : 'warning',
      code: 'unknown-requirement',
      message: held ? `${document} has no requirement ${key}.` : `${document} is not held here.`,
      hint: held ? didYouMean(key, requirements.keys()) : undefined,
    })
  }
  return key
}

const elementKeys = (
  list: ProblemList,
  texts: readonly string[],
  path: Path,
): readonly ElementKey[] =>
  texts.flatMap((text, index) => readKey(list, [...path, index], text, elementKind) ?? [])

const checkParameters = (
  list: ProblemList,
  path: Path,
  names: readonly string[],
  requirement: Held<Requirement> | undefined,
): void => {
  if (requirement === undefined) return
  const { id, parameters } = requirement.value
  const known = Object.keys(parameters)
  for (const [index, name] of names.entries()) {
    if (known.includes(name)) continue
    list.at([...path, index], {
      code: 'unknown-parameter',
      message: `${id} has no parameter "${name}".`,
      hint: didYouMean(name, known) ?? `Its parameters: ${known.join(', ') || 'none'}.`,
    })
  }
}
