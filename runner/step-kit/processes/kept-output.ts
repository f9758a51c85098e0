/** Keeps the beginning and the end of a stream that may be long. */
export interface KeptOutput {
  push(chunk: Uint8Array): void
  /** True when something was left out. */
  readonly truncated: boolean
  /** The text, with a line that says how much is missing in the middle. */
  text(): string
}

/** Keeps `limit` bytes: all of a shorter stream, otherwise half of it from the beginning and half from the end. */
export const keepOutput = (limit: number): KeptOutput => {
  const headLimit = Math.ceil(limit / 2)
  const tailLimit = limit - headLimit
  const head: Uint8Array[] = []
  let tail: Uint8Array[] = []
  let headSize = 0
  let tailSize = 0
  let total = 0

  const push = (chunk: Uint8Array): void => {
    total += chunk.length
    const first = chunk.subarray(0, headLimit - headSize)
    if (first.length > 0) head.push(first)
    headSize += first.length
    const rest = chunk.subarray(first.length)
    if (rest.length === 0) return
    tail.push(rest)
    tailSize += rest.length
    // Compacts now and then: not at every chunk, and never more than twice the limit.
    if (tailSize > 2 * tailLimit + 65_536) shorten()
  }
  const shorten = (): void => {
    const bytes = Buffer.concat(tail)
    const kept = Buffer.from(bytes.subarray(Math.max(0, bytes.length - tailLimit)))
    tail = [kept]
    tailSize = kept.length
  }
  return {
    push,
    get truncated() {
      return total > limit
    },
    text: () => {
      if (total <= limit) return Buffer.concat([...head, ...tail]).toString()
      shorten()
      const [start, end] = [wholeEnd(Buffer.concat(head)), wholeStart(Buffer.concat(tail))]
      const missing = total - start.length - end.length
      return `${start}\n[… ${missing} bytes left out …]\n${end}`
    },
  }
}

const continues = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 0x80 && byte < 0xc0

/** Without the last character of UTF-8 when it is cut. */
const wholeEnd = (bytes: Buffer): Buffer => {
  let lead = bytes.length - 1
  while (lead > bytes.length - 4 && continues(bytes[lead])) lead--
  const first = bytes[lead] ?? 0
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1
  return lead + length > bytes.length ? bytes.subarray(0, lead) : bytes
}

/** Without the first character of UTF-8 when it is cut. */
const wholeStart = (bytes: Buffer): Buffer => {
  let start = 0
  while (start < 3 && continues(bytes[start])) start++
  return bytes.subarray(start)
}
