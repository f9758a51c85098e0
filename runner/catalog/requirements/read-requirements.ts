import type { FileInRoot } from '#catalog/file-in-root.ts'
import { asObject } from '#catalog/plain-json.ts'
import type { Problem } from '#domain/problem.ts'
import type { KnownIssue, Requirements } from '#domain/requirement.ts'
import { checkParameters } from './check-parameters.ts'
import { checkParents } from './check-parents.ts'
import { checkTexts } from './check-texts.ts'
import { checkVerifiedIn } from './check-verified-in.ts'
import { type Held, withoutDoubles } from './held.ts'
import { type ReadDocument, readDocument } from './read-document.ts'
import { readElements } from './read-elements.ts'
import { readDeviation, readKnownIssue, readWaiver } from './read-exceptions.ts'
import { indexRequirements, type RequirementIndex } from './requirement-index.ts'

/** Everything below `requirements/`, with what the cases' checks still need. */
export interface ReadRequirements {
  readonly index: RequirementIndex
  /** To be checked against cases and environments. */
  readonly knownIssues: readonly Held<KnownIssue>[]
  readonly expiring: readonly Expiring[]
}

/** What an exception is worth a warning for, once its last day has passed. */
export interface Expiring {
  /** YYYY-MM-DD, UTC. */
  readonly lastDay: string
  readonly problem: Problem
}

/** Reads all files below `requirements/` and checks them against each other. */
export const readRequirements = (files: readonly FileInRoot[]): ReadRequirements => {
  const below = (folder: string) =>
    files.filter(({ file }) => file.startsWith(`requirements/${folder}/`))
  const special = new Set(specialFolders.flatMap(below))
  const documents = files.filter((file) => !special.has(file)).map(readDocument)
  const requirements = withoutDoubles(
    documents.flatMap((document) => document.requirements),
    'Requirement',
    ({ id }) => id,
  )
  checkParameters(requirements.values())
  checkParents(requirements)
  for (const file of files) checkTexts(file)
  const elements = withoutDoubles(
    below('elements').flatMap((file) => readElements(file, requirements)),
    'Element',
    ({ key }) => key,
  )
  checkVerifiedIn(elements)
  const held: Requirements = {
    documents: documents.map(headOf),
    requirements: new Map([...requirements].map(([key, { value }]) => [key, value])),
    elements: new Map([...elements].map(([key, { value }]) => [key, value])),
    deviations: [],
    waivers: [],
    knownIssues: [],
  }
  const index = indexRequirements(held)
  const waivers = below('waivers').flatMap((file) => readWaiver(file, index) ?? [])
  const knownIssues = below('known-issues').flatMap((file) => {
    const value = readKnownIssue(file)
    return value === undefined ? [] : [{ value, file, path: [] }]
  })
  const deviations = below('deviations').flatMap((file) => readDeviation(file, index) ?? [])
  return {
    index: indexRequirements({
      ...held,
      deviations,
      waivers,
      knownIssues: knownIssues.map(({ value }) => value),
    }),
    knownIssues,
    expiring: [
      ...below('deviations').flatMap((file) => expiringOf(file, 'expires', 'deviation')),
      ...below('waivers').flatMap((file) => expiringOf(file, 'expires', 'waiver')),
      ...below('known-issues').flatMap((file) => expiringOf(file, 'until', 'known issue')),
    ],
  }
}

const expiringOf = (
  { file, list, data }: FileInRoot,
  field: string,
  what: string,
): readonly Expiring[] => {
  const lastDay = asObject(data)[field]
  if (list.hasErrors() || typeof lastDay !== 'string') return []
  const problem: Problem = {
    severity: 'warning',
    code: 'expired',
    file,
    ...list.source.place([field]),
    message: `This ${what} ended on ${lastDay}: it has no effect any more.`,
    hint: 'Renew its approval, or remove the file.',
  }
  return [{ lastDay, problem }]
}

const specialFolders = ['elements', 'deviations', 'waivers', 'known-issues'] as const

const headOf = ({ document, title, release }: ReadDocument) => ({
  document,
  title,
  ...(release !== undefined && { release }),
})
