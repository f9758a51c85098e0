import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** A file of lines as it was when it was opened, of which only what is asked for becomes text. */
export interface KeptFile {
  /** Bytes. */
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly writtenAt: number
  /** Text between two offsets in bytes. */
  text(from: number, to: number): string
  /** Offset of the end of the first line; -1 where there is none. */
  firstLineEnd(): number
}

/** A larger file is not taken into memory. */
const largest = 64 * 2 ** 20
const piece = 2 ** 20

/** Opens a file. Throws where there is none. */
export const openKeptFile = (path: string): KeptFile => {
  const file = openSync(path, 'r')
  const { size, mtimeMs: writtenAt } = fstatSync(file)
  const read = (from: number, to: number): Buffer => {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(to, size) - from))
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(file, bytes, done, bytes.length - done, from + done)
      if (count === 0) throw new Error(`${path} ended before its end`)
      done += count
    }
    return bytes
  }
  if (size > largest) {
    // It stays open as long as the process lives: another one may put a new file in its place.
    return {
      size,
      writtenAt,
      text: (from, to) => read(from, to).toString('utf8'),
      firstLineEnd: () => {
        for (let from = 0; from < size; from += piece) {
          const at = read(from, from + piece).indexOf(10)
          if (at >= 0) return from + at
        }
        return -1
      },
    }
  }
  const bytes = readFileSync(file)
  closeSync(file)
  return {
    size: bytes.length,
    writtenAt,
    text: (from, to) => bytes.toString('utf8', from, to),
    firstLineEnd: () => bytes.indexOf(10),
  }
}

/** Writes a file of lines whole or not at all: no text of all of them is made, which could be longer than texts can be. */
export const writeLines = (path: string, lines: Iterable<string>): void => {
  const part = `${path}.${process.pid}.part`
  mkdirSync(dirname(path), { recursive: true })
  try {
    const file = openSync(part, 'w')
    try {
      let waiting = ''
      for (const line of lines) {
        waiting += `${line}\n`
        if (waiting.length < piece) continue
        writeText(file, waiting)
        waiting = ''
      }
      writeText(file, waiting)
    } finally {
      closeSync(file)
    }
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

const writeText = (file: number, text: string): void => {
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
}
