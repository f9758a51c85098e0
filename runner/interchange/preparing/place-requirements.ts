import type { Findings, Place } from '#interchange/findings.ts'
import {
  type DocumentRecord,
  everyDocument,
  type RequirementRecord,
  type RequirementSet,
} from '#interchange/requirement-set.ts'
import { documentByPrefix, prefixOf, titleOfDocument } from './known-documents.ts'

/** What tells where a record without a document belongs. */
export interface Placing {
  /** What is held already. */
  readonly held: RequirementSet
  /** The user's word: `--document`. */
  readonly document?: string
  readonly findings: Findings
  readonly origins: ReadonlyMap<string, Place>
}

/**
 * Gives every record its document: its own, else the one that holds it, else the user's word, else the one of its
 * prefix. A key that is only named as parent, of a document that is listed whole without it, is of an earlier issue:
 * it goes to `DOCUMENT-earlier`, descoped.
 */
export const placeRequirements = (set: RequirementSet, placing: Placing): RequirementSet => {
  const { held, findings, origins } = placing
  const heldIn = new Map(held.requirements.map((item) => [item.id, item.document]))
  const whole = new Set([...set.scope.requirements, ...held.scope.requirements])
  const heldElements = new Map(held.elements.map((item) => [item.key, item]))
  const documents = new Map(set.documents.map((item) => [item.document, item]))
  const named = namedAsParents(set)

  const place = (item: RequirementRecord): readonly RequirementRecord[] => {
    const own = item.document ?? heldIn.get(item.id)
    if (own !== undefined) return [{ ...item, document: own }]
    const guess = placing.document ?? commonDocument(held, item.id) ?? documentByPrefix(item.id)
    if (guess === undefined) {
      findings.skipped(
        { ...(origins.get(item.id) ?? { file: 'import' }), key: item.id },
        'nobody says which document it is of; --document does',
      )
      return []
    }
    if (!whole.has(guess) || !named.has(item.id)) return [{ ...item, document: guess }]
    return [{ ...item, document: earlierOf(guess), status: item.status ?? 'descoped' }]
  }

  const requirements = set.requirements.flatMap(place)
  for (const { document } of requirements) {
    if (document === undefined || documents.has(document)) continue
    documents.set(document, { document })
  }
  const documentOf = new Map([
    ...heldIn,
    ...requirements.map((item) => [item.id, item.document] as const),
  ])
  const elements = set.elements.map((item) => {
    const before = heldElements.get(item.key)
    const document =
      item.document ??
      before?.document ??
      documentOf.get(item.requirement ?? before?.requirement ?? '') ??
      placing.document
    return { ...item, ...(document !== undefined && { document }) }
  })
  const known = new Map(held.documents.map((item) => [item.document, item]))
  return {
    documents: [...documents.values()].map((item) => titled(item, known.get(item.document))),
    requirements,
    elements,
    scope: placedScope(set, { requirements, elements }),
  }
}

/** Scopes with the documents that *every document* turned out to be. */
const placedScope = (
  { scope, requirements: read }: RequirementSet,
  placed: Pick<RequirementSet, 'requirements' | 'elements'>,
): RequirementSet['scope'] => {
  const documentsOf = (items: readonly { readonly document?: string }[]): readonly string[] => [
    ...new Set(items.map(({ document }) => document ?? '')),
  ]
  const every = (names: readonly string[], all: readonly string[]): readonly string[] =>
    names.includes(everyDocument) ? [...new Set([...names, ...all])] : names
  const listed = read.length === 0 ? [] : documentsOf(placed.requirements)
  return {
    requirements: every(scope.requirements, listed),
    parameters: every(scope.parameters, listed),
    elements: every(scope.elements, documentsOf(placed.elements)),
  }
}

const namedAsParents = (set: RequirementSet): ReadonlySet<string> =>
  new Set(set.requirements.flatMap((item) => item.parents ?? []))

/** The only held document with keys like this one. */
const commonDocument = (held: RequirementSet, id: string): string | undefined => {
  const documents = new Set(
    held.requirements
      .filter((item) => prefixOf(item.id) === prefixOf(id))
      .map((item) => item.document),
  )
  const found = [...documents].filter((document) => !document?.endsWith(suffix))
  return found.length === 1 ? found[0] : undefined
}

const suffix = '-earlier'

const earlierOf = (document: string): string => `${document}${suffix}`

const titled = (item: DocumentRecord, held: DocumentRecord | undefined): DocumentRecord => ({
  ...item,
  title: item.title ?? held?.title ?? newTitle(item.document),
})

const newTitle = (document: string): string =>
  document.endsWith(suffix)
    ? `Keys of earlier issues of ${document.slice(0, -suffix.length)}, still named as parents`
    : titleOfDocument(document)
