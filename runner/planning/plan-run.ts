import { isStub } from '#domain/automation.ts'
import type { ExecutionGraph, NotApplicable } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { Json, JsonObject } from '#domain/json.ts'
import { executionId, type TestCaseKey } from '#domain/keys.ts'
import type { TestCase } from '#domain/test-case.ts'
import { cellText, expandMatrix } from './expand-matrix.ts'
import { GraphBuilder } from './graph-builder.ts'
import { type FindCase, missingBindings, precursorsOf } from './missing-bindings.ts'
import { restOn } from './rest-on.ts'

/** What a plan is made from. */
export interface PlanInput {
  /** Selected cases, in the order in which they are to be offered. */
  readonly cases: readonly TestCase[]
  /** Rows that must pass before anything else starts. */
  readonly entry?: TestCase
  readonly find: FindCase
  /** What `env` shows, the facility's bindings included. */
  readonly bindings: JsonObject
  /** `--input k=v`, already typed: overrides the default of every precursor input of that name. */
  readonly inputs: { readonly [name: string]: Json }
  /** References of the environment's secrets, by name: part of a fingerprint, never their values. */
  readonly secrets: { readonly [name: string]: string }
  /** Hash of the source and lock files of each step family in use. */
  readonly families: { readonly [family: string]: string }
}

/**
 * Turns a selection into the graph of executions: matrix cells, shared precursors, aggregates. Pure: the same input
 * gives the same graph, whatever the order of keys.
 */
export const planRun = (input: PlanInput): ExecutionGraph => {
  const builder = new GraphBuilder(input)
  const definitions = new Map<string, TestCase>()
  const notApplicable: NotApplicable[] = []
  const keep = (definition: TestCase): void => {
    for (const part of [...precursorsOf(definition, input.find), definition]) {
      definitions.set(part.key, part)
    }
  }
  if (input.entry) {
    keep(input.entry)
    builder.addCase({
      definition: input.entry,
      id: executionId('entry'),
      role: 'entry',
      matrix: {},
    })
  }
  for (const definition of input.cases) {
    const missing = missingBindings(definition, input.bindings, input.find)
    const stubs = stubsOf(definition, input.find)
    if (missing.length > 0 || stubs.length > 0) {
      const { key, title } = definition
      notApplicable.push({ case: key, title, missing, ...(stubs.length > 0 && { stubs }) })
      continue
    }
    checkInputs(definition, input.inputs)
    keep(definition)
    addCells(builder, definition, input.bindings)
  }
  return {
    executions: builder.executions(),
    notApplicable,
    definitions: Object.fromEntries(
      [...definitions].map(([key, one]) => [key, restOn(one, input.find, input.families)]),
    ),
    families: familiesOf(definitions.values(), input.families),
  }
}

const addCells = (builder: GraphBuilder, definition: TestCase, bindings: JsonObject): void => {
  const cells = expandMatrix(definition, bindings)
  const ids = cells.map((cell) => {
    const id = executionId(`${definition.key}${cellText(cell)}`)
    builder.addCase({ definition, id, role: 'case', matrix: cell })
    return id
  })
  if (definition.aggregate.length > 0) {
    const id = executionId(`${definition.key}[*]`)
    builder.addCase({ definition, id, role: 'aggregate', matrix: {}, cells: ids })
  }
}

/** Cases without a script among a case and all that it calls. */
const stubsOf = (definition: TestCase, find: FindCase): readonly TestCaseKey[] =>
  [definition, ...precursorsOf(definition, find)].filter(isStub).map(({ key }) => key)

/** A precursor may be run by itself when every input has a default or a `--input`. */
const checkInputs = (definition: TestCase, inputs: { readonly [name: string]: Json }): void => {
  const open = definition.inputs
    .filter((entry) => entry.default === undefined && !Object.hasOwn(inputs, entry.name))
    .map((entry) => entry.name)
  if (open.length === 0) return
  throw new HarnessError(
    'usage',
    `${definition.key} needs ${open.map((name) => `"${name}"`).join(', ')}, which has no default`,
    { hint: `give it: ${open.map((name) => `--input ${name}=…`).join(' ')}` },
  )
}

const familiesOf = (
  definitions: Iterable<TestCase>,
  hashes: { readonly [family: string]: string },
): { readonly [family: string]: string } => {
  const used = new Set<string>()
  for (const definition of definitions)
    for (const family of definition.uses.families) used.add(family)
  return Object.fromEntries([...used].sort().map((family) => [family, hashes[family] ?? '']))
}
