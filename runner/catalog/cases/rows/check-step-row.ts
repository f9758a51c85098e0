import type { z } from 'zod'
import { type CaseContext, withTypes } from '#catalog/cases/case-context.ts'
import { checkJudged } from '#catalog/cases/expectations/check-judged.ts'
import { literalValue } from '#catalog/cases/expectations/literal-value.ts'
import { didYouMean } from '#catalog/did-you-mean.ts'
import type { rowForms } from '#catalog/forms/row-form.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { Expectation } from '#domain/expectation.ts'
import type { Json } from '#domain/json.ts'
import type { Template } from '#domain/template.ts'
import type { StepRow } from '#domain/test-case.ts'
import type { StepDefinition } from '#step-kit/step-definition.ts'
import { checkWith, takerOf } from './check-with.ts'
import type { CheckedRow, RowHead, RowPlace } from './row-head.ts'
import { familyOf } from './step-index.ts'

type StepFields = Partial<z.output<typeof rowForms.do>>

/** Checks a row that runs a step. */
export const checkStepRow = (
  context: CaseContext,
  { base, own, scope }: RowHead,
  place: RowPlace,
  fields: StepFields,
): CheckedRow => {
  const { path } = place
  const name = fields.do ?? ''
  const step = context.known.steps.step(name)
  if (fields.do !== undefined && step === undefined) reportUnknownStep(context, path, name)
  if (step !== undefined) context.uses.addFamily(familyOf(name))
  const taker = step ? takerOf(`step ${name}`, step.input) : { name: `step ${name}`, open: true }
  const { entries, type } = checkWith(context, scope, { path, taker }, fields.with ?? {})
  if (step !== undefined) {
    checkLiterals(context, path, entries, step.definition)
    checkRetry(context, path, { fields, entries }, step.definition)
  }
  const outputs = step?.definition.outputOf?.(type) ?? step?.output ?? { kind: 'any' }
  const judgedPlace = { ...place, own }
  const judged = checkJudged(context, withTypes(scope, { result: outputs }), judgedPlace, fields)
  const implied = (step?.definition.implies ?? [])
    .filter(({ looksAt }) => !judged.result.has(looksAt) && !judged.result.has(''))
    .map(
      ({ that, message }): Expectation => ({
        judgement: { kind: 'that', that: { source: that, line: base.line } },
        ...own,
        implied: true,
        ...(message !== undefined && { message: { source: message, line: base.line } }),
        line: base.line,
      }),
    )
  const row: StepRow = {
    ...base,
    kind: 'do',
    do: name,
    with: entries,
    ...(fields.timeout !== undefined && { timeout: fields.timeout }),
    onTimeout: fields.onTimeout ?? 'block',
    ...(fields.retry && {
      retry: { attempts: fields.retry.attempts, delay: fields.retry.delay ?? 0 },
    }),
    given: judged.given,
    expect: [...judged.expect, ...implied],
    reads: [...scope.reads],
  }
  return { row, outputs }
}

const reportUnknownStep = ({ list, known }: CaseContext, path: Path, name: string): void => {
  const family = known.steps.family(familyOf(name))
  if (typeof family === 'object') {
    list.at([...path, 'do'], { code: 'step-unavailable', message: family.broken })
    return
  }
  const ofFamily = known.steps.stepNames.filter((step) => familyOf(step) === familyOf(name))
  list.at([...path, 'do'], {
    code: 'unknown-step',
    message: `There is no step "${name}".`,
    hint:
      didYouMean(name, known.steps.stepNames) ??
      (ofFamily.length > 0 ? `Steps of this family: ${ofFamily.join(', ')}.` : undefined),
  })
}

type Entries = { readonly [input: string]: Template }

/** Inputs without expressions can be checked wholly by the step's own schema. */
const checkLiterals = (
  { list }: CaseContext,
  path: Path,
  entries: Entries,
  { input }: StepDefinition,
): void => {
  // A type error is reported already; the schema knows more: ranges, patterns, names.
  if (list.problems.some(({ line }) => line >= list.source.lineOf(path))) return
  const shape = 'shape' in input ? (input.shape as { readonly [name: string]: z.ZodType }) : {}
  for (const [name, template] of Object.entries(entries)) {
    const literal = literalValue(template)
    const schema = shape[name]
    if (literal === undefined || schema === undefined) continue
    const issue = firstIssue(schema, literal.value)
    if (issue === undefined) continue
    list.at([...path, 'with', name, ...(issue.path as Path)], {
      code: 'bad-input',
      message: `\`${name}\`: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}.`,
    })
  }
}

const firstIssue = (schema: z.ZodType, value: Json): z.core.$ZodIssue | undefined => {
  try {
    return schema.safeParse(value).error?.issues[0]
  } catch {
    // An asynchronous schema can only be asked when the step runs.
    return undefined
  }
}

const checkRetry = (
  { list }: CaseContext,
  path: Path,
  { fields, entries }: { readonly fields: StepFields; readonly entries: Entries },
  { name, effect, input }: StepDefinition,
): void => {
  if (fields.retry === undefined || fields.retry.attempts < 2) return
  const literal = literalValue({ kind: 'map', entries })
  const parsed =
    literal && typeof effect === 'function' ? input.safeParse(literal.value) : undefined
  const known =
    typeof effect === 'function' ? (parsed?.success ? effect(parsed.data) : undefined) : effect
  if (known !== 'once') return
  list.atKey([...path, 'retry'], {
    code: 'retry-once',
    message: `The step ${name} must run once: it cannot be tried again.`,
    hint: 'Leave `retry` out.',
  })
}
