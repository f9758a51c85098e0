import { contentHash } from '#domain/content-hash.ts'
import type { ExecutionGraph, ExecutionRole, PlannedExecution } from '#domain/execution-graph.ts'
import type { Json, JsonObject } from '#domain/json.ts'
import { type ExecutionId, executionId } from '#domain/keys.ts'
import type { CallRow, Row, TestCase } from '#domain/test-case.ts'

/** A selected case: with cells where it has a matrix, as the entry of the plan where it is one. */
export interface Selected {
  readonly definition: TestCase
  readonly cells?: readonly JsonObject[]
  readonly role?: ExecutionRole
}

type Growing = PlannedExecution & { readonly callers: ExecutionId[] }

/** Plans by hand what tests need: precursors with equal calls are one execution. */
export const sampleGraph = (
  selected: readonly (Selected | TestCase)[],
  precursors: readonly TestCase[] = [],
): ExecutionGraph => {
  const executions: Growing[] = []
  const shared = new Map<string, Growing>()
  const definitions = new Map(precursors.map((each) => [each.key, each]))

  const add = (
    definition: TestCase,
    at: Pick<PlannedExecution, 'id' | 'role' | 'matrix' | 'cells' | 'late'>,
    fingerprint: Json,
  ): Growing => {
    const calls: { [row: string]: ExecutionId } = {}
    const rows =
      at.role === 'aggregate'
        ? definition.aggregate
        : [...definition.script, ...definition.teardown]
    for (const row of rows) {
      if (row.kind !== 'call') continue
      const callee = calleeOf(row, rows, { caller: at.id, calls })
      if (!callee.callers.includes(at.id)) callee.callers.push(at.id)
      calls[row.id] = callee.id
    }
    const planned: Growing = {
      ...at,
      case: definition.key,
      fingerprint: contentHash(fingerprint),
      calls,
      callers: [],
    }
    executions.push(planned)
    return planned
  }
  const calleeOf = (
    row: CallRow,
    rows: readonly Row[],
    { caller, calls }: { caller: ExecutionId; calls: { readonly [row: string]: ExecutionId } },
  ): Growing => {
    const definition = definitions.get(row.call)
    if (definition === undefined) throw new Error(`${row.call} is no precursor of this test`)
    const late = row.reads.some((id) => rows.find((each) => each.id === id)?.kind !== 'call')
    const alone = late || definition.share.kind === 'none'
    const own = {
      key: row.call,
      with: late ? null : JSON.parse(JSON.stringify(row.with)),
      reads: late ? [] : row.reads.map((id) => calls[id] ?? null),
    }
    const place = contentHash(alone ? { own, caller, row: row.id } : own)
    const known = shared.get(place)
    if (known) return known
    const id = executionId(`${row.call}~${place.slice(0, 6)}`)
    const made = add(definition, { id, role: 'precursor', matrix: {}, cells: [], late }, own)
    shared.set(place, made)
    return made
  }
  for (const each of selected) {
    const {
      definition,
      cells = [{}],
      role = 'case',
    } = 'definition' in each ? each : { definition: each }
    definitions.set(definition.key, definition)
    const ids = cells.map((matrix) => {
      const name = Object.entries(matrix).map(([key, value]) => `${key}=${String(value)}`)
      const id = executionId(
        role === 'entry' ? 'entry' : `${definition.key}${name.length > 0 ? `[${name}]` : ''}`,
      )
      add(definition, { id, role, matrix, cells: [], late: false }, id)
      return id
    })
    if (definition.aggregate.length === 0) continue
    const id = executionId(`${definition.key}[*]`)
    add(definition, { id, role: 'aggregate', matrix: {}, cells: ids, late: false }, id)
  }
  return {
    executions,
    notApplicable: [],
    definitions: Object.fromEntries(definitions),
    families: { test: 'hash' },
  }
}
