import { isJsonObject, type Json, type JsonObject } from '#domain/json.ts'

/** What each dataset is that an environment binds below `datasets`, in one line, by name. */
export const datasetsOf = (bindings: JsonObject): { readonly [name: string]: string } =>
  isJsonObject(bindings.datasets)
    ? Object.fromEntries(
        Object.entries(bindings.datasets)
          .filter(([, value]) => value !== null)
          .map(([name, value]) => [name, inWords(value)]),
      )
    : {}

/** `input HSC/RC2/defaults; where instrument HSC, tract 9813`. */
const inWords = (value: Json, separator = '; '): string => {
  if (Array.isArray(value)) return value.map((item) => inWords(item, ', ')).join(', ')
  if (!isJsonObject(value)) return String(value)
  return Object.entries(value)
    .map(([name, item]) => `${name} ${inWords(item, ', ')}`)
    .join(separator)
}
