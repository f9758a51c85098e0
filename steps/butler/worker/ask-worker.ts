import { join } from 'node:path'
import type { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'
import type { SessionDefinition, StepContext } from '#step-kit/step-context.ts'
import type { StackRuntime } from '#steps/pipelines/stack.ts'
import { stackCommand } from '#steps/pipelines/stack-command.ts'
import { openRubinWorker, RequestNotBegun, type RubinWorker } from './rubin-worker.ts'

/** Longest time a worker may take to load the middleware, in milliseconds: shared disks of sites are slow. */
const startLimit = 300_000

/** The worker of a stack: one for all rows of a run that use the same one. */
export const workerOf = (stack: StackRuntime): SessionDefinition<RubinWorker> => ({
  kind: 'rubin-worker',
  key: JSON.stringify([
    stack.kind,
    stack.loader,
    stack.product,
    stack.tag,
    stack.python,
    stack.pythonPath,
    Object.entries(stack.environment).sort(),
  ]),
  async open(opener) {
    const title = `the Python worker of ${stack.product}`
    const command = stackCommand(stack, 'python', ['-u', join(import.meta.dirname, 'worker.py')])
    const started = await opener.start(command)
    const late = new HarnessError(
      'session-lost',
      `${title} was not ready after ${startLimit / 1000} s`,
      { retryable: true },
    )
    const timer = Promise.withResolvers<never>()
    const timeout = setTimeout(() => timer.reject(late), startLimit)
    try {
      return await Promise.race([openRubinWorker(started, title), timer.promise])
    } catch (error) {
      await started.stop()
      throw error
    } finally {
      clearTimeout(timeout)
    }
  },
  close: (worker) => worker.stop(),
  isAlive: (worker) => worker.isAlive(),
})

/** A request to the worker of a stack, and what its answer looks like. */
export interface Question<Answer extends z.ZodType> {
  readonly stack: StackRuntime
  readonly op: string
  readonly args: { readonly [name: string]: unknown }
  readonly answer: Answer
}

/**
 * Asks the worker of a stack. A request that was waiting when another one ended the worker is asked again of the next.
 *
 * Throws `StepFailure` and `HarnessError` as `failureOf` decides, and `internal` for an answer that does not fit.
 */
export const askWorker = async <Answer extends z.ZodType>(
  context: StepContext,
  question: Question<Answer>,
): Promise<z.output<Answer>> => {
  for (;;) {
    const worker = await context.session(workerOf(question.stack))
    try {
      const reply = await worker.ask({ op: question.op, args: question.args }, context.signal)
      const parsed = question.answer.safeParse(reply)
      if (parsed.success) return parsed.data
      const issue = parsed.error.issues[0]
      throw new HarnessError(
        'internal',
        `${question.op}: the answer does not fit at ${issue?.path.join('.')}: ${issue?.message}`,
        { cause: parsed.error },
      )
    } catch (error) {
      if (!(error instanceof RequestNotBegun)) throw error
    }
  }
}
