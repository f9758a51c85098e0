import { fromJsonText, toJsonText } from '#domain/json-text.ts'
import type { TestCase } from '#domain/test-case.ts'

/** What is looked up of a definition without reading it whole. */
export interface DefinitionHead {
  readonly contentHash: string
  /** JSON of the hashes that its judgements rest on, by key. */
  readonly basis: string
}

/** The head of a definition. */
export const definitionHead = ({
  contentHash,
  basis,
}: Pick<TestCase, 'contentHash' | 'basis'>): DefinitionHead => ({
  contentHash,
  basis: toJsonText(basis),
})

/** The head of a definition, from its stored text. */
export const headOf = (body: string): DefinitionHead =>
  definitionHead(fromJsonText(body) as unknown as TestCase)
