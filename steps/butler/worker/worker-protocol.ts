import { z } from 'zod'

/** Lines that the worker writes: once that it is ready, then parts of replies. */
export const workerLine = z.union([
  z.object({ ready: z.object({ protocol: z.literal(1), python: z.string() }) }),
  z.object({ id: z.int(), part: z.string(), last: z.boolean() }),
])

/** What the worker says of a failure. */
export const workerError = z.object({
  kind: z.string(),
  type: z.string().describe('Python type of the exception'),
  message: z.string(),
  hint: z.string(),
})

/** What the worker says of a failure. */
export type WorkerError = z.output<typeof workerError>

/** A whole reply, after its parts were joined. */
export const workerReply = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error: workerError }),
])

/** A request as it is sent, beside its id. */
export interface WorkerRequest {
  readonly op: string
  readonly args: { readonly [name: string]: unknown }
}
