import type { FileInRoot } from '#catalog/file-in-root.ts'
import type { KnownIssue, Requirements } from '#domain/requirement.ts'
import { checkParameters } from './check-parameters.ts'
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
  const elements = withoutDoubles(
    below('elements').flatMap((file) => readElements(file, requirements)),
    'Element',
    ({ key }) => key,
  )
  const held: Requirements = {
    documents: documents.map(headOf),
    requirements: new Map([...requirements].map(([key, { value }]) => [key, value])),
    elements: new Map([...elements].map(([key, { value }]) => [key, value])),
    deviations: [],
    waivers: [],
    knownIssues: [],
  }
  const index = indexRequirements(held)
  for (const file of below('waivers')) readWaiver(file, index)
  const knownIssues = below('known-issues').flatMap((file) => {
    const value = readKnownIssue(file)
    return value === undefined ? [] : [{ value, file, path: [] }]
  })
  const deviations = below('deviations').flatMap((file) => readDeviation(file, index) ?? [])
  return {
    index: indexRequirements({
      ...held,
      deviations,
      knownIssues: knownIssues.map(({ value }) => value),
    }),
    knownIssues,
  }
}

const specialFolders = ['elements', 'deviations', 'waivers', 'known-issues'] as const

const headOf = ({ document, title, release }: ReadDocument) => ({
  document,
  title,
  ...(release !== undefined && { release }),
})
