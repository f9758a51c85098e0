import { didYouMean } from '#catalog/did-you-mean.ts'
import type { ElementKey } from '#domain/keys.ts'
import type { VerificationElement } from '#domain/requirement.ts'
import type { Held } from './held.ts'

/** Checks the elements that others are verified in: one not held counts as not executed, and is only warned of. */
export const checkVerifiedIn = (
  elements: ReadonlyMap<ElementKey, Held<VerificationElement>>,
): void => {
  for (const { value, file, path } of elements.values()) {
    for (const [index, other] of value.verifiedIn.entries()) {
      const at = [...path.slice(0, -1), 'verifiedIn', index]
      if (other === value.key) {
        file.list.at(at, {
          code: 'verified-in-itself',
          message: `${other} cannot be verified in itself.`,
          hint: 'Remove it: its own cases verify it.',
        })
      } else if (!elements.has(other)) {
        file.list.at(at, {
          severity: 'warning',
          code: 'unknown-element',
          message: `The element ${other} is not held: it counts as not executed.`,
          hint: didYouMean(other, elements.keys()),
        })
      }
    }
  }
}
