import type { PlannedExecution } from '#domain/execution-graph.ts'
import type { ExecutionId } from '#domain/keys.ts'
import type { ExecutionState, RowState } from '#domain/ledger-event.ts'
import type { Row, Section, TestCase } from '#domain/test-case.ts'
import { callRowsBehind } from '#engine/executions/call-rows-behind.ts'
import { rowKey } from '#engine/run-state.ts'

/** From where an execution goes on. */
export type StartingPoint =
  /** A new attempt. `spent`: `once` rows that started in the one before, by row key. */
  | {
      readonly kind: 'new'
      readonly attempt: number
      readonly kept: readonly RowState[]
      readonly spent: ReadonlyMap<string, number>
    }
  /** The same attempt: rows that finished are not repeated. */
  | { readonly kind: 'continue'; readonly state: ExecutionState }
  /** Nothing is left to do but, perhaps, its teardown. */
  | { readonly kind: 'keep'; readonly state: ExecutionState }

/** True for a row that finished and is not repeated when its execution goes on. */
export const isKept = ({ state, result }: RowState, again: boolean): boolean =>
  state === 'finished' &&
  result !== undefined &&
  result.verdict !== 'in-progress' &&
  result.code !== 'interrupted' &&
  !(again && result.code === 'once-under-way')

/** Decides from where an execution goes on. */
export const startingPoint = (
  state: ExecutionState | undefined,
  options: {
    readonly rerun: boolean
    readonly again: boolean
    /** Keeps passes of the rows before this one in a new attempt. */
    readonly from: string | undefined
    readonly definition: TestCase
    /** True when a precursor it waits for goes on. */
    readonly calleeGoesOn: (row: string) => boolean
  },
): StartingPoint => {
  if (state === undefined || state.state === 'planned') {
    return { kind: 'new', attempt: 1, kept: [], spent: new Map() }
  }
  if (options.rerun) return newAttempt(state, options.again, keptBefore(state, options))
  const unfinished =
    state.verdict === undefined ||
    state.rows.some((row) => row.section !== 'teardown' && goesOn(row, options))
  if (!unfinished) return { kind: 'keep', state }
  // What was torn down is gone: the rows that are done cannot be built on.
  if (state.state === 'torn-down') return newAttempt(state, options.again, [])
  return { kind: 'continue', state }
}

/** The attempt after the stored one. */
export const newAttempt = (
  state: ExecutionState,
  again: boolean,
  kept: readonly RowState[],
): StartingPoint => {
  const keptRows = new Set(kept.map(({ section, row }) => rowKey(section, row)))
  const spent = state.rows.flatMap(({ section, row, effect, result }) => {
    const key = rowKey(section, row)
    const started = effect === 'once' || result?.code === 'once-under-way'
    return started && !again && !keptRows.has(key) ? [[key, state.attempt] as const] : []
  })
  return { kind: 'new', attempt: state.attempt + 1, kept, spent: new Map(spent) }
}

const goesOn = (
  row: RowState,
  options: { readonly again: boolean; readonly calleeGoesOn: (row: string) => boolean },
): boolean => {
  if (row.state === 'started') return true
  if (row.result?.verdict === 'in-progress') {
    return row.record !== undefined || options.calleeGoesOn(row.row)
  }
  return !isKept(row, options.again)
}

const keptBefore = (
  state: ExecutionState,
  { from, definition, again }: { from: string | undefined; definition: TestCase; again: boolean },
): readonly RowState[] => {
  if (from === undefined) return []
  const before = new Set<string>()
  for (const row of definition.script) {
    if (row.id === from) break
    before.add(row.id)
  }
  return state.rows.filter(
    (row) =>
      row.section === 'script' &&
      before.has(row.row) &&
      isKept(row, again) &&
      (row.result?.verdict === 'pass' || row.result?.verdict === 'pass-with-deviation'),
  )
}

/**
 * Rows of a stored attempt that still hold: without those that rest on a call whose precursor was torn down since. What
 * must run once is never repeated, so it stays.
 */
export const rowsThatHold = (
  state: ExecutionState,
  definition: TestCase,
  isGone: (callRow: string) => boolean,
): readonly RowState[] =>
  state.rows.filter(({ section, row, effect }) => {
    const script: readonly Row[] = definition[section]
    const found = script.find((each) => each.id === row)
    if (found === undefined || found.kind === 'call' || effect === 'once') return true
    return !callRowsBehind(script, found).some(isGone)
  })

/**
 * Executions whose outputs are no longer valid: those that were torn down, and those that consumed them. `consumes`
 * names what an execution was made from.
 */
export const goneExecutions = (
  states: Iterable<ExecutionState>,
  consumes: ReadonlyMap<ExecutionId, ReadonlySet<ExecutionId>>,
): ReadonlySet<ExecutionId> => {
  const gone = new Set<ExecutionId>()
  for (const state of states) if (state.state === 'torn-down') gone.add(state.execution)
  if (gone.size === 0) return gone
  for (let grown = true; grown; ) {
    grown = false
    for (const [execution, sources] of consumes) {
      if (gone.has(execution) || sources.isDisjointFrom(gone)) continue
      gone.add(execution)
      grown = true
    }
  }
  return gone
}

/** For every execution those whose outputs it uses: what it calls, what its inputs rest on, what it shares. */
export const consumption = (
  planned: Iterable<PlannedExecution>,
  definitionOf: (execution: PlannedExecution) => TestCase,
  sharing: readonly (readonly [ExecutionId, ExecutionId])[],
): ReadonlyMap<ExecutionId, ReadonlySet<ExecutionId>> => {
  const consumes = new Map<ExecutionId, Set<ExecutionId>>()
  const of = (id: ExecutionId): Set<ExecutionId> => {
    const known = consumes.get(id) ?? new Set()
    consumes.set(id, known)
    return known
  }
  for (const execution of planned) {
    const callees = Object.entries(execution.calls)
    if (callees.length === 0) continue
    const own = of(execution.id)
    const definition = definitionOf(execution)
    for (const [row, callee] of callees) {
      own.add(callee)
      const inputs = of(callee)
      for (const behind of rowsBehind(definition, row)) {
        const source = execution.calls[behind]
        if (source !== undefined && source !== callee) inputs.add(source)
      }
    }
  }
  for (const [execution, source] of sharing) of(execution).add(source)
  return consumes
}

const sections = ['script', 'teardown', 'aggregate'] as const satisfies readonly Section[]

const rowsBehind = (definition: TestCase, row: string): readonly string[] =>
  sections.flatMap((section) => {
    const found = definition[section].find((each) => each.id === row)
    const visible =
      section === 'teardown' ? [...definition.script, ...definition.teardown] : definition[section]
    return found === undefined ? [] : callRowsBehind(visible, found)
  })
