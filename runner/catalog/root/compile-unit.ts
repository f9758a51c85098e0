import { checkCase } from '#catalog/cases/check-case.ts'
import type { Callee, Knowledge } from '#catalog/cases/knowledge.ts'
import { canonicalText, sha256 } from '#domain/content-hash.ts'
import type { Json } from '#domain/json.ts'
import { parseTestCaseKey } from '#domain/keys.ts'
import type { Problem } from '#domain/problem.ts'
import type { CaseRecord } from './case-record.ts'
import type { CaseUnit } from './case-unit.ts'

/** What became of a case file. */
export interface CaseResult {
  readonly callee?: Callee
  readonly problems: readonly Problem[]
  /** Present when the file has no errors. */
  readonly record?: CaseRecord
  /** True when all that it calls runs too. */
  readonly runs: boolean
}

/** State of compiling all cases of a root. */
export interface Compiler {
  readonly context: string
  readonly names: ReadonlyMap<string, CaseUnit>
  readonly doubles: ReadonlySet<CaseUnit>
  readonly knowledge: Knowledge
  readonly done: Map<CaseUnit, CaseResult>
  /** Units whose callees are being compiled, outermost first: meeting one again is a cycle. */
  readonly open: CaseUnit[]
}

/** Stands for a missing key, so that the rest of the file is checked all the same. */
const noKey = parseTestCaseKey('NONE-T0')

/** Compiles a unit after everything it calls. */
export const compileUnit = (compiler: Compiler, unit: CaseUnit): void => {
  const { done, open, names } = compiler
  if (done.has(unit)) return
  open.push(unit)
  let inCycle = false
  for (const reference of new Set(unit.head.calls)) {
    const callee = names.get(reference)
    if (callee === undefined) continue
    if (open.includes(callee)) {
      inCycle = true
      reportCycle(open, unit, reference, callee)
    } else compileUnit(compiler, callee)
  }
  open.pop()
  done.set(unit, resultOf(compiler, unit, inCycle))
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
      message: `This call goes in a circle: ${circle.map(({ head }) => head.key ?? '?').join(' → ')}.`,
      hint: 'Take what both need into a precursor of its own.',
    })
  }
}

const resultOf = (compiler: Compiler, unit: CaseUnit, inCycle: boolean): CaseResult => {
  const { knowledge, doubles } = compiler
  const { record } = unit
  const context = contextOf(compiler, unit)
  const runs = unit.head.calls.every((reference) => callRuns(compiler, reference))
  if (record?.context === context && !inCycle && !doubles.has(unit)) {
    return { callee: record.callee, problems: record.problems, record, runs }
  }
  const file = unit.open()
  if (file.data === undefined) return { problems: file.list.problems, runs: false }
  const key = file.key ?? noKey
  if (key === undefined) return { problems: file.list.problems, runs: false }
  const { callee, testCase } = checkCase(file, key, knowledge)
  const { problems } = file.list
  if (file.list.hasErrors()) return { callee, problems, runs: false }
  const { calls, mentions } = unit.head
  const made = { sha256: unit.input.sha256, context, testCase, callee, problems, calls, mentions }
  return { callee, problems, record: made, runs }
}

const callRuns = ({ names, done }: Compiler, reference: string): boolean => {
  const unit = names.get(reference)
  return unit !== undefined && done.get(unit)?.runs === true && done.get(unit)?.record !== undefined
}

/** Hash of what a case rests on beside its own content. */
const contextOf = ({ context, names, done }: Compiler, unit: CaseUnit): string => {
  const callees = unit.head.calls.map((reference) => {
    const callee = names.get(reference)
    return callee ? (done.get(callee)?.callee as unknown as Json) : null
  })
  const parts: Json = [context, callees]
  return sha256(canonicalText(parts))
}
