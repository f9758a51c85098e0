import { asJson } from '#catalog/plain-json.ts'
import { contentHash } from '#domain/content-hash.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import type { Template } from '#domain/template.ts'
import type { Row, TestCase } from '#domain/test-case.ts'
import type { FieldType, ValueType } from '#domain/value-type.ts'
import { basisOf } from './basis-of.ts'
import type { CaseContext, ExpressionScope, ReadableRow } from './case-context.ts'
import type { CaseFile } from './case-file.ts'
import {
  type CaseFields,
  checkInputs,
  checkKind,
  checkMatrix,
  checkRequires,
  checkShare,
  checkStub,
  inputsType,
} from './check-head.ts'
import { checkJudgedElements } from './check-judged-elements.ts'
import { checkTemplateAt } from './expressions/check-template-at.ts'
import { collectUses } from './expressions/uses.ts'
import { type Callee, type Knowledge, noFields, runType } from './knowledge.ts'
import { checkScript, stepsType } from './rows/check-script.ts'
import { verifiedElements } from './verified-elements.ts'

/** A case, checked: what callers see of it, and the case itself. */
export interface CheckedCase {
  readonly callee: Callee
  /** Complete only when its file has no errors. */
  readonly testCase: TestCase
}

const none: ReadonlyMap<string, ReadableRow> = new Map()

/** Checks a case or precursor wholly and resolves it. Everything it calls is checked before. */
export const checkCase = (file: CaseFile, key: TestCaseKey, known: Knowledge): CheckedCase => {
  const { list, fields } = file
  const context: CaseContext = { list, known, uses: collectUses(known.requirements) }
  checkKind(list, fields)
  checkStub(list, fields)
  const verified = verifiedElements(list, known.requirements, ['verifies'], fields.verifies ?? [])
  const outside = { env: known.env, params: known.params, run: runType }
  const head: ExpressionScope = {
    types: outside,
    earlier: none,
    later: new Set(),
    reads: new Set(),
  }
  const inputs = checkInputs(context, head, fields.inputs)
  const { matrix, type: cell } = checkMatrix(context, head, fields.matrix)
  const types = {
    ...outside,
    ...(fields.kind === 'precursor' && { inputs: inputsType(inputs) }),
    ...(fields.matrix && { matrix: cell }),
  }
  const ids = new Set<string>()
  const common = { verified, ids }
  const script = checkScript(
    context,
    { ...common, section: 'script', types, before: none },
    fields.script ?? [],
  )
  const teardown = checkScript(
    context,
    { ...common, section: 'teardown', types, before: script.readable },
    fields.teardown ?? [],
  )
  const cells = { cells: cellsType(cell, stepsType(script.readable)) }
  const { matrix: _cell, ...everywhere } = types
  const aggregate = checkScript(
    context,
    { ...common, section: 'aggregate', types: { ...everywhere, ...cells }, before: none },
    fields.aggregate ?? [],
  )
  const end: ExpressionScope = {
    types: { ...types, steps: stepsType(script.readable) },
    earlier: script.readable,
    later: new Set(),
    reads: new Set(),
  }
  const outputs = checkOutputs(context, end, fields.outputs)
  const share = checkShare(context, { ...head, types }, fields)
  const requires = checkRequires(context, fields.requires)
  const rows = [...script.rows, ...teardown.rows, ...aggregate.rows]
  const isStubbed = script.rows.length === 0
  if (fields.kind !== 'precursor' && !isStubbed)
    checkJudgedElements(list, fields.verifies, verified, rows)
  const testCase: TestCase = {
    ...headOf(fields),
    key,
    verifies: verified,
    requires,
    matrix,
    inputs,
    outputs: outputs.templates,
    share,
    script: script.rows,
    teardown: teardown.rows,
    aggregate: aggregate.rows,
    uses: context.uses.uses(),
    file: file.file,
    area: areaOf(file.file),
    contentHash: contentHash(asJson(file.data)),
    basis: basisOf(known, verified, context.uses.parameters),
  }
  const tearsDown = teardown.rows.length > 0 || rows.some((row) => callsTearDown(known, row))
  if (share.kind === 'ledger' && tearsDown && fields.teardown === undefined) {
    list.atKey(['share'], {
      severity: 'warning',
      code: 'never-shared',
      message:
        'A precursor that this one calls has a teardown: the result is never kept for later runs.',
    })
  }
  // What a stub will return is not known yet, so nothing that reads it is wrong.
  const type: ValueType = isStubbed ? { kind: 'any' } : outputs.type
  const stubs = [...(isStubbed ? [key] : []), ...rows.flatMap((row) => stubsBehind(known, row))]
  return {
    callee: calleeOf(testCase, type, { tearsDown, stubs: [...new Set(stubs)] }),
    testCase,
  }
}

