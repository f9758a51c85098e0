import { checkCase } from '#catalog/cases/check-case.ts'
import type { Callee, Knowledge } from '#catalog/cases/knowledge.ts'
import type { GrowingStepIndex } from '#catalog/cases/rows/step-index.ts'
import { canonicalText, sha256 } from '#domain/content-hash.ts'
import type { Json } from '#domain/json.ts'
import { parseTestCaseKey, type TestCaseKey } from '#domain/keys.ts'
import type { Problem } from '#domain/problem.ts'
import type { TestCase } from '#domain/test-case.ts'
import { type CaseRecord, type KeptCase, keptCase } from './case-record.ts'
import type { CaseUnit } from './case-unit.ts'

/** What became of a case file. */
export interface CaseResult {
  readonly callee?: Callee
  readonly problems: readonly Problem[]
  /** Present when the file has no errors. */
  readonly kept?: KeptCase
  /** True when neither it nor anything it calls has errors. */
  readonly runs: boolean
  readonly live: boolean
  readonly tags: readonly string[]
}

/** State of compiling all cases of a root. */
export interface Compiler {
  readonly context: string
  readonly names: ReadonlyMap<string, CaseUnit>
  readonly doubles: ReadonlySet<CaseUnit>
  readonly steps: GrowingStepIndex
  readonly knowledge: Knowledge
  readonly done: Map<CaseUnit, CaseResult>
  /** Precursors without errors: heads of those that call them look into them. */
  readonly precursors: Map<TestCaseKey, TestCase>
  /** Units whose callees are being compiled, outermost first: meeting one again is a cycle. */
  readonly open: CaseUnit[]
}

/** Stands for a missing key, so that the rest of the file is checked all the same. */
const noKey = parseTestCaseKey('NONE-T0')

/** Compiles a unit after everything it calls. */
export const compileUnit = async (compiler: Compiler, unit: CaseUnit): Promise<void> => {
  const { done, open, names } = compiler
  if (done.has(unit)) return
  open.push(unit)
  let inCycle = false
  const calls = unit.record?.calls ?? unit.open().calls.map(({ reference }) => reference)
  for (const reference of new Set(calls)) {
    const callee = names.get(reference)
    if (callee === undefined) continue
    if (open.includes(callee)) {
      inCycle = true
      reportCycle(open, unit, reference, callee)
    } else await compileUnit(compiler, callee)
  }
  open.pop()
  done.set(unit, await resultOf(compiler, unit, { calls, inCycle }))
  unit.close()
}

const reportCycle = (
  open: readonly CaseUnit[],
  unit: CaseUnit,
  reference: string,
  callee: CaseUnit,
): void => {
  const circle = [...open.slice(open.indexOf(callee)), callee]
  const { list, calls } = unit.open()
  for (const { path } of calls.filter((call) => call.reference === reference)) {
    list.at(path, {
      code: 'cycle',
      message: `This call goes in a circle: ${circle.map(({ names }) => names.key ?? '?').join(' → ')}.`,
      hint: 'Take what both need into a precursor of its own.',
    })
  }
}

interface Calls {
  readonly calls: readonly string[]
  readonly inCycle: boolean
}

const resultOf = async (
  compiler: Compiler,
  unit: CaseUnit,
  { calls, inCycle }: Calls,
): Promise<CaseResult> => {
  const { knowledge, doubles, steps } = compiler
  const { record } = unit
  const context = contextOf(compiler, calls)
  const runs = calls.every((reference) => callRuns(compiler, reference))
  if (record?.context === context && !inCycle && !doubles.has(unit)) {
    const { callee, problems, testCase } = record
    const kept = keep(compiler, record)
    return { callee, problems, kept, runs, live: isLive(testCase.status), tags: testCase.tags }
  }
  const file = unit.open()
  const { fields, list, mentions } = file
  const head = { problems: list.problems, live: isLive(fields.status), tags: fields.tags ?? [] }
  const key = file.key ?? noKey
  if (file.data === undefined || key === undefined) return { ...head, runs: false }
  await steps.ensure(mentions)
  const { callee, testCase } = checkCase(file, key, knowledge)
  if (list.hasErrors()) return { ...head, callee, runs: false }
  const problems = [...list.problems]
  const { sha256: hash } = unit.input
  const made = { sha256: hash, context, testCase, callee, problems, calls }
  return { ...head, problems, callee, kept: keep(compiler, made), runs }
}

const keep = ({ precursors }: Compiler, record: CaseRecord): KeptCase => {
  const { testCase } = record
  if (testCase.kind === 'precursor') precursors.set(testCase.key, testCase)
  return keptCase(record, (key) => precursors.get(key))
}

const isLive = (status: string | undefined): boolean => status !== 'Deprecated'

const callRuns = ({ names, done }: Compiler, reference: string): boolean => {
  const unit = names.get(reference)
  return unit !== undefined && done.get(unit)?.runs === true
}

/** Hash of what a case rests on beside its own content. */
const contextOf = ({ context, names, done }: Compiler, calls: readonly string[]): string => {
  if (calls.length === 0) return context
  const callees = calls.map((reference) => {
    const unit = names.get(reference)
    return unit ? (done.get(unit)?.callee as unknown as Json) : null
  })
  return sha256(canonicalText([context, callees]))
}
