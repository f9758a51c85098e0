import type { Callee } from '#catalog/cases/knowledge.ts'
import type { Problem } from '#domain/problem.ts'
import type { TestCase } from '#domain/test-case.ts'

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
