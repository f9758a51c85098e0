import type { EvidenceRef } from '#domain/evidence.ts'
import type { Json } from '#domain/json.ts'
import type { LedgerEvent } from '#domain/ledger-event.ts'

/** Evidence that an event names, each content and name once: attached files, and files among outputs and answers. */
export const findEvidence = (event: LedgerEvent): readonly EvidenceRef[] => {
  switch (event.kind) {
    case 'row-finished': {
      const { evidence, outputs } = event.result
      if (outputs === undefined || outputs === null || typeof outputs !== 'object') return evidence
      return distinct([...evidence, ...filesIn(outputs)])
    }
    case 'execution-finished':
      return event.outputs === undefined ? [] : distinct(filesIn(event.outputs))
    case 'recorded':
      return distinct(filesIn(event.record.answers))
    case 'run-started': {
      const { imported } = event.request
      if (imported === undefined) return []
      const { source: name, ...file } = imported
      return [{ ...file, name }]
    }
    case 'snapshot-taken':
      return [event.document]
    case 'run-resumed':
    case 'run-ended':
    case 'software-read':
    case 'execution-started':
    case 'execution-shared':
    case 'execution-torn-down':
    case 'row-started':
    case 'reviewed':
    case 'explained':
    case 'result-imported':
    case 'pruned':
      return []
    default:
      return event satisfies never
  }
}

const filesIn = (value: Json | undefined): EvidenceRef[] => {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(filesIn)
  const found = asEvidence(value as { readonly [key: string]: Json })
  return found === undefined ? Object.values(value).flatMap(filesIn) : [found]
}

const asEvidence = (value: { readonly [key: string]: Json }): EvidenceRef | undefined => {
  const { sha256, name, mediaType, size } = value
  return typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    typeof name === 'string' &&
    typeof mediaType === 'string' &&
    typeof size === 'number'
    ? { sha256, name, mediaType, size }
    : undefined
}

const distinct = (refs: readonly EvidenceRef[]): readonly EvidenceRef[] =>
  refs.length < 2
    ? refs
    : [...new Map(refs.map((ref) => [`${ref.sha256} ${ref.name}`, ref])).values()]
