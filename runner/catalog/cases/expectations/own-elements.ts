import type { CaseContext } from '#catalog/cases/case-context.ts'
import { verifiedElements } from '#catalog/cases/verified-elements.ts'
import { didYouMean } from '#catalog/did-you-mean.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { ElementKey } from '#domain/keys.ts'
import type { Verified } from '#domain/test-case.ts'

/** Elements that a result belongs to; `named` when a `verifies` or the owner of a parameter says so. */
export interface OwnElements {
  readonly elements: readonly ElementKey[]
  readonly named: boolean
}

/** Elements that a `verifies` below a case names; each must be one of the case. */
export const namedElements = (
  { list, known }: CaseContext,
  path: Path,
  verified: readonly Verified[],
  references: readonly string[],
): OwnElements => {
  const ofCase = new Set(verified.map(({ element }) => element))
  const found = verifiedElements(list, known.requirements, path, references)
  for (const { element } of found) {
    if (ofCase.has(element)) continue
    const position = references.findIndex((text) => text.includes(element))
    list.at(position < 0 ? path : [...path, position], {
      code: 'not-of-case',
      message: `The case itself does not verify ${element}.`,
      hint: didYouMean(element, ofCase) ?? `Add ${element} to \`verifies\` of the case.`,
    })
  }
  return { elements: found.map(({ element }) => element), named: true }
}

/** Elements of a row: those it names, else all of the case. */
export const elementsOfRow = (
  context: CaseContext,
  path: Path,
  verified: readonly Verified[],
  references: readonly string[] | undefined,
): OwnElements =>
  references === undefined
    ? { elements: verified.map(({ element }) => element), named: false }
    : namedElements(context, [...path, 'verifies'], verified, references)