const stubsBehind = (known: Knowledge, row: Row): readonly TestCaseKey[] => {
  const callee = row.kind === 'call' ? known.callee(row.call) : undefined
  return typeof callee === 'object' ? callee.stubs : []
}

/** What callers see of a case. */
const calleeOf = (
  testCase: TestCase,
  outputs: ValueType,
  below: Pick<Callee, 'tearsDown' | 'stubs'>,
): Callee => ({
  key: testCase.key,
  file: testCase.file,
  kind: testCase.kind,
  deprecated: testCase.status === 'Deprecated',
  inputs: Object.fromEntries(
    testCase.inputs.map((input) => [
      input.name,
      { type: input.type, required: input.default === undefined },
    ]),
  ),
  outputs,
  ...below,
})

type Head = Pick<
  TestCase,
  | 'kind'
  | 'alias'
  | 'title'
  | 'objective'
  | 'method'
  | 'status'
  | 'priority'
  | 'tags'
  | 'timeout'
  | 'needs'
>

/** Fields that are taken as they stand, with their defaults. */
const headOf = (fields: CaseFields): Head => ({
  kind: fields.kind ?? 'case',
  ...(fields.alias !== undefined && { alias: fields.alias }),
  title: fields.title ?? '',
  ...(fields.objective !== undefined && { objective: fields.objective }),
  method: fields.method ?? 'Test',
  status: fields.status ?? 'Draft',
  priority: fields.priority ?? 'Normal',
  tags: fields.tags ?? [],
  ...(fields.timeout !== undefined && { timeout: fields.timeout }),
  needs: {
    cpus: fields.needs?.cpus ?? 1,
    memory: fields.needs?.memory ?? 0,
    locks: fields.needs?.locks ?? [],
  },
})

const callsTearDown = (known: Knowledge, row: Row): boolean => {
  const callee = row.kind === 'call' ? known.callee(row.call) : undefined
  return typeof callee === 'object' && callee.tearsDown
}

/** Folder below `cases/`: `metrics`. */
const areaOf = (file: string): string => file.split('/').slice(1, -1).join('/')

const cellsType = (matrix: ValueType, steps: ValueType): ValueType => ({
  kind: 'array',
  items: {
    kind: 'object',
    fields: {
      matrix: { type: matrix },
      verdict: { type: { kind: 'string' } },
      steps: { type: steps },
    },
  },
})

const checkOutputs = (
  context: CaseContext,
  scope: ExpressionScope,
  data: { readonly [name: string]: unknown } = {},
) => {
  const templates: { [name: string]: Template } = {}
  const fields: { [name: string]: FieldType } = {}
  for (const [name, value] of Object.entries(data)) {
    const checked = checkTemplateAt(context, scope, { path: ['outputs', name] }, value)
    templates[name] = checked.template
    fields[name] = { type: checked.type }
  }
  const type: ValueType = Object.keys(fields).length > 0 ? { kind: 'object', fields } : noFields
  return { templates, type }
}
