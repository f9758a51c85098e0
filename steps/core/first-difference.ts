import type { FileHandle } from 'node:fs/promises'

/** The first place at which two files differ. */
export interface Difference {
  /** `line 3`, `byte 17` (counted from 1). */
  readonly place: string
  readonly expected: string
  readonly found: string
}

const block = 256 * 1024

/** Compares two files block by block; undefined when they are equal. */
export const firstByteDifference = async (
  found: FileHandle,
  expected: FileHandle,
): Promise<Difference | undefined> => {
  for (let at = 0; ; at += block) {
    const [one, other] = await Promise.all([readBlock(found, at), readBlock(expected, at)])
    if (!one.equals(other)) return byteDifference(one, other, at)
    if (one.length < block) return undefined
  }
}

const readBlock = async (handle: FileHandle, at: number): Promise<Buffer> => {
  const buffer = Buffer.alloc(block)
  let length = 0
  while (length < block) {
    const { bytesRead } = await handle.read(buffer, length, block - length, at + length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return buffer.subarray(0, length)
}

const byteDifference = (found: Buffer, expected: Buffer, at: number): Difference => {
  let index = 0
  while (index < found.length && found[index] === expected[index]) index++
  const show = (byte: number | undefined) =>
    byte === undefined ? 'the end of the file' : `0x${byte.toString(16).padStart(2, '0')}`
  return {
    place: `byte ${at + index + 1}`,
    expected: show(expected[index]),
    found: show(found[index]),
  }
}

/** Compares two texts line by line, whatever ends their lines; undefined when they are equal. */
export const firstLineDifference = (found: string, expected: string): Difference | undefined => {
  const [one, other] = [found.split(/\r?\n/), expected.split(/\r?\n/)]
  const lines = Math.max(one.length, other.length)
  for (let index = 0; index < lines; index++) {
    if (one[index] !== other[index]) {
      return {
        place: `line ${index + 1}`,
        expected: showLine(other[index], one[index]),
        found: showLine(one[index], other[index]),
      }
    }
  }
  return undefined
}

/** A line in quotes; of a long one the part around the first character that differs. */
const showLine = (line: string | undefined, other: string | undefined): string => {
  if (line === undefined) return 'the end of the file'
  if (line.length <= 120) return JSON.stringify(line)
  let same = 0
  while (same < line.length && line[same] === other?.[same]) same++
  const start = Math.max(0, Math.min(same, line.length) - 40)
  return `${start > 0 ? '…' : ''}${JSON.stringify(line.slice(start, start + 120))}…`
}
