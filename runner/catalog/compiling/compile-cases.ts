import { mentionsIn } from '#catalog/cases/case-file.ts'
import type { Knowledge } from '#catalog/cases/knowledge.ts'
import { growingStepIndex } from '#catalog/cases/rows/step-index.ts'
import type { FileInRoot } from '#catalog/file-in-root.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import type { Problem } from '#domain/problem.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { CaseHead } from '#domain/tracing/case-head.ts'
import type { FamilyLoader } from '#step-kit/family-loader.ts'
import { type CaseRecord, type KeptCase, recordOf } from './case-record.ts'
import { type CaseUnit, caseUnit } from './case-unit.ts'
import { type CaseResult, type Compiler, compileUnit } from './compile-unit.ts'
import type { InputFile } from './input-file.ts'
import { lazyCases } from './lazy-cases.ts'
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
  /** Of each of `cases`, in their order. */
  readonly heads: readonly CaseHead[]
  readonly aliases: ReadonlyMap<string, TestCaseKey>
  readonly problems: readonly Problem[]
  /** Cases without errors, by file. */
  readonly kept: ReadonlyMap<string, KeptCase>
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
  const precursors: Compiler['precursors'] = new Map()
  const common = { context, names, doubles, steps, knowledge, done, precursors }
  const compiler: Compiler = { ...common, open: [] }
  for (const unit of units) await compileUnit(compiler, unit)
  return collect(compiler)
}

const collect = ({ done, names, knowledge }: Compiler): CompiledCases => {
  const texts = new Map<TestCaseKey, string>()
  const heads: CaseHead[] = []
  const aliases = new Map<string, TestCaseKey>()
  const kept = new Map<string, KeptCase>()
  const problems: Problem[] = []
  const tags = new Set<string>()
  for (const [unit, result] of done) {
    problems.push(...result.problems)
    if (result.live && unit.names.kind === 'case') for (const tag of result.tags) tags.add(tag)
    if (!result.kept) continue
    kept.set(unit.input.file, result.kept)
    if (!result.runs) continue
    const { key, alias, head, text } = result.kept
    texts.set(key, text)
    heads.push(head)
    if (alias !== undefined) aliases.set(alias, key)
  }
  const caseNames = new Map(
    [...names].map(([name, unit]) => [name, { live: done.get(unit)?.live ?? true }]),
  )
  const cases = lazyCases(texts.keys(), (key) => {
    const text = texts.get(key)
    return text === undefined ? undefined : recordOf(text).testCase
  })
  return { cases, heads, aliases, problems, kept, knowledge: { ...knowledge, caseNames, tags } }
}
