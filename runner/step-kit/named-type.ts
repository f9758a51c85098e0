import { z } from 'zod'

const names = z.registry<{ readonly name: string }>()

/**
 * Gives a schema the name under which cases know its type: `butler.Handle`. Put the result into the family's `types`;
 * schemas of other families that contain it are recognised too, also after `.describe` or `.optional`.
 */
export const namedType = <Schema extends z.ZodType>(name: string, schema: Schema): Schema => {
  names.add(schema, { name })
  return schema
}

/** Name given by `namedType`, also to what the schema was derived from by `.describe`; undefined for none. */
export const nameOfType = (schema: z.core.$ZodType): string | undefined => names.get(schema)?.name
