import { contentHash } from '#domain/content-hash.ts'
import type { ExecutionRole, PlannedExecution } from '#domain/execution-graph.ts'
import type { Json, JsonObject } from '#domain/json.ts'
import { type ExecutionId, executionId } from '#domain/keys.ts'
import type { CallRow, TestCase } from '#domain/test-case.ts'
import { bindingAt } from './binding-path.ts'
import { type CallSymbol, type SymbolScope, symbolData, symbolOf } from './call-symbol.ts'
import type { PlanInput } from './plan-run.ts'

/** Where a call row stands, and what its caller knows. */
interface Caller {
  readonly id: ExecutionId
  readonly definition: TestCase
  readonly scope: SymbolScope
}

interface Node extends PlannedExecution {
  readonly callers: ExecutionId[]
}

/** Characters of a fingerprint in an execution's name: 16 million precursor executions before one is likely to repeat. */
const shortLength = 6

/** Collects executions, callees before callers, making one of calls with the same fingerprint. */
export class GraphBuilder {
  readonly #input: PlanInput
  readonly #nodes: Node[] = []
  /** Nodes that calls may share, by the hash of their own part. */
  readonly #shared = new Map<string, Node>()
  readonly #byId = new Map<string, Node>()
  readonly #ids = new Set<string>()

  constructor(input: PlanInput) {
    this.#input = input
  }

  /** Adds a case, matrix cell, aggregate or entry, and all that it calls. */
  addCase(planned: {
    readonly definition: TestCase
    readonly id: ExecutionId
    readonly role: ExecutionRole
    readonly matrix: JsonObject
    readonly cells?: readonly ExecutionId[]
  }): void {
    const { definition, id, role, matrix, cells = [] } = planned
    const inputs = this.#ownInputs(definition)
    const own = this.#ownPart(definition, inputs, matrix)
    this.#ids.add(id)
    const calls = this.#addCalls({
      id,
      definition,
      matrix,
      inputs,
      aggregate: role === 'aggregate',
    })
    const fingerprint = contentHash({ own, role, calls: this.#fingerprintsOf(calls) })
    this.#nodes.push({
      id,
      role,
      case: definition.key,
      matrix,
      fingerprint,
      late: false,
      calls,
      callers: [],
      cells,
    })
  }

  /** The executions in the order in which they were added. */
  executions(): readonly PlannedExecution[] {
    return this.#nodes
  }

  #ownInputs(definition: TestCase): ReadonlyMap<string, CallSymbol> {
    const scope = this.#emptyScope(definition)
    const inputs = new Map<string, CallSymbol>()
    for (const { name, default: fallback } of definition.inputs) {
      const override = this.#input.inputs[name]
      if (override !== undefined) inputs.set(name, { kind: 'value', value: override })
      else if (fallback) inputs.set(name, symbolOf(fallback, scope))
    }
    return inputs
  }

  #addCalls(caller: {
    readonly id: ExecutionId
    readonly definition: TestCase
    readonly matrix: JsonObject
    readonly inputs: ReadonlyMap<string, CallSymbol>
    readonly aggregate: boolean
  }): { readonly [row: string]: ExecutionId } {
    const { definition } = caller
    const fingerprints = new Map<string, string>()
    const scope: SymbolScope = {
      inputs: caller.inputs,
      bindings: this.#input.bindings,
      matrix: caller.matrix,
      params: definition.uses.params,
      calls: fingerprints,
    }
    const calls: { [row: string]: ExecutionId } = {}
    const rows = caller.aggregate
      ? definition.aggregate
      : [...definition.script, ...definition.teardown]
    for (const row of rows) {
      if (row.kind !== 'call') continue
      const node = this.#callee(row, { id: caller.id, definition, scope })
      if (!node.callers.includes(caller.id)) node.callers.push(caller.id)
      calls[row.id] = node.id
      if (!node.late) fingerprints.set(row.id, node.fingerprint)
    }
    return calls
  }

  #callee(row: CallRow, caller: Caller): Node {
    const definition = this.#input.find(row.call)
    const inputs = this.#calleeInputs(row, definition, caller)
    const late = [...inputs.values()].some((symbol) => symbol.kind === 'made' && symbol.late)
    const alone = late || definition.share.kind === 'none'
    const own = this.#ownPart(definition, inputs, {})
    // The own part decides everything below a call, so it alone finds an execution that is already planned.
    const ownHash = contentHash(own)
    if (!alone) {
      const known = this.#shared.get(ownHash)
      if (known) return known
    }
    const place = contentHash({ caller: caller.id, row: row.id, own: ownHash })
    const id = this.#name(definition, alone ? place : ownHash)
    const calls = this.#addCalls({ id, definition, matrix: {}, inputs, aggregate: false })
    const fingerprint = contentHash({ own: ownHash, calls: this.#fingerprintsOf(calls) })
    const node: Node = {
      id,
      role: 'precursor',
      case: definition.key,
      matrix: {},
      fingerprint,
      late,
      calls,
      callers: [],
      cells: [],
    }
    this.#nodes.push(node)
    this.#byId.set(id, node)
    if (!alone) this.#shared.set(ownHash, node)
    return node
  }

  #calleeInputs(
    row: CallRow,
    definition: TestCase,
    caller: Caller,
  ): ReadonlyMap<string, CallSymbol> {
    const inputs = new Map<string, CallSymbol>()
    const defaults = this.#ownInputs(definition)
    for (const { name } of definition.inputs) {
      const given = row.with[name]
      const symbol = given ? symbolOf(given, caller.scope) : defaults.get(name)
      if (symbol) inputs.set(name, symbol)
    }
    return inputs
  }

  /** What a fingerprint covers of the execution itself, without the executions it calls. */
  #ownPart(
    definition: TestCase,
    inputs: ReadonlyMap<string, CallSymbol>,
    matrix: JsonObject,
  ): Json {
    const { uses } = definition
    return {
      content: definition.contentHash,
      basis: definition.basis,
      params: uses.params,
      matrix,
      env: Object.fromEntries(
        uses.env.map((path) => [path, bindingAt(this.#input.bindings, path) ?? null]),
      ),
      secrets: Object.fromEntries(
        uses.secrets.map((name) => [name, this.#input.secrets[name] ?? null]),
      ),
      families: Object.fromEntries(
        uses.families.map((family) => [family, this.#input.families[family] ?? null]),
      ),
      inputs: Object.fromEntries([...inputs].map(([name, symbol]) => [name, lateFree(symbol)])),
    }
  }

  #fingerprintsOf(calls: { readonly [row: string]: ExecutionId }): Json {
    return Object.fromEntries(
      Object.entries(calls).map(([row, id]) => [row, this.#byId.get(id)?.fingerprint ?? null]),
    )
  }

  #emptyScope(definition: TestCase): SymbolScope {
    return {
      inputs: new Map(),
      bindings: this.#input.bindings,
      matrix: {},
      params: definition.uses.params,
      calls: new Map(),
    }
  }

  #name(definition: TestCase, hash: string): ExecutionId {
    for (let length = shortLength; ; length += 2) {
      const name = `${definition.key}~${hash.slice(0, length)}`
      if (this.#ids.has(name)) continue
      this.#ids.add(name)
      return executionId(name)
    }
  }
}

/** A late input stands as unknown: the engine adds its value to the fingerprint when the caller gets there. */
const lateFree = (symbol: CallSymbol): Json =>
  symbol.kind === 'made' && symbol.late ? { late: true } : symbolData(symbol)
