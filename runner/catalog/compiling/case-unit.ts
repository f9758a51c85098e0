import { type CaseFile, readCaseFile } from '#catalog/cases/case-file.ts'
import type { CaseRecord } from './case-record.ts'
import type { InputFile } from './input-file.ts'
import { openFile } from './open-file.ts'

/** Names under which others know a case. */
export interface CaseNames {
  readonly key?: string | undefined
  readonly alias?: string | undefined
  readonly kind: 'case' | 'precursor'
}

/** One case file: parsed only while it is checked, so that many files need little memory. */
export interface CaseUnit {
  readonly input: InputFile
  readonly names: CaseNames
  /** Of the same content. */
  readonly record?: CaseRecord
  /** Parses the file; once until it is closed. */
  open(): CaseFile
  /** Forgets what was parsed. */
  close(): void
}

/** Makes a unit; its names come from a record of the same content, or from a glance at its text. */
export const caseUnit = (input: InputFile, earlier: CaseRecord | undefined): CaseUnit => {
  let opened: CaseFile | undefined
  const unit = {
    input,
    open: () => {
      opened ??= readCaseFile(openFile(input))
      return opened
    },
    close: () => {
      opened = undefined
    },
  }
  if (earlier?.sha256 === input.sha256) {
    return { ...unit, names: earlier.testCase, record: earlier }
  }
  return { ...unit, names: glance(input) ?? namesOf(unit.open()) }
}

const decoder = new TextDecoder()

/** Names at the beginning of lines, as nearly all files write them; undefined where there is no key. */
const glance = (input: InputFile): CaseNames | undefined => {
  const text = decoder.decode(input.bytes())
  const key = fields.key.exec(text)?.[1]
  if (key === undefined) return undefined
  const kind = fields.kind.exec(text)?.[1] === 'precursor' ? 'precursor' : 'case'
  return { key, alias: fields.alias.exec(text)?.[1], kind }
}

const fields = {
  key: /^key:[ \t]*["']?([\w-]+)/m,
  alias: /^alias:[ \t]*["']?([\w-]+)/m,
  kind: /^kind:[ \t]*["']?([\w-]+)/m,
} as const

const namesOf = ({ key, fields }: CaseFile): CaseNames => ({
  key,
  alias: fields.alias,
  kind: fields.kind ?? 'case',
})
