import type { PlannedExecution } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { JsonObject } from '#domain/json.ts'
import type { ExecutionId } from '#domain/keys.ts'
import { lateFingerprint } from '#domain/late-fingerprint.ts'
import type { ExecutionState } from '#domain/ledger-event.ts'
import type { CallRow, TestCase } from '#domain/test-case.ts'
import type { Restoring } from '#engine/resumption/restore-execution.ts'
import type { Resumption } from '#engine/resumption/resumption.ts'
import type { StartingPoint } from '#engine/resumption/starting-point.ts'
import { readError } from '#engine/rows/row-error.ts'
import type { ExecutionRun, RunState } from '#engine/run-state.ts'
import { callRowsBehind } from './call-rows-behind.ts'
import { takeFresh } from './fresh-execution.ts'
import type { Lifetimes } from './lifetimes.ts'
import type { Outcome } from './outcome.ts'
import { resolveInputs } from './resolve-inputs.ts'
import { blockedBefore, closeExecution, runExecution } from './run-execution.ts'
import { tearDown } from './run-teardown.ts'

/** The executions that rows call: each is run once, whoever calls. */
export interface Precursors {
  /** Runs the precursor of a call row, or gives what it came to. Throws when its inputs cannot be made. */
  call(caller: ExecutionRun, at: { readonly row: CallRow }): Promise<Outcome>
  /** Tears down what nobody needs any more. */
  end(id: ExecutionId): Promise<void>
  /** Gives back what is still held, for those who wait for a person. */
  close(): Promise<void>
}

interface Node {
  readonly ended: Promise<Outcome>
  /** Set when it has ended. */
  outcome?: Outcome
  /** What a teardown needs; undefined when there is none, or it is restored. */
  execution?: ExecutionRun
}

