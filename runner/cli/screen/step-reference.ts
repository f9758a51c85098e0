import { durationText } from '#cli/arguments/duration-text.ts'
import type { FieldType, ValueType } from '#domain/value-type.ts'
import { typeText } from '#language/types/assignable.ts'
import { describeStep, type StepDescription } from '#step-kit/describe-step.ts'
import type { FamilyLoader } from '#step-kit/family-loader.ts'

/** The reference of all steps as Markdown: docs/steps.md is this, and a test holds it to the definitions. */
export const stepReference = async (families: FamilyLoader): Promise<string> => {
  const parts = [
    '# Steps',
    '',
    'Made from the definitions by `npm run docs`; do not edit. `lvv show STEP` shows one of them.',
  ]
  for (const name of await families.names()) {
    const family = await families.load(name)
    if (!family) continue
    parts.push('', `## ${name}`, '', family.doc.trim())
    const types = Object.keys(family.types)
    if (types.length > 0) parts.push('', `Types: ${types.map((type) => `\`${type}\``).join(', ')}.`)
    for (const step of family.steps) parts.push('', ...describe(describeStep(step, family)))
  }
  return `${parts.join('\n')}\n`
}

const describe = (step: StepDescription): readonly string[] => [
  `### ${step.name}`,
  '',
  step.doc.trim(),
  '',
  `Effect \`${step.effect}\`, time limit ${durationText(step.timeout)}.${step.implies
    .map((item) => ` Expects \`${item.that}\` unless a row looks at \`result.${item.looksAt}\`.`)
    .join('')}`,
  '',
  ...table('with', step.input),
  '',
  ...table('result', step.output),
]

const table = (title: string, type: ValueType): readonly string[] => {
  const plain = type.kind === 'named' ? type.of : type
  if (plain.kind !== 'object') return [`${title}: \`${typeText(type)}\``]
  const fields = Object.entries(plain.fields)
  if (fields.length === 0) return [`${title}: nothing`]
  return [
    `| ${title} | type | meaning |`,
    '|---|---|---|',
    ...fields.map(([name, field]) => row(name, field)),
  ]
}

const row = (name: string, field: FieldType): string => {
  const mark = field.optional || field.defaulted ? ' (optional)' : ''
  return `| \`${name}\`${mark} | ${cell(typeText(field.type))} | ${cell(field.doc ?? '')} |`
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
