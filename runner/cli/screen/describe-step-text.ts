import { durationText } from '#cli/arguments/duration-text.ts'
import type { FieldType, ValueType } from '#domain/value-type.ts'
import { typeText } from '#language/types/assignable.ts'
import { describeStep } from '#step-kit/describe-step.ts'
import type { StepDefinition, StepFamily } from '#step-kit/step-definition.ts'

/** A step for people and as data. */
export const describeStepText = {
  data: describeStep,
  text: (step: StepDefinition, family: StepFamily): readonly string[] => {
    const described = describeStep(step, family)
    return [
      described.name,
      '',
      ...described.doc
        .trim()
        .split('\n')
        .map((line) => `  ${line.trim()}`),
      '',
      `  effect ${described.effect}, time limit ${durationText(described.timeout)}`,
      ...described.implies.map(
        (item) => `  expects ${item.that}, unless a row looks at result.${item.looksAt}`,
      ),
      '',
      '  with',
      ...fields(described.input),
      '  result',
      ...fields(described.output),
    ]
  },
} as const

const fields = (type: ValueType): readonly string[] => {
  const plain = type.kind === 'named' ? type.of : type
  if (plain.kind !== 'object') return [`    ${typeText(type)}`]
  return Object.entries(plain.fields).map(([name, field]) => fieldLine(name, field))
}

const fieldLine = (name: string, field: FieldType): string => {
  const mark = field.optional || field.defaulted ? '?' : ''
  return `    ${`${name}${mark}`.padEnd(16)} ${typeText(field.type)}${field.doc ? `  ${field.doc}` : ''}`
}
