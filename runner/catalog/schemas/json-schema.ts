/** A JSON Schema as plain data. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

/** Fields of an object schema; none for any other. */
export const propertiesOf = (schema: JsonSchema): { readonly [name: string]: JsonSchema } =>
  isSchema(schema.properties) ? (schema.properties as { readonly [name: string]: JsonSchema }) : {}

/** True for an object, which in a schema is a schema or a table of schemas. */
export const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
