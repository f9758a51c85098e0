import { PassThrough } from 'node:stream'
import type { EvidenceRef } from '#domain/evidence.ts'
import type { NewEvidence } from '#step-kit/step-context.ts'

/** Evidence that is written while a program prints. */
export interface OutputEvidence {
  /** False: wait for `whenReady` before more is pushed, or memory fills. */
  push(chunk: Uint8Array): boolean
  whenReady(then: () => void): void
  /** Ends the file; settles when it is kept. */
  end(): Promise<EvidenceRef>
}

/** What to keep, where, and how much of it. */
export interface OutputEvidenceOptions {
  readonly name: string
  /** Bytes. */
  readonly limit: number
  readonly attach: (evidence: NewEvidence) => Promise<EvidenceRef>
}

/** Opens the file of a program's output. Behind the limit it counts, and says so in the last line. */
export const openOutputEvidence = ({
  name,
  limit,
  attach,
}: OutputEvidenceOptions): OutputEvidence => {
  const stream = new PassThrough({ highWaterMark: 1024 * 1024 })
  const kept = attach({ name, mediaType: 'text/plain', stream })
  let total = 0
  let failed = false
  const attempt = kept.then(
    () => undefined,
    () => {
      // The program goes on without being held back; `end` gives the error to the caller.
      failed = true
      stream.resume()
    },
  )

  return {
    push: (chunk) => {
      const room = Math.max(0, limit - total)
      total += chunk.length
      if (room === 0 || failed) return true
      return stream.write(chunk.subarray(0, room))
    },
    whenReady: (then) => {
      stream.once('drain', then)
      void attempt.then(then)
    },
    end: () => {
      if (total > limit) stream.write(`\n[… ${total - limit} bytes left out …]\n`)
      stream.end()
      return kept
    },
  }
}
