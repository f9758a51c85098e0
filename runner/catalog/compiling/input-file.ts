import { readFileSync } from 'node:fs'
import { sha256 } from '#domain/content-hash.ts'
import type { FoundFile } from './find-files.ts'

/** An input file with the hash of its content; the content itself is read when it is asked for. */
export interface InputFile extends FoundFile {
  readonly sha256: string
  /** Bytes of the file; undefined when it cannot be read. */
  bytes(): Uint8Array | undefined
}

/** A file whose hash is known from before; nothing is read until it is asked for. */
export const knownFile = (found: FoundFile, hash: string): InputFile => ({
  ...found,
  sha256: hash,
  bytes: () => bytesOf(found.path),
})

/** Reads a file and hashes it. */
export const hashedFile = (found: FoundFile): InputFile => {
  const bytes = bytesOf(found.path)
  return { ...found, sha256: bytes ? sha256(bytes) : 'unreadable', bytes: () => bytes }
}

const bytesOf = (path: string): Uint8Array | undefined => {
  try {
    return readFileSync(path)
  } catch {
    // Reported as an unreadable file where its content is needed.
    return undefined
  }
}
