import { didYouMean } from '#catalog/did-you-mean.ts'
import type { Finding, ProblemList } from '#catalog/problem-list.ts'
import type { RequirementIndex } from '#catalog/requirements/requirement-index.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import {
  type ElementKey,
  implicitElement,
  parseElementKey,
  parseRequirementKey,
} from '#domain/keys.ts'
import type { Verified } from '#domain/test-case.ts'
import { type ParameterName, parseParameterName } from './expectations/parameter-name.ts'

/** Resolves a list of `verifies`; what cannot be resolved is reported. */
export const verifiedElements = (
  list: ProblemList,
  index: RequirementIndex,
  path: Path,
  references: readonly string[],
): readonly Verified[] => {
  const seen = new Set<ElementKey>()
  return references.flatMap((text, position) => {
    const found = resolve(index, text)
    if ('finding' in found) list.at([...path, position], found.finding)
    if (found.verified === undefined) return []
    if (seen.has(found.verified.element)) {
      list.at([...path, position], {
        code: 'duplicate',
        message: `${text} stands for ${found.verified.element}, which this list already names.`,
        hint: 'Remove one of them.',
      })
      return []
    }
    seen.add(found.verified.element)
    return [found.verified]
  })
}

interface Resolved {
  readonly verified?: Verified
  readonly finding?: Finding
}

const resolve = (index: RequirementIndex, text: string): Resolved => {
  const parameter = parseParameterName(text)
  if (parameter !== undefined) return ofParameter(index, text, parameter)
  const requirement = parseRequirementKey(text)
  if (requirement !== undefined) return ofRequirement(index, text)
  const element = parseElementKey(text)
  if (element === undefined) {
    return {
      finding: {
        code: 'bad-key',
        message: `"${text}" is neither an element nor a requirement.`,
        hint:
          didYouMean(text, [
            ...index.all.elements.keys(),
            ...index.all.requirements.keys(),
            ...index.parameterNames,
          ]) ?? 'Write LVV-3402, DMS-REQ-0360 or DMS-REQ-0360/AM2.',
      },
    }
  }
  const held = index.all.elements.get(element)
  if (held !== undefined) {
    return { verified: { element, requirement: held.requirement, implicit: false } }
  }
  if (index.isHeld(element)) {
    return {
      finding: {
        code: 'unknown-element',
        message: `No document that is held has the element ${element}.`,
        hint: didYouMean(element, index.all.elements.keys()),
      },
    }
  }
  return { verified: { element, implicit: false }, finding: notHeld(text) }
}

const notHeld = (text: string): Finding => ({
  severity: 'warning',
  code: 'not-held',
  message: `The document of ${text} is not held here: its requirement and element are not checked.`,
})

const ofRequirement = (index: RequirementIndex, text: string): Resolved => {
  const requirement = parseRequirementKey(text)
  if (requirement === undefined) return {}
  if (!index.all.requirements.has(requirement)) {
    if (!index.isHeld(requirement)) {
      return {
        verified: { element: implicitElement(requirement), implicit: true },
        finding: notHeld(text),
      }
    }
    return { finding: unknownRequirement(index, requirement) }
  }
  const elements = index.elementsOf(requirement)
  const [only] = elements
  if (only === undefined) {
    return { verified: { element: implicitElement(requirement), requirement, implicit: true } }
  }
  if (elements.length === 1) return { verified: { element: only, requirement, implicit: false } }
  return {
    finding: {
      code: 'several-elements',
      message: `${requirement} has ${elements.length} elements: name the one that this verifies.`,
      hint: `One of ${elements.join(', ')}; or ${requirement}/PARAMETER.`,
    },
  }
}

const unknownRequirement = (index: RequirementIndex, requirement: string): Finding => ({
  code: 'unknown-requirement',
  message: `No document that is held has the requirement ${requirement}.`,
  hint: didYouMean(requirement, index.all.requirements.keys()),
})

const ofParameter = (
  index: RequirementIndex,
  text: string,
  { requirement, parameter }: ParameterName,
): Resolved => {
  const held = index.all.requirements.get(requirement)
  if (held === undefined) return ofRequirement(index, requirement)
  if (held.parameters[parameter] === undefined) {
    return {
      finding: {
        code: 'unknown-parameter',
        message: `${requirement} has no parameter "${parameter}".`,
        hint: didYouMean(parameter, Object.keys(held.parameters)),
      },
    }
  }
  const owners = index.ownersOf(requirement, parameter)
  const [owner] = owners
  if (owners.length === 1 && owner !== undefined) {
    return { verified: { element: owner, requirement, implicit: false } }
  }
  if (index.elementsOf(requirement).length === 0) return ofRequirement(index, requirement)
  return {
    finding: {
      code: 'no-owner',
      message:
        owners.length === 0
          ? `No element of ${requirement} owns ${parameter}, so ${text} stands for none.`
          : `${owners.join(' and ')} own ${parameter}, so ${text} stands for several.`,
      hint: `Name the element: ${(owners.length > 0 ? owners : index.elementsOf(requirement)).join(', ')}.`,
    },
  }
}
