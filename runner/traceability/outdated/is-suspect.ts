import type { Requirement, VerificationElement } from '#domain/requirement.ts'
import { compareKeys } from '#traceability/compare-keys.ts'

/** Orders releases of a document as people count: 10.2 < 10.2.1 < 10.10; `v10.2` and `10.2.0` are 10.2. */
export const compareReleases = (left: string, right: string): number =>
  compareKeys(plain(left), plain(right))

const plain = (release: string): string =>
  release
    .trim()
    .replace(/^v(?=\d)/i, '')
    .replace(/(\.0+)+$/, '')

/** True for an element that was written before its requirement last changed. */
export const isOlder = (
  element: Pick<VerificationElement, 'written'>,
  requirement: Pick<Requirement, 'changed'> | undefined,
): boolean =>
  element.written !== undefined &&
  requirement?.changed !== undefined &&
  compareReleases(element.written, requirement.changed) < 0

/** Parameters that an element owns and its requirement does not have. */
export const lostParameters = (
  element: Pick<VerificationElement, 'parameters'>,
  requirement: Pick<Requirement, 'parameters'> | undefined,
): readonly string[] =>
  requirement === undefined
    ? []
    : element.parameters.filter((name) => !Object.hasOwn(requirement.parameters, name))

/** An element that may no longer say what its requirement says. */
export const isSuspect = (
  element: Pick<VerificationElement, 'written' | 'parameters'>,
  requirement: Pick<Requirement, 'changed' | 'parameters'> | undefined,
): boolean => isOlder(element, requirement) || lostParameters(element, requirement).length > 0