/** Makes the precursors of a run. */
export const createPrecursors = (
  run: RunState,
  parts: {
    readonly lifetimes: Lifetimes
    readonly resumption: Resumption
    readonly restoring: Restoring
  },
): Precursors => {
  const { lifetimes, resumption, restoring } = parts
  const nodes = new Map<ExecutionId, Node>()
  const byFingerprint = new Map<string, ExecutionId>()
  const tornDown = new Set<ExecutionId>()

  const begin = (id: ExecutionId, caller: ExecutionRun, row: CallRow): Node => {
    const planned = run.plannedOf(id)
    const definition = run.definitionOf(planned)
    const point = resumption.pointOf(id)
    holdSources(id, caller, row)
    if (point.kind === 'keep') return keep(planned, definition, point.state)
    const inputs = inputsFor(definition, caller, row)
    const fingerprint = planned.late
      ? lateFingerprint(planned.fingerprint, maskedInputs(inputs))
      : planned.fingerprint
    const equal = planned.late ? equalTo(id, definition, fingerprint) : undefined
    const node = equal
      ? adopt({ planned, from: equal, fingerprint })
      : launch({ planned, definition, point, inputs, fingerprint })
    nodes.set(id, node)
    if (planned.late && !equal) byFingerprint.set(fingerprint, id)
    return node
  }

  /** What the inputs were made from must outlive what is made from them. */
  const holdSources = (id: ExecutionId, caller: ExecutionRun, row: CallRow): void => {
    const { calls } = caller.planned
    for (const other of lifetimes.holdsOf(caller.planned.id)) lifetimes.hold(id, other)
    for (const behind of callRowsBehind(rowsOf(caller.definition), row)) {
      const source = calls[behind]
      if (source !== undefined) lifetimes.hold(id, source)
    }
  }

  const inputsFor = (definition: TestCase, caller: ExecutionRun, row: CallRow): JsonObject =>
    resolveInputs(definition, run.options, run.ownScope(definition), {
      with: row.with,
      scope: caller.scope,
    })

  /** The plan's fingerprint covers the reference of a secret; its value must not reach the ledger, not even hashed. */
  const maskedInputs = (inputs: JsonObject): JsonObject => {
    const masked = run.options.secrets.masker.maskJson(inputs)
    return masked as JsonObject
  }

  const keep = (planned: PlannedExecution, definition: TestCase, state: ExecutionState): Node => {
    const { sharedFrom } = state
    if (sharedFrom?.run === run.options.run) lifetimes.hold(planned.id, sharedFrom.execution)
    const outcome = resumption.outcomeOf(state)
    const node: Node = {
      ended: Promise.resolve(outcome),
      outcome,
    }
    nodes.set(planned.id, node)
    if (planned.late && definition.share.kind !== 'none' && !sharedFrom) {
      byFingerprint.set(state.fingerprint, planned.id)
    }
    return node
  }

  const equalTo = (
    id: ExecutionId,
    definition: TestCase,
    fingerprint: string,
  ): ExecutionId | undefined => {
    if (definition.share.kind === 'none') return undefined
    const found = byFingerprint.get(fingerprint) ?? resumption.finishedWith(fingerprint)
    return found === undefined || found === id || !isValid(found) ? undefined : found
  }

  const sourcesOf = (id: ExecutionId): readonly ExecutionId[] => [
    ...Object.values(run.plannedOf(id).calls),
    ...lifetimes.holdsOf(id),
  ]

  /** False once it, or anything it was made from, was torn down. */
  const isValid = (id: ExecutionId): boolean => !tornDown.has(id) && sourcesOf(id).every(isValid)

  /** Uses the result of an equal execution of this run. */
  const adopt = (at: {
    readonly planned: PlannedExecution
    readonly from: ExecutionId
    readonly fingerprint: string
  }): Node => {
    const { planned, from, fingerprint } = at
    // It may have ended already, but what it was made from must not end before its new consumers.
    for (const needed of [from, ...sourcesOf(from)]) lifetimes.hold(planned.id, needed)
    const source = nodes.get(from) ?? keptNode(from)
    const ended = source.ended.then((outcome) => {
      if (outcome.code === 'interrupted') return outcome
      const attempt = source.execution?.attempt ?? resumption.attemptOf(from)
      const shared = { run: run.options.run, execution: from, attempt }
      run.shared(planned, { from: shared, fingerprint, outcome })
      return outcome
    })
    return track({ ended })
  }

  const keptNode = (id: ExecutionId): Node => {
    const planned = run.plannedOf(id)
    const point = resumption.pointOf(id)
    if (point.kind !== 'keep') throw new HarnessError('internal', `${id} has not finished`)
    return keep(planned, run.definitionOf(planned), point.state)
  }

  const launch = (at: {
    readonly planned: PlannedExecution
    readonly definition: TestCase
    readonly point: Exclude<StartingPoint, { kind: 'keep' }>
    readonly inputs: JsonObject
    readonly fingerprint: string
  }): Node => {
    const node: Node = track({ ended: execute(at, () => node) })
    return node
  }

  const execute = async (
    at: Parameters<typeof launch>[0],
    nodeOf: () => Node,
  ): Promise<Outcome> => {
    const { planned, definition, point, inputs, fingerprint } = at
    const attempt = point.kind === 'new' ? point.attempt : point.state.attempt
    let freshKey: string | undefined
    try {
      const fresh = await takeFresh(run, { planned, definition, inputs, fingerprint, attempt })
      if (fresh?.outcome) return fresh.outcome
      freshKey = fresh?.freshKey
    } catch (error) {
      const { message, code } = readError(error)
      return blockedBefore(run, { planned, definition, fingerprint }, { message, code, attempt })
    }
    const rows = point.kind === 'new' ? point.kept : resumption.rowsOf(point.state)
    const { outcome, execution } = await runExecution(run, {
      planned,
      definition,
      point,
      inputs,
      fingerprint,
      rows,
      hasSlot: false,
      ...(freshKey !== undefined && { freshKey }),
    })
    if (execution) await afterScript(nodeOf(), execution)
    return outcome
  }

  /** A precursor that will be torn down keeps its locks and its state until then. */
  const afterScript = async (node: Node, execution: ExecutionRun): Promise<void> => {
    if (execution.definition.teardown.length === 0) {
      await tearDown(run, execution)
      return
    }
    node.execution = execution
    await execution.holding.keepLocks()
  }

  const track = (node: Node): Node => {
    void node.ended.then((outcome) => {
      node.outcome = outcome
    })
    return node
  }

  return {
    call: async (caller, { row }) => {
      const id = caller.planned.calls[row.id]
      if (id === undefined) {
        throw new HarnessError('internal', `${caller.planned.id} has no plan for its row ${row.id}`)
      }
      const node = nodes.get(id) ?? begin(id, caller, row)
      if (node.outcome) return node.outcome
      const { planned, holding } = caller
      run.journal.add(undefined, { kind: 'waiting', execution: planned.id, for: id })
      const begun = run.options.now()
      const outcome = await holding.pauseFor(node.ended)
      // What the precursor waited for itself is not the time of this case.
      caller.deadline += Math.max(0, run.options.now() - begun - outcome.duration)
      return outcome
    },
    end: async (id) => {
      const planned = run.plannedOf(id)
      // A case is torn down at its own end.
      if (planned.role !== 'precursor') return
      const node = nodes.get(id)
      await node?.ended
      const execution = node?.execution ?? restoring.forTeardown(id)
      if (execution) {
        tornDown.add(id)
        await tearDown(run, execution)
      }
      // A late call may turn out to be equal to this one until the run ends.
      if (!planned.late || run.definitionOf(planned).share.kind === 'none') nodes.delete(id)
    },
    close: async () => {
      for (const { execution } of nodes.values()) {
        if (execution) await closeExecution(run, execution)
      }
    },
  }
}

const rowsOf = (definition: TestCase): TestCase['script'] =>
  definition.aggregate.length === 0 && definition.teardown.length === 0
    ? definition.script
    : [...definition.script, ...definition.teardown, ...definition.aggregate]
