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
  const calls: CaseFile['calls'][number][] = []
  const mentions: string[] = []
  const typed = [asObject(root.inputs)]
  for (const section of ['script', 'teardown', 'aggregate', 'entry']) {
    for (const [index, row] of asList(root[section]).entries()) {
      const { call, do: step, asks } = asObject(row)
      if (typeof call === 'string') calls.push({ reference: call, path: [section, index, 'call'] })
      if (typeof step === 'string') mentions.push(step)
      typed.push(asObject(asks))
    }
  }
  for (const item of typed.flatMap((object) => Object.values(object))) {
    const { type, items } = asObject(item)
    for (const name of [type, items]) {
      if (typeof name === 'string' && name.includes('.')) mentions.push(name)
    }
  }
  return { calls, mentions }
}
