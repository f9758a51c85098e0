import type { FileInRoot } from '#catalog/file-in-root.ts'
import { caseForm } from '#catalog/forms/case-form.ts'
import { readForm } from '#catalog/forms/check-form.ts'
import { asList, asObject } from '#catalog/plain-json.ts'
import { readKey } from '#catalog/read-key.ts'
import { parseTestCaseKey, type TestCaseKey } from '#domain/keys.ts'
import type { CaseFields } from './check-head.ts'

/** A case file whose fields are read; its rows are not looked at yet. */
export interface CaseFile extends FileInRoot {
  readonly fields: CaseFields
  readonly key?: TestCaseKey
  /** What its rows call, as written, with the place. */
  readonly calls: readonly {
    readonly reference: string
    readonly path: readonly (string | number)[]
  }[]
  /** Steps and named types that it mentions. */
  readonly mentions: readonly string[]
}

const caseKind = { parse: parseTestCaseKey, what: 'the key of a case', example: 'LVV-T1745' }

/** Reads the fields of a case file. */
export const readCaseFile = (file: FileInRoot): CaseFile => {
  const { list, data } = file
  const fields =
    data === undefined ? {} : readForm(list, caseForm, data, { what: 'a case', path: [] })
  const key = readKey(list, ['key'], fields.key, caseKind)
  const named =
    file.file
      .split('/')
      .at(-1)
      ?.replace(/\.yaml$/, '') ?? ''
  if (key !== undefined && named !== key && parseTestCaseKey(named) !== undefined) {
    list.at(['key'], {
      severity: 'warning',
      code: 'file-name',
      message: `The file is called ${named}, and the key is ${key}.`,
      hint: 'Rename one of them.',
    })
  }
  return { ...file, fields, ...(key !== undefined && { key }), ...mentionsIn(data) }
}

/** What a case or plan refers to, read from the raw data so that nothing is missed. */
export const mentionsIn = (data: unknown): Pick<CaseFile, 'calls' | 'mentions'> => {
  const root = asObject(data)
  const rows = sections.flatMap((section) =>
    asList(root[section]).map((row, index) => ({ fields: asObject(row), path: [section, index] })),
  )
  const calls = rows.flatMap(({ fields: { call }, path }) =>
    typeof call === 'string' ? [{ reference: call, path: [...path, 'call'] }] : [],
  )
  const steps = rows.flatMap(({ fields }) => (typeof fields.do === 'string' ? [fields.do] : []))
  const typed = [root.inputs, ...rows.map(({ fields }) => fields.asks)]
  return { calls, mentions: [...steps, ...typed.flatMap(typesIn)] }
}

const sections = ['script', 'teardown', 'aggregate', 'entry'] as const

/** Named types among declared ones. */
const typesIn = (declared: unknown): readonly string[] =>
  Object.values(asObject(declared))
    .flatMap((item) => [asObject(item).type, asObject(item).items])
    .filter((name) => typeof name === 'string')
    .filter((name) => name.includes('.'))
