import type { Readable } from 'node:stream'
import { HarnessError } from '#domain/harness-error.ts'

const lineFeed = 10

/**
 * Lines of a stream, decoded as UTF-8, without their line feed. A last line without one is given too. Throws HarnessError
 * `too-large` for a line of more than `maxLine` bytes.
 */
export async function* linesOf(stream: Readable, maxLine: number): AsyncGenerator<string> {
  let parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    let from = 0
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      parts.push(chunk.subarray(from, end))
      yield Buffer.concat(parts).toString()
      parts = []
      size = 0
      from = end + 1
    }
    if (from < chunk.length) parts.push(chunk.subarray(from))
    size += chunk.length - from
    if (size > maxLine) {
      throw new HarnessError(
        'too-large',
        `A program answered with a line of more than ${maxLine} bytes.`,
        { hint: 'Ask for less at once, or let it write a file.' },
      )
    }
  }
  if (size > 0) yield Buffer.concat(parts).toString()
}
