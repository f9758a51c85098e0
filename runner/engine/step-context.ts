import type { EvidenceRef } from '#domain/evidence.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { NewEvidence, ProcessRequest, StepContext } from '#step-kit/step-context.ts'
import { attachEvidence } from './attach-evidence.ts'
import type { ExecutionRun, RunState } from './run-state.ts'
import { workFolderOf } from './work-folder.ts'

/** What a step gets, and what the engine keeps of it. */
export interface RowContext {
  readonly context: StepContext
  readonly evidence: readonly EvidenceRef[]
  /** Why evidence could not be kept, also when the step took no notice. */
  readonly evidenceError: unknown
  /** Tells the step to end; false when it never looked whether it should. */
  abort(reason: HarnessError): boolean
  /** Ends what the step left behind. */
  end(): Promise<void>
  /** Keeps evidence that the engine itself adds. */
  attach(evidence: NewEvidence): Promise<EvidenceRef>
}

/** Makes the context of one try of a row. What many steps never touch is made when asked for. */
export const createRowContext = (
  run: RunState,
  execution: ExecutionRun,
  row: { readonly label: string; readonly deadline: number; readonly evidence: EvidenceRef[] },
): RowContext => {
  const { options } = run
  const { masker } = options.secrets
  const open = new Set<Promise<unknown>>()
  let controller: AbortController | undefined
  let ended = false
  let evidenceError: unknown

  const signal = (): AbortSignal => {
    controller ??= new AbortController()
    if (ended) controller.abort(afterTheEnd(row.label))
    return controller.signal
  }
  const attach = async (evidence: NewEvidence): Promise<EvidenceRef> => {
    if (ended) throw afterTheEnd(row.label)
    try {
      const ref = await attachEvidence(evidence, options.ledger.evidence, masker)
      row.evidence.push(ref)
      return ref
    } catch (error) {
      evidenceError ??= error
      throw error
    }
  }
  const context: StepContext = {
    root: options.root,
    get workDir() {
      return workFolderOf(execution, options)
    },
    get signal() {
      return signal()
    },
    deadline: row.deadline,
    label: row.label,
    attach,
    evidencePath: (ref) => options.ledger.evidence.path(ref),
    process: async (request: ProcessRequest) => {
      const cwd = request.cwd ?? workFolderOf(execution, options)
      const program = options.processes.run(request, {
        signal: signal(),
        cwd,
        label: row.label,
        attach,
      })
      open.add(program)
      try {
        return await program
      } finally {
        open.delete(program)
      }
    },
    session: (definition) => run.sessions.get(definition),
    reportSoftware: (software) => run.software.report(software),
    mask: (text) => masker.maskText(text),
    secret: (name) => options.secrets.valueOf(name),
  }
  return {
    context,
    evidence: row.evidence,
    get evidenceError() {
      return evidenceError
    },
    abort: (reason) => {
      controller?.abort(reason)
      return controller !== undefined
    },
    end: async () => {
      if (open.size > 0) {
        controller?.abort(afterTheEnd(row.label))
        await Promise.allSettled(open)
      }
      ended = true
    },
    attach,
  }
}

const afterTheEnd = (label: string): HarnessError =>
  new HarnessError('interrupted', `${label} has ended`)
