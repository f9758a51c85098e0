import { mentionsIn } from '#catalog/cases/case-file.ts'
import type { Knowledge } from '#catalog/cases/knowledge.ts'
import { growingStepIndex } from '#catalog/cases/rows/step-index.ts'
import type { FileInRoot } from '#catalog/file-in-root.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import type { Problem } from '#domain/problem.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { FamilyLoader } from '#step-kit/family-loader.ts'
import type { CaseRecord } from './case-record.ts'
import { type CaseUnit, caseUnit } from './case-unit.ts'
import { type CaseResult, type Compiler, compileUnit } from './compile-unit.ts'
import type { InputFile } from './input-file.ts'
import { nameUnits } from './name-units.ts'
import type { PlanKnowledge } from './read-plan.ts'

/** What compiling the cases of a root needs. */
export interface CasesInput {
  readonly files: readonly InputFile[]
  /** Plans: they name steps too. */
  readonly plans: readonly FileInRoot[]
  readonly families: FamilyLoader
  readonly records: ReadonlyMap<string, CaseRecord>
  /** Hash of all that every case rests on. */
  readonly context: string
  readonly knowledge: Pick<Knowledge, 'env' | 'secrets' | 'requirements' | 'params'>
}

/** The cases of a root, checked. */
export interface CompiledCases {
  /** Those that can run: without errors, also in what they call. */
  readonly cases: ReadonlyMap<TestCaseKey, TestCase>
  readonly aliases: ReadonlyMap<string, TestCaseKey>
  readonly problems: readonly Problem[]
  /** Cases without errors, by file. */
  readonly records: ReadonlyMap<string, CaseRecord>
  readonly knowledge: Omit<PlanKnowledge, 'environmentNames'>
}

/** Checks all cases, callees before callers. */
export const compileCases = async (input: CasesInput): Promise<CompiledCases> => {
  const units = input.files.map((file) => caseUnit(file, input.records.get(file.file)))
  const { names, doubles } = nameUnits(units)
  const steps = growingStepIndex(input.families)
  await steps.ensure(input.plans.flatMap(({ data }) => mentionsIn(data).mentions))
  const done = new Map<CaseUnit, CaseResult>()
  const knowledge: Knowledge = {
    ...input.knowledge,
    steps,
    callee: (reference) => {
      const unit = names.get(reference)
      return unit && (done.get(unit)?.callee ?? 'unreadable')
    },
    precursorNames: [...names].flatMap(([name, unit]) =>
      unit.names.kind === 'precursor' ? [name] : [],
    ),
  }
  const { context } = input
  const compiler: Compiler = { context, names, doubles, steps, knowledge, done, open: [] }
  for (const unit of units) await compileUnit(compiler, unit)
  return collect(compiler)
}

const collect = ({ done, names, knowledge }: Compiler): CompiledCases => {
  const cases = new Map<TestCaseKey, TestCase>()
  const aliases = new Map<string, TestCaseKey>()
  const records = new Map<string, CaseRecord>()
  const problems: Problem[] = []
  const tags = new Set<string>()
  for (const [unit, result] of done) {
    problems.push(...result.problems)
    if (result.live && unit.names.kind === 'case') for (const tag of result.tags) tags.add(tag)
    if (result.record) records.set(unit.input.file, result.record)
    if (!result.record || !result.runs) continue
    const { testCase } = result.record
    cases.set(testCase.key, testCase)
    if (testCase.alias !== undefined) aliases.set(testCase.alias, testCase.key)
  }
  const caseNames = new Map(
    [...names].map(([name, unit]) => [name, { live: done.get(unit)?.live ?? true }]),
  )
  return { cases, aliases, problems, records, knowledge: { ...knowledge, caseNames, tags } }
}
