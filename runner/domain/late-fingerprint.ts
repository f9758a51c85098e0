import { contentHash } from './content-hash.ts'
import type { JsonObject } from './json.ts'

/**
 * Fingerprint of an execution whose inputs are known only now: what its plan covers, and the values. Equal ones are one
 * execution in a run.
 */
export const lateFingerprint = (planned: string, inputs: JsonObject): string =>
  contentHash({ planned, inputs })
