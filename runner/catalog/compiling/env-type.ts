import { mergeTypes } from '#catalog/cases/expressions/merge-types.ts'
import { noFields } from '#catalog/cases/knowledge.ts'
import type { Environment } from '#domain/environment.ts'
import { isJsonObject, type Json, type JsonObject } from '#domain/json.ts'
import type { ValueType } from '#domain/value-type.ts'
import { typeOfValue } from '#language/types/assignable.ts'

/** Type of `env`: what any environment binds, fields that only some have being optional. */
export const envType = (
  environments: readonly Environment[],
  facilityBindings: JsonObject,
): ValueType => {
  const types = environments.map(({ facility, bindings }) =>
    typeOfValue(facility === undefined ? bindings : overlay(facilityBindings, bindings)),
  )
  return types.length === 0 ? noFields : mergeTypes(types.map(asObjectType))
}

/** An empty mapping still is an object whose names can be wrong. */
const asObjectType = (type: ValueType): ValueType => (type.kind === 'object' ? type : noFields)

const overlay = (below: JsonObject, above: JsonObject): JsonObject => {
  const merged: { [key: string]: Json } = { ...below }
  for (const [key, value] of Object.entries(above)) {
    const base = merged[key]
    merged[key] = isJsonObject(base) && isJsonObject(value) ? overlay(base, value) : value
  }
  return merged
}
