import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { asObject } from '#catalog/plain-json.ts'
import type { JsonObject } from '#domain/json.ts'

/**
 * Example values of what the facility in this folder adds to `env`: they have the shape of the real ones. Nothing where
 * there is no facility.
 */
export const facilityBindings = (facility: string | undefined): JsonObject => {
  if (facility === undefined) return {}
  try {
    return asObject(parse(readFileSync(join(facility, 'bindings.yaml'), 'utf8')))
  } catch {
    // A clone without the facility: its bindings are then unknown names, and said to be.
    return {}
  }
}
