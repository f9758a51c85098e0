import { createReadStream } from 'node:fs'
import type { EvidenceRef } from '#domain/evidence.ts'
import type { EvidenceContent, EvidenceStore } from '#ledger/ledger.ts'
import type { SecretMasker } from '#step-kit/secrets/secret-masker.ts'
import type { NewEvidence } from '#step-kit/step-context.ts'

/** Stores a file as evidence after all secrets in it were hidden, however it comes. */
export const attachEvidence = (
  evidence: NewEvidence,
  store: EvidenceStore,
  masker: SecretMasker,
): Promise<EvidenceRef> =>
  store.put(maskedContent(evidence, masker), {
    name: masker.maskText(evidence.name),
    mediaType: evidence.mediaType,
  })

const maskedContent = (evidence: NewEvidence, masker: SecretMasker): EvidenceContent => {
  const { text, bytes, path, stream } = evidence
  if (text !== undefined) return { text: masker.maskText(text) }
  if (bytes !== undefined) return { bytes: masker.isEmpty ? bytes : maskedBytes(bytes, masker) }
  if (path !== undefined) {
    return masker.isEmpty ? { path } : { stream: maskedStream(createReadStream(path), masker) }
  }
  if (stream !== undefined) {
    return { stream: masker.isEmpty ? stream : maskedStream(stream, masker) }
  }
  return { text: '' }
}

const maskedBytes = (bytes: Uint8Array, masker: SecretMasker): Uint8Array => {
  const mask = masker.maskBytes()
  return Buffer.concat([mask.push(bytes), mask.end()])
}

async function* maskedStream(
  stream: AsyncIterable<Uint8Array>,
  masker: SecretMasker,
): AsyncIterable<Uint8Array> {
  const mask = masker.maskBytes()
  for await (const chunk of stream) yield mask.push(chunk)
  yield mask.end()
}
