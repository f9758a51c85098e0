import { z } from 'zod'
import type { EvidenceRef } from '#domain/evidence.ts'
import type { StepContext } from '#step-kit/step-context.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'
import { outcomeOf, pipetaskReport, type RunOutcome } from './run-outcome.ts'
import type { StackRuntime } from './stack.ts'

/** A run to report on. */
export interface ReportRequest {
  readonly stack: StackRuntime
  /** Absolute path, URI or label. */
  readonly repository: string
  /** Absolute paths of its quantum graphs, from the first attempt to the last. */
  readonly graphs: readonly string[]
  /** Absolute path of the file that gets the middleware's full report. */
  readonly output: string
}

/** Outcome of a run by `pipetask report`, whose full output is kept as evidence. */
export const readReport = async (
  request: ReportRequest,
  context: StepContext,
): Promise<RunOutcome & { readonly report: EvidenceRef }> => {
  const { stack, ...args } = request
  const answer = z.object({ text: z.string(), report: pipetaskReport })
  const found = await askWorker(context, { stack, op: 'report', args, answer })
  const report = await context.attach({
    name: 'pipetask-report.json',
    mediaType: 'application/json',
    path: request.output,
  })
  return { ...outcomeOf(found.report), report }
}
