import type { Criterion, Expectation, Tolerance, ValueCheck } from '#domain/expectation.ts'
import type { Template } from '#domain/template.ts'
import { writeTemplate } from './write-template.ts'

/** What must hold, in one sentence. */
export const describeExpectation = (expectation: Expectation): string => {
  const { each, when, because } = expectation
  return [
    when ? `When ${when.source}: ` : '',
    each ? `Of each item of ${each.list.source}: ` : '',
    describeJudgement(expectation.judgement),
    each && each.allow > 0
      ? `, but for ${Number((each.allow * 100).toPrecision(6))} % of them`
      : '',
    because === undefined ? '' : ` (${because})`,
    '.',
  ].join('')
}

const describeJudgement = (judgement: Expectation['judgement']): string => {
  switch (judgement.kind) {
    case 'that':
      return `${judgement.that.source} is true`
    case 'value':
      return `${judgement.value.source} ${describeCheck(judgement.check)}`
    case 'measure': {
      const guard =
        judgement.guard === undefined ? '' : `, inside by ${judgement.guard} standard uncertainties`
      const unit = judgement.unit === '1' ? '' : ` in ${judgement.unit}`
      return `${judgement.measure}${unit} ${describeCriterion(judgement.criterion)}${guard}`
    }
    default:
      return judgement satisfies never
  }
}

// A sentence says what is compared, not how a file marks an expression.
const say = (template: Template): string =>
  template.kind === 'expression' ? template.expression.source : writeTemplate(template)

const describeCheck = (check: ValueCheck): string => {
  switch (check.kind) {
    case 'equals':
      return `equals ${say(check.expected)}${describeTolerance(check.tolerance)}`
    case 'notEquals':
      return `differs from ${say(check.expected)}${describeTolerance(check.tolerance)}`
    case 'atMost':
      return `is at most ${say(check.limit)}${describeTolerance(check.tolerance)}`
    case 'atLeast':
      return `is at least ${say(check.limit)}${describeTolerance(check.tolerance)}`
    case 'between':
      return `is between ${say(check.low)} and ${say(check.high)}${describeTolerance(check.tolerance)}`
    case 'matches':
      return `matches ${check.pattern}`
    case 'contains':
      return `contains ${say(check.expected)}`
    case 'oneOf':
      return `is one of ${say(check.expected)}`
    default:
      return check satisfies never
  }
}

const describeTolerance = (tolerance: Tolerance | undefined): string => {
  if (!tolerance) return ''
  return 'absolute' in tolerance
    ? ` within ${tolerance.absolute}`
    : ` within ${Number((tolerance.relative * 100).toPrecision(6))} %`
}

const senses = {
  'at-most': 'is at most',
  'at-least': 'is at least',
  equals: 'equals',
} as const

const describeCriterion = (criterion: Criterion): string => {
  switch (criterion.kind) {
    case 'meets': {
      const own = criterion.own ? `, and ${describeOwn(criterion.own)}` : ''
      return `meets ${describeLimit(criterion.limit)}${own}`
    }
    case 'compares':
      return `is compared with ${describeLimit(criterion.limit)}, which decides nothing`
    case 'near':
      return `agrees with ${criterion.near.source} within ${say(criterion.within)} combined standard uncertainties`
    case 'limit':
      return describeOwn(criterion.own)
    default:
      return criterion satisfies never
  }
}

type Limit = Extract<Criterion, { readonly kind: 'meets' }>['limit']

const describeLimit = ({ requirement, parameter, value, unit, sense, strict }: Limit): string => {
  const stated = `${value}${unit === '1' ? '' : ` ${unit}`}`
  const than = sense ? `${senses[sense].replace(/^is /, '')} ` : ''
  return `${requirement}/${parameter} (${than}${stated}${strict ? ', limit excluded' : ''})`
}

type Own = Extract<Criterion, { readonly kind: 'limit' }>['own']

const describeOwn = ({ sense, limit, strict }: Own): string =>
  `${senses[sense]} ${say(limit)}${strict ? ', limit excluded' : ''}`
