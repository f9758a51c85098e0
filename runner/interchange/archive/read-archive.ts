import { crc32, inflateRawSync } from 'node:zlib'
import { HarnessError } from '#domain/harness-error.ts'
import { quoted } from '#interchange/findings.ts'

/** Files of an archive by their path in it. */
export type Archive = ReadonlyMap<string, Uint8Array>

/** What an archive may hold at most. */
const limits = { bytes: 512 * 2 ** 20, files: 2_000 }

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const stored = 0
const deflated = 8

/** Reads a zip archive whole. Throws `bad-input`, `too-large` (also for a zip bomb) or `path-outside`. */
export const readArchive = (bytes: Uint8Array, file: string): Archive => {
  try {
    return filesOf(bytes, file)
  } catch (error) {
    if (error instanceof HarnessError) throw error
    throw new HarnessError('bad-input', `${file} is no whole zip archive`, {
      hint: 'Export or copy it again.',
      cause: error,
    })
  }
}

const filesOf = (bytes: Uint8Array, file: string): Archive => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  const count = view.getUint16(end + 10, true)
  if (count > limits.files) throw tooLarge(file, `more than ${limits.files} files`)
  const files = new Map<string, Uint8Array>()
  let at = view.getUint32(end + 16, true)
  let room = limits.bytes
  for (let index = 0; index < count; index += 1) {
    const entry = entryAt(bytes, view, at)
    at = entry.next
    if (entry.name.endsWith('/')) continue
    refuseOutside(entry.name, file)
    if (entry.size > room) throw tooLarge(file, `more than ${limits.bytes} bytes when unpacked`)
    const content = contentOf(bytes, view, entry)
    room -= content.length
    files.set(entry.name, content)
  }
  return files
}

const endOfDirectory = (view: DataView): number => {
  // A comment of up to 64 KiB may follow.
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at
  }
  throw new Error('no end of central directory')
}

interface Entry {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packed: number
  /** Bytes when unpacked, as the archive says. */
  readonly size: number
  readonly local: number
  readonly next: number
}

const entryAt = (bytes: Uint8Array, view: DataView, at: number): Entry => {
  if (view.getUint32(at, true) !== entrySignature) throw new Error('no entry')
  const nameLength = view.getUint16(at + 28, true)
  const rest = view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  if (view.getUint16(at + 8, true) & 1) throw new Error('encrypted')
  return {
    name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    local: view.getUint32(at + 42, true),
    next: at + 46 + nameLength + rest,
  }
}

const contentOf = (bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array => {
  const { local, packed, size, method } = entry
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const raw = bytes.subarray(start, start + packed)
  if (method !== stored && method !== deflated) throw new Error(`method ${method}`)
  // Never more than the archive says: what unpacks to more than that is a bomb.
  const content =
    method === stored ? raw : inflateRawSync(raw, { maxOutputLength: Math.max(1, size) })
  if (content.length !== size || crc32(content) !== entry.crc)
    throw new Error(`${entry.name} is damaged`)
  return content
}

const refuseOutside = (name: string, file: string): void => {
  const parts = name.split(/[\\/]/)
  if (!parts.includes('..') && parts[0] !== '' && !/^[A-Za-z]:/.test(name)) return
  throw new HarnessError('path-outside', `${file} holds ${quoted(name)}, a path that leaves it`, {
    hint: 'No tool for requirements writes such a path: find out where the file is from.',
  })
}

const tooLarge = (file: string, what: string): HarnessError =>
  new HarnessError('too-large', `${file} holds ${what}`, { hint: 'Export it in parts.' })
