import type { Criterion, Judgement, OwnLimit, ValueCheck } from '#domain/expectation.ts'
import type { Expression, Template } from '#domain/template.ts'

/** What a row expects, in one line: `result.count equals 3`, `AM2 [mas] near env.truth.AM2 within 3`. */
export const describeExpectation = (judgement: Judgement): string => {
  switch (judgement.kind) {
    case 'that':
      return judgement.that.source
    case 'value':
      return `${judgement.value.source} ${checkText(judgement.check)}`
    case 'measure':
      return `${judgement.measure} [${judgement.unit}] ${criterionText(judgement.criterion)}`
    default:
      return judgement satisfies never
  }
}

const checkText = (check: ValueCheck): string => {
  switch (check.kind) {
    case 'equals':
    case 'notEquals':
    case 'contains':
    case 'oneOf':
      return `${check.kind} ${templateText(check.expected)}`
    case 'atMost':
    case 'atLeast':
      return `${check.kind} ${templateText(check.limit)}`
    case 'between':
      return `between ${templateText(check.low)} and ${templateText(check.high)}`
    case 'matches':
      return `matches ${check.pattern}`
    default:
      return check satisfies never
  }
}

const criterionText = (criterion: Criterion): string => {
  switch (criterion.kind) {
    case 'meets': {
      const own = criterion.own ? ` and ${ownText(criterion.own)}` : ''
      return `meets ${parameterText(criterion.limit)})${own}`
    }
    case 'compares':
      return `beside ${parameterText(criterion.limit)}, decides nothing)`
    case 'near':
      return `near ${criterion.near.source} within ${templateText(criterion.within)} standard uncertainties`
    case 'limit':
      return ownText(criterion.own)
    default:
      return criterion satisfies never
  }
}

const parameterText = (limit: Extract<Criterion, { kind: 'meets' }>['limit']): string =>
  `${limit.requirement}/${limit.parameter} (${limit.value} ${limit.unit}`

const ownText = ({ sense, limit, strict }: OwnLimit): string => {
  const less = sense === 'at-most'
  const words = strict ? (less ? 'below' : 'above') : less ? 'at most' : 'at least'
  return `${words} ${templateText(limit)}`
}

/** A value with its expressions as they are written. */
export const templateText = (template: Template): string => {
  switch (template.kind) {
    case 'literal':
      return JSON.stringify(template.value, exactly)
    case 'expression':
      return template.expression.source
    case 'text':
      return template.parts.map(partText).join('')
    case 'secret':
      return `secrets.${template.name}`
    case 'list':
      return `[${template.items.map(templateText).join(', ')}]`
    case 'map':
      return `{ ${Object.entries(template.entries)
        .map(([key, value]) => `${key}: ${templateText(value)}`)
        .join(', ')} }`
    default:
      return template satisfies never
  }
}

const partText = (part: string | Expression): string =>
  typeof part === 'string' ? part : `\${{ ${part.source} }}`

/** For JSON.stringify, which refuses the integers beyond 2^53. */
export const exactly = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? JSON.rawJSON(String(value)) : value
