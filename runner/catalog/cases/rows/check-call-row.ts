import type { z } from 'zod'
import type { CaseContext } from '#catalog/cases/case-context.ts'
import type { Callee } from '#catalog/cases/knowledge.ts'
import { didYouMean } from '#catalog/did-you-mean.ts'
import type { rowForms } from '#catalog/forms/row-form.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import type { CallRow } from '#domain/test-case.ts'
import type { FieldType, ValueType } from '#domain/value-type.ts'
import { checkWith, type Taker } from './check-with.ts'
import type { CheckedRow, RowHead } from './row-head.ts'

/** Checks a row that calls a precursor. */
export const checkCallRow = (
  context: CaseContext,
  { base, scope }: RowHead,
  path: Path,
  fields: Partial<z.output<typeof rowForms.call>>,
): CheckedRow | undefined => {
  const { call = '' } = fields
  const callee = context.known.callee(call)
  const usable = callee === 'unreadable' ? undefined : callee
  checkCallee(context, path, call, callee)
  const taker: Taker = usable
    ? {
        name: `precursor ${usable.key}`,
        open: usable.stubs.includes(usable.key),
        fields: inputFields(usable.inputs),
      }
    : { name: `precursor ${call}`, open: true }
  const { entries } = checkWith(context, scope, { path, taker }, fields.with ?? {})
  const key = (usable?.key ?? call) as TestCaseKey
  const row: CallRow = { ...base, kind: 'call', call: key, with: entries, reads: [...scope.reads] }
  return { row, outputs: usable?.outputs ?? { kind: 'any' } }
}

const inputFields = (inputs: {
  readonly [name: string]: { readonly type: ValueType; readonly required: boolean }
}): { readonly [name: string]: FieldType } =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, { type, required }]) => [
      name,
      { type, defaulted: !required },
    ]),
  )

const checkCallee = (
  { list, known }: CaseContext,
  path: Path,
  call: string,
  callee: Callee | 'unreadable' | undefined,
): void => {
  if (callee === 'unreadable') return
  if (callee === undefined) {
    list.at([...path, 'call'], {
      code: 'unknown-precursor',
      message: `There is no precursor "${call}".`,
      hint: didYouMean(call, known.precursorNames),
    })
  } else if (callee.kind === 'case') {
    list.at([...path, 'call'], {
      code: 'not-a-precursor',
      message: `${callee.key} is a case, and only a precursor can be called.`,
      hint: `Write kind: precursor in ${callee.file}.`,
    })
  } else if (callee.deprecated) {
    list.at([...path, 'call'], {
      severity: 'warning',
      code: 'deprecated',
      message: `${callee.key} is Deprecated.`,
    })
  }
  if (typeof callee === 'object' && callee.stubs.length > 0) {
    const [stub = callee.key] = callee.stubs
    list.at([...path, 'call'], {
      severity: 'warning',
      code: 'calls-stub',
      message:
        stub === callee.key
          ? `${callee.key} is a stub: what calls it cannot be executed yet.`
          : `${callee.key} calls the stub ${stub}: what calls it cannot be executed yet.`,
      hint: `Write the script of ${stub}.`,
    })
  }
}
