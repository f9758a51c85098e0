import { HarnessError } from '#domain/harness-error.ts'
import { fromJsonText, toJsonText } from '#domain/json-text.ts'
import { endedBy } from '#step-kit/ended-by.ts'
import type { LongLivedProcess } from '#step-kit/step-context.ts'
import { failureOf } from './failure-of.ts'
import { type WorkerRequest, workerLine, workerReply } from './worker-protocol.ts'

/** Thrown for a request that a worker had not begun when it ended: it can be asked of another one without harm. */
export class RequestNotBegun extends Error {
  override readonly name = 'RequestNotBegun'
}

/** A running worker: answers one request at a time, in the order in which they came. */
export interface RubinWorker {
  /** Version of the Python that answers. */
  readonly python: string
  /**
   * Asks, waiting for the turn of the request. An abort while it waits takes it out of the queue; an abort while it is
   * answered ends the worker, because Python code cannot be stopped otherwise. Throws what `endedBy` makes of the signal, what
   * `failureOf` makes of a reported failure, `session-lost` when the worker ends, and `RequestNotBegun`.
   */
  ask(request: WorkerRequest, signal: AbortSignal): Promise<unknown>
  isAlive(): boolean
  stop(): Promise<void>
}

interface Pending {
  readonly id: number
  readonly request: WorkerRequest
  readonly resolve: (reply: unknown) => void
  readonly reject: (error: unknown) => void
  parts: string
}

/** Largest reply that is taken in, in characters; the worker refuses to send more than half of it. */
const largestReply = 32 * 1024 * 1024

/** Waits until a started worker is ready; `title` names it in messages. */
export const openRubinWorker = async (
  process: LongLivedProcess,
  title: string,
): Promise<RubinWorker> => {
  const queue: Pending[] = []
  let current: Pending | undefined
  let lastId = 0
  let alive = true
  let started = false
  const readiness = Promise.withResolvers<string>()

  const end = (error: HarnessError): void => {
    if (!alive) return
    alive = false
    readiness.reject(error)
    current?.reject(error)
    current = undefined
    for (const waiting of queue.splice(0)) waiting.reject(new RequestNotBegun())
  }

  const next = (): void => {
    current = queue.shift()
    if (current === undefined) return
    const { id, request } = current
    // A failed write means that the process is gone; its end is reported below, with the reason.
    process.write(`${toJsonText({ id, op: request.op, args: request.args })}\n`).catch(() => {})
  }

  const take = (text: string): void => {
    const line = workerLine.parse(JSON.parse(text))
    if ('ready' in line) {
      started = true
      readiness.resolve(line.ready.python)
      return
    }
    if (current === undefined || line.id !== current.id) {
      throw new Error(`an answer to request ${line.id}, which was not asked`)
    }
    current.parts += line.part
    if (current.parts.length > largestReply) throw new Error('an answer is too large')
    if (!line.last) return
    const { parts, request, resolve, reject } = current
    const reply = workerReply.parse(fromJsonText(parts))
    next()
    if (reply.ok) resolve(reply.result)
    else reject(failureOf(reply.error, request.op))
  }

  const read = async (): Promise<void> => {
    try {
      for await (const line of process.lines) take(line)
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      end(new HarnessError('session-lost', `${title} broke its protocol: ${reason}`, { cause }))
      await process.stop()
    }
    const how = await process.ended
    const words = lastWords(process.stderrTail())
    end(started ? lostWorker(title, current?.request.op, how, words) : noWorker(title, words))
  }
  const reading = read()

  const ask = (request: WorkerRequest, signal: AbortSignal): Promise<unknown> => {
    const givenUp = (): HarnessError => endedBy(signal, `${title} had not answered ${request.op}.`)
    if (signal.aborted) return Promise.reject(givenUp())
    if (!alive) return Promise.reject(new RequestNotBegun())
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    lastId += 1
    const pending: Pending = { id: lastId, request, resolve, reject, parts: '' }
    const abort = (): void => {
      if (pending === current) {
        alive = false
        current = undefined
        for (const waiting of queue.splice(0)) waiting.reject(new RequestNotBegun())
        // The reason is thrown when the process is gone, so that nothing of it is left behind the row.
        process.stop().then(
          () => reject(givenUp()),
          () => reject(givenUp()),
        )
      } else {
        const place = queue.indexOf(pending)
        if (place >= 0) queue.splice(place, 1)
        reject(givenUp())
      }
    }
    signal.addEventListener('abort', abort, { once: true })
    queue.push(pending)
    if (current === undefined) next()
    return promise.finally(() => signal.removeEventListener('abort', abort))
  }

  const python = await readiness.promise
  return {
    python,
    ask,
    isAlive: () => alive,
    stop: async () => {
      end(new HarnessError('session-lost', `${title} was closed`))
      await process.stop()
      await reading
    },
  }
}

/** The end of what a program said, as a sentence's tail. */
const lastWords = (stderr: string): string => {
  const tail = stderr.trim().split('\n').slice(-6).join('\n').trim()
  return tail === '' ? '' : `; its last words:\n${tail}`
}

const lostWorker = (
  title: string,
  op: string | undefined,
  how: { readonly exitCode: number | null; readonly signal: string | null },
  words: string,
): HarnessError => {
  const ending = how.signal === null ? `exit code ${how.exitCode}` : how.signal
  const during = op === undefined ? '' : ` while it answered ${op}`
  return new HarnessError('session-lost', `${title} ended (${ending})${during}${words}`, {
    retryable: true,
    hint: 'The next request starts a new worker.',
  })
}

const noWorker = (title: string, words: string): HarnessError =>
  new HarnessError('process-start', `${title} could not start${words}`, {
    hint: 'The stack needs a Python with lsst.daf.butler: check `stack` of the environment.',
  })
