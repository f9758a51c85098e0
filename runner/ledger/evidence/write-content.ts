import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { EvidenceRef } from '#domain/evidence.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { EvidenceContent } from '#ledger/ledger.ts'

/** Writes the content to the file and hashes it on the way. Throws HarnessError `too-large` past the limit. */
export const writeContent = async (
  file: FileHandle,
  content: EvidenceContent,
  limit: number,
): Promise<Pick<EvidenceRef, 'sha256' | 'size'>> => {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of chunksOf(content)) {
    size += chunk.byteLength
    if (size > limit) {
      throw new HarnessError('too-large', `Evidence is larger than its limit of ${limit} bytes`, {
        hint: 'Attach a summary, or a part of the data.',
      })
    }
    hash.update(chunk)
    await writeAll(file, chunk)
  }
  return { sha256: hash.digest('hex'), size }
}

/** One `write` may take less than it was given: on a disk that fills up, before the error. */
const writeAll = async (file: FileHandle, chunk: Uint8Array): Promise<void> => {
  let done = 0
  while (done < chunk.byteLength) done += (await file.write(chunk, done)).bytesWritten
}

const chunksOf = (content: EvidenceContent): AsyncIterable<Uint8Array> | Iterable<Uint8Array> => {
  if ('text' in content) return [Buffer.from(content.text)]
  if ('bytes' in content) return [content.bytes]
  return 'stream' in content ? content.stream : fileChunks(content.path)
}

const fileChunks = async function* (path: string): AsyncIterable<Uint8Array> {
  // Non-blocking, or opening a named pipe would wait for its other end.
  const source = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    if (!(await source.stat()).isFile()) {
      throw new HarnessError('bad-input', `${path} is no regular file`, {
        hint: 'Attach files, not folders, pipes or devices.',
      })
    }
    yield* source.createReadStream({ autoClose: false, highWaterMark: 1 << 20 })
  } finally {
    await source.close()
  }
}
