import type { Json, JsonObject } from '#domain/json.ts'

/** Data of an input file as JSON; the YAML reader makes nothing else. */
export const asJson = (data: unknown): Json => (data === undefined ? null : (data as Json))

/** Data as an object; empty for anything else. */
export const asObject = (data: unknown): JsonObject =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as JsonObject) : {}

/** Data as a list; empty for anything else. */
export const asList = (data: unknown): readonly Json[] =>
  Array.isArray(data) ? (data as readonly Json[]) : []
