import { type CaseFile, readCaseFile } from '#catalog/cases/case-file.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { CaseRecord } from './case-record.ts'
import type { InputFile } from './input-file.ts'
import { openFile } from './open-file.ts'

/** What is known of a case file before it is checked. */
export interface CaseHead {
  readonly key?: string | undefined
  readonly alias?: string | undefined
  readonly kind: TestCase['kind']
  readonly live: boolean
  readonly tags: readonly string[]
  readonly calls: readonly string[]
  readonly mentions: readonly string[]
}

/** One case file: read only when its record of an earlier time is no longer good. */
export interface CaseUnit {
  readonly input: InputFile
  readonly head: CaseHead
  /** Of the same content. */
  readonly record?: CaseRecord
  /** Parses the file, once. */
  open(): CaseFile
}

/** Makes a unit; parses the file unless a record of the same content says what is in it. */
export const caseUnit = (input: InputFile, earlier: CaseRecord | undefined): CaseUnit => {
  let opened: CaseFile | undefined
  const open = (): CaseFile => {
    opened ??= readCaseFile(openFile(input))
    return opened
  }
  return earlier?.sha256 === input.sha256
    ? { input, open, head: headOfRecord(earlier), record: earlier }
    : { input, open, head: headOfFile(open(), input) }
}

const headOfRecord = ({ testCase, calls, mentions }: CaseRecord): CaseHead => ({
  key: testCase.key,
  alias: testCase.alias,
  kind: testCase.kind,
  live: testCase.status !== 'Deprecated',
  tags: testCase.tags,
  calls,
  mentions,
})

const headOfFile = (file: CaseFile, input: InputFile): CaseHead => {
  const { fields } = file
  const common = {
    kind: fields.kind ?? 'case',
    live: fields.status !== 'Deprecated',
    tags: fields.tags ?? [],
    calls: file.calls.map(({ reference }) => reference),
    mentions: file.mentions,
  }
  if (file.data !== undefined) return { ...common, key: file.key, alias: fields.alias }
  // A file that is no YAML still tells its names, so that its callers are not blamed for it.
  const text = new TextDecoder().decode(input.bytes() ?? new Uint8Array())
  const named = (field: string) => new RegExp(`^${field}:\\s*([\\w-]+)`, 'm').exec(text)?.[1]
  return { ...common, key: named('key'), alias: named('alias') }
}
