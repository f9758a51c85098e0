import type { Json, JsonObject } from '#domain/json.ts'
import { isJsonObject } from '#domain/json.ts'

/** Value at a dotted path below the bindings; undefined where absent, the bindings themselves for ''. */
export const bindingAt = (bindings: JsonObject, path: string): Json | undefined => {
  let value: Json | undefined = bindings
  for (const name of path === '' ? [] : path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return value
}

/** True when the path is there and not null: null counts as absent. */
export const isBound = (bindings: JsonObject, path: string): boolean => {
  const value = bindingAt(bindings, path)
  return value !== undefined && value !== null
}
