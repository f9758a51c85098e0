import { didYouMean } from '#catalog/did-you-mean.ts'
import type { CaseForm } from '#catalog/forms/case-form.ts'
import type { ProblemList } from '#catalog/problem-list.ts'
import { canonicalText } from '#domain/content-hash.ts'
import type { Json } from '#domain/json.ts'
import type { Template } from '#domain/template.ts'
import type { PrecursorInput, Share } from '#domain/test-case.ts'
import type { FieldType, ValueType } from '#domain/value-type.ts'
import type { CaseContext, ExpressionScope } from './case-context.ts'
import { literalValue } from './expectations/literal-value.ts'
import { checkExpressionAt } from './expressions/check-expression-at.ts'
import { checkTemplateAt } from './expressions/check-template-at.ts'
import { declaredType } from './expressions/declared-type.ts'

/** Fields of a case file that could be read. */
export type CaseFields = Partial<CaseForm>

/** Reports fields that only a precursor, or only a case, may have, and those that do not go together. */
export const checkKind = (list: ProblemList, fields: CaseFields): void => {
  const wrong =
    fields.kind === 'precursor'
      ? (['matrix', 'aggregate'] as const)
      : (['alias', 'inputs', 'outputs', 'share', 'freshFor', 'freshKey'] as const)
  for (const field of wrong) {
    if (fields[field] === undefined) continue
    list.atKey([field], {
      code: 'misplaced-field',
      message:
        fields.kind === 'precursor'
          ? `A precursor has no \`${field}\`: the case that calls it has.`
          : `Only a precursor has \`${field}\`.`,
      hint: fields.kind === 'precursor' ? undefined : 'Write kind: precursor, or remove it.',
    })
  }
  if (
    fields.aggregate !== undefined &&
    fields.matrix === undefined &&
    fields.kind !== 'precursor'
  ) {
    list.atKey(['aggregate'], {
      code: 'aggregate-without-matrix',
      message: '`aggregate` sees the cells of a matrix, and this case has none.',
    })
  }
}

/** A stub has nothing that says how it runs: there is nothing to run. */
export const checkStub = (list: ProblemList, fields: CaseFields): void => {
  if (fields.script !== undefined && fields.script.length > 0) return
  for (const field of ['matrix', 'aggregate', 'teardown'] as const) {
    if (fields[field] === undefined) continue
    list.atKey([field], {
      code: 'stub-with-rows',
      message: `A case without a script is a stub, and cannot have \`${field}\`.`,
      hint: 'Write its script, or remove this.',
    })
  }
}

/** Checks the inputs that a precursor declares. */
export const checkInputs = (
  context: CaseContext,
  scope: ExpressionScope,
  declared: CaseFields['inputs'] = {},
): readonly PrecursorInput[] =>
  Object.entries(declared).map(([name, input]) => {
    const path = ['inputs', name]
    const type = declaredType(context.list, context.known.steps, path, input)
    if (input.default === undefined) return { name, type }
    // Null counts as absent, so it may be the default of any input.
    const place = { path: [...path, 'default'], expected: { kind: 'nullable', of: type } as const }
    const { template } = checkTemplateAt(context, scope, place, input.default)
    return { name, type, default: template }
  })

/** Type of `inputs`. */
export const inputsType = (inputs: readonly PrecursorInput[]): ValueType => ({
  kind: 'object',
  fields: Object.fromEntries(inputs.map(({ name, type }) => [name, { type }])),
})

/** A matrix, and the type of `matrix`. */
export interface CheckedMatrix {
  readonly matrix: { readonly [name: string]: Template }
  readonly type: ValueType
}

/** Checks the lists of a matrix. */
export const checkMatrix = (
  context: CaseContext,
  scope: ExpressionScope,
  data: CaseFields['matrix'] = {},
): CheckedMatrix => {
  const matrix: { [name: string]: Template } = {}
  const fields: { [name: string]: FieldType } = {}
  for (const [name, values] of Object.entries(data)) {
    const path = ['matrix', name]
    const expected = { kind: 'array', items: { kind: 'any' } } as const
    const checked = checkTemplateAt(context, scope, { path, expected }, values)
    matrix[name] = checked.template
    fields[name] = { type: checked.type.kind === 'array' ? checked.type.items : { kind: 'any' } }
    checkDifferent(context.list, path, literalValue(checked.template)?.value)
  }
  return { matrix, type: { kind: 'object', fields } }
}

const checkDifferent = (
  list: ProblemList,
  path: readonly string[],
  values: Json | undefined,
): void => {
  if (!Array.isArray(values)) return
  const seen = new Set<string>()
  for (const [index, value] of values.entries()) {
    const text = canonicalText(value)
    if (seen.has(text)) {
      list.at([...path, index], {
        code: 'duplicate',
        message: `The matrix names ${text} twice: both cells would be the same.`,
      })
    }
    seen.add(text)
  }
}

/** Checks how a precursor is shared. */
export const checkShare = (
  context: CaseContext,
  scope: ExpressionScope,
  fields: CaseFields,
): Share => {
  const { list } = context
  const { share = 'run', freshFor, freshKey } = fields
  const ledger = share === 'ledger'
  for (const field of ['freshFor', 'freshKey'] as const) {
    if ((fields[field] !== undefined) === ledger) continue
    list.atKey([ledger ? 'share' : field], {
      code: ledger ? 'missing-field' : 'misplaced-field',
      message: ledger
        ? `\`share: ledger\` needs \`${field}\`.`
        : `\`${field}\` stands only beside \`share: ledger\`.`,
    })
  }
  if (ledger && fields.teardown !== undefined) {
    list.atKey(['teardown'], {
      code: 'ledger-with-teardown',
      message: '`share: ledger` keeps the result for later runs, and a teardown would undo it.',
      hint: 'Remove one of the two.',
    })
  }
  const key = freshKey === undefined ? undefined : checkFreshKey(context, scope, freshKey)
  if (!ledger) return { kind: share }
  return {
    kind: 'ledger',
    freshFor: freshFor ?? 0,
    freshKey: key ?? { kind: 'literal', value: '' },
  }
}

/** An expression by itself; a text with `${{ … }}` in it is one too. */
const checkFreshKey = (
  context: CaseContext,
  scope: ExpressionScope,
  data: string | number | boolean,
): Template => {
  const path = ['freshKey']
  if (typeof data === 'string' && data.includes('${{')) {
    return checkTemplateAt(context, scope, { path }, data).template
  }
  return {
    kind: 'expression',
    expression: checkExpressionAt(context, scope, { path }, data).expression,
  }
}

/** Checks that every required binding exists in some environment; gives the paths below `env`. */
export const checkRequires = (
  { list, known }: CaseContext,
  requires: readonly string[] = [],
): readonly string[] =>
  requires.map((text, index) => {
    let type: ValueType | undefined = known.env
    for (const step of text.split('.').slice(1)) {
      if (type?.kind === 'any') break
      const names: readonly string[] = type?.kind === 'object' ? Object.keys(type.fields) : []
      const next: FieldType | undefined = type?.kind === 'object' ? type.fields[step] : undefined
      if (next === undefined) {
        list.at(['requires', index], {
          code: 'unknown-binding',
          message: `No environment binds ${text}.`,
          hint: didYouMean(step, names),
        })
        break
      }
      type = next.type
    }
    return text.slice('env.'.length)
  })
