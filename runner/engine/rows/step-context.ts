import type { EvidenceRef } from '#domain/evidence.ts'
import type { SoftwareVersion } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { workFolderOf } from '#engine/executions/work-folder.ts'
import type { ExecutionRun, RunState } from '#engine/run-state.ts'
import type {
  NewEvidence,
  ProcessRequest,
  ProcessResult,
  SessionDefinition,
  StepContext,
} from '#step-kit/step-context.ts'
import { attachEvidence } from './attach-evidence.ts'

/** One try of a row, as its context knows it. */
export interface TryOfRow {
  readonly label: string
  /** Milliseconds since the epoch. */
  readonly deadline: number
  /** Grows with what the step attaches. */
  readonly evidence: EvidenceRef[]
}

/** What a step gets for one try of its row. What many steps never touch is made when it is asked for. */
export class RowContext implements StepContext {
  readonly root: string
  readonly label: string
  readonly deadline: number
  /** Why evidence could not be kept, also when the step took no notice. */
  evidenceError: unknown
  readonly #run: RunState
  readonly #execution: ExecutionRun
  readonly #evidence: EvidenceRef[]
  #controller: AbortController | undefined
  #programs: Set<Promise<unknown>> | undefined
  #ended = false

  constructor(run: RunState, execution: ExecutionRun, row: TryOfRow) {
    this.root = run.options.root
    this.label = row.label
    this.deadline = row.deadline
    this.#evidence = row.evidence
    this.#run = run
    this.#execution = execution
  }

  get workDir(): string {
    return workFolderOf(this.#execution, this.#run.options)
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#ended) this.#controller.abort(this.#afterTheEnd())
    return this.#controller.signal
  }

  // Steps may take functions out of their context, so all of them are bound.
  readonly attach = async (evidence: NewEvidence): Promise<EvidenceRef> => {
    if (this.#ended) throw this.#afterTheEnd()
    const { ledger, secrets } = this.#run.options
    try {
      const ref = await attachEvidence(evidence, ledger.evidence, secrets.masker)
      this.#evidence.push(ref)
      return ref
    } catch (error) {
      this.evidenceError ??= error
      throw error
    }
  }

  readonly evidencePath = (ref: EvidenceRef): Promise<string> =>
    this.#run.options.ledger.evidence.path(ref)

  readonly process = async (request: ProcessRequest): Promise<ProcessResult> => {
    const { signal, label, attach } = this
    const cwd = request.cwd ?? this.workDir
    const program = this.#run.options.processes.run(request, { signal, cwd, label, attach })
    this.#programs ??= new Set()
    this.#programs.add(program)
    try {
      return await program
    } finally {
      this.#programs.delete(program)
    }
  }

  readonly session = <T>(definition: SessionDefinition<T>): Promise<T> =>
    this.#run.sessions.get(definition)

  readonly reportSoftware = (software: readonly SoftwareVersion[]): void =>
    this.#run.software.report(software)

  readonly mask = (text: string): string => this.#run.options.secrets.masker.maskText(text)

  readonly secret = (name: string): string => this.#run.options.secrets.valueOf(name)

  /** Tells the step to end; false when it never looked whether it should. */
  abort(reason: HarnessError): boolean {
    this.#controller?.abort(reason)
    return this.#controller !== undefined
  }

  /** Ends what the step left behind; undefined when that is nothing. */
  end(): Promise<unknown> | undefined {
    if (this.#programs === undefined || this.#programs.size === 0) {
      this.#ended = true
      return undefined
    }
    this.#controller?.abort(this.#afterTheEnd())
    return Promise.allSettled(this.#programs).then(() => {
      this.#ended = true
    })
  }

  #afterTheEnd(): HarnessError {
    return new HarnessError('interrupted', `${this.label} has ended`)
  }
}
