import { familyOf, type StepIndex } from '#catalog/cases/rows/step-index.ts'
import { didYouMean } from '#catalog/did-you-mean.ts'
import type { ProblemList } from '#catalog/problem-list.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { ValueType } from '#domain/value-type.ts'

const plain: { readonly [name: string]: ValueType } = {
  string: { kind: 'string' },
  number: { kind: 'number' },
  integer: { kind: 'integer' },
  boolean: { kind: 'boolean' },
  object: { kind: 'map', values: { kind: 'any' } },
  array: { kind: 'array', items: { kind: 'any' } },
  any: { kind: 'any' },
}

/** Names that every `type` may use, beside those of the step families. */
export const plainTypeNames: readonly string[] = Object.keys(plain)

/** A type as a file declares it. */
export interface TypeText {
  readonly type?: string | undefined
  readonly items?: string | undefined
}

/** Reads a declared type; one that does not exist is reported and then `any`. */
export const declaredType = (
  list: ProblemList,
  steps: StepIndex,
  path: Path,
  { type, items }: TypeText,
): ValueType => {
  if (items !== undefined && type !== 'array') {
    list.atKey([...path, 'items'], {
      code: 'unknown-field',
      message: 'Only an array has `items`.',
      hint: 'Write type: array.',
    })
  }
  if (type === 'array' && items !== undefined) {
    return { kind: 'array', items: namedType(list, steps, [...path, 'items'], items) }
  }
  return type === undefined ? { kind: 'any' } : namedType(list, steps, [...path, 'type'], type)
}

const namedType = (list: ProblemList, steps: StepIndex, path: Path, name: string): ValueType => {
  const type = plain[name] ?? steps.type(name)
  if (type !== undefined) return type
  const family = name.includes('.') ? steps.family(familyOf(name)) : 'loaded'
  if (family === 'loaded') {
    list.at(path, {
      code: 'unknown-type',
      message: `There is no type "${name}".`,
      hint:
        didYouMean(name, [...plainTypeNames, ...steps.typeNames]) ??
        `Plain types: ${plainTypeNames.join(', ')}.`,
    })
  } else if (family === 'missing') {
    list.at(path, {
      code: 'unknown-step',
      message: `There is no step family "${familyOf(name)}", which would define the type "${name}".`,
      hint: didYouMean(name, steps.typeNames),
    })
  }
  return { kind: 'any' }
}
