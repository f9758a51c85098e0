import { z } from 'zod'
import { didYouMean } from '#catalog/did-you-mean.ts'
import type { FileInRoot } from '#catalog/file-in-root.ts'
import { readForm } from '#catalog/forms/check-form.ts'
import { elementForm, elementsForm } from '#catalog/forms/requirement-forms.ts'
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
import { elementRecord } from '#domain/requirement-records.ts'
import type { Held } from './held.ts'
import { type NotHeld, notHeldOnce } from './not-held.ts'

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
  const held = new Set([...requirements.values()].map(({ value }) => value.document))
  const document = fields.document ?? ''
  const place = { document, isHeld: held.has(document), requirements, notHeld: notHeldOnce(list) }
  return (fields.elements ?? []).flatMap((data, index) => {
    const path = ['elements', index]
    const value = readElement(file, data, { ...place, path })
    return value === undefined ? [] : [{ value, file, path: [...path, 'key'] }]
  })
}

interface ElementPlace {
  readonly path: Path
  readonly document: string
  /** True when requirements of the document are held. */
  readonly isHeld: boolean
  readonly requirements: HeldRequirements
  readonly notHeld: NotHeld
}

const readElement = (
  { list }: FileInRoot,
  data: unknown,
  place: ElementPlace,
): VerificationElement | undefined => {
  const { path, document, requirements } = place
  const fields = readForm(list, elementForm, data, { what: 'an element', path })
  const key = readKey(list, [...path, 'key'], fields.key, elementKind)
  const requirement = requirementOf(list, fields.requirement, place)
  if (key === undefined || requirement === undefined) return undefined
  const names = fields.parameters ?? []
  checkParameters(list, [...path, 'parameters'], names, requirements.get(requirement))
  const claim = {
    key,
    document,
    requirement,
    title: fields.title ?? '',
    parameters: names,
    ...(fields.method !== undefined && { method: fields.method }),
    ...(fields.stage !== undefined && { stage: fields.stage }),
    covers: fields.covers ?? {},
    verifiedIn: elementKeys(list, fields.verifiedIn ?? [], [...path, 'verifiedIn']),
  }
  return {
    ...claim,
    ...(fields.jiraStatus !== undefined && { jiraStatus: fields.jiraStatus }),
    ...(fields.written !== undefined && { written: fields.written }),
    contentHash: contentHash(elementRecord(claim)),
  }
}

const requirementOf = (
  list: ProblemList,
  text: string | undefined,
  { path, document, isHeld, requirements, notHeld }: ElementPlace,
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
  if (requirements.has(key)) return key
  if (isHeld) {
    list.at(at, {
      code: 'unknown-requirement',
      message: `${document} has no requirement ${key}.`,
      hint: didYouMean(key, requirements.keys()),
    })
  } else notHeld(at, document)
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
