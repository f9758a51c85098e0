import type { Callee } from '#catalog/cases/knowledge.ts'
import { fromJsonText, toJsonText } from '#domain/json-text.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import type { Problem } from '#domain/problem.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { CaseHead } from '#domain/tracing/case-head.ts'
import { caseHead, type FindCase } from '#domain/tracing/make-case-head.ts'

/** A case file without errors as it was checked: valid again while its content and its context are the same. */
export interface CaseRecord {
  readonly sha256: string
  /** Hash of everything else that the result rests on. */
  readonly context: string
  readonly testCase: TestCase
  readonly callee: Callee
  /** Warnings. */
  readonly problems: readonly Problem[]
  /** What its rows call, as written. */
  readonly calls: readonly string[]
}

/** A record as text, with what is asked of it without reading it: many cases so need little memory. */
export interface KeptCase {
  readonly key: TestCaseKey
  readonly alias?: string
  readonly head: CaseHead
  /** JSON of the record. */
  readonly text: string
}

/** Reads a record that is kept. */
export const recordOf = (text: string): CaseRecord => fromJsonText(text) as unknown as CaseRecord

/** Keeps a record. */
export const keptCase = (record: CaseRecord, find: FindCase): KeptCase => {
  const { key, alias } = record.testCase
  const head = caseHead(record.testCase, find)
  return { key, ...(alias !== undefined && { alias }), head, text: toJsonText(record) }
}
