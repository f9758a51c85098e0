import { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'

const scalar = z.union([z.string(), z.number(), z.bigint()])
const name = z.string().regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*){0,2}$/, 'is no name of a dimension')

/**
 * Which data ids are meant: a Butler expression, or values by name, all of which must hold; a list means any of its
 * values.
 */
export const where = z.union([
  z.string(),
  z.record(name, z.union([scalar, z.array(scalar).min(1)])),
])

/** Which data ids are meant. */
export type Where = z.output<typeof where>

type Scalar = z.output<typeof scalar>

/** An expression with the values that its names are bound to: text of a case never becomes part of the query. */
export interface BoundWhere {
  readonly where: string
  readonly bind: { readonly [name: string]: Scalar }
}

/** Expression for the Butler's own interface. */
export const boundWhere = (given: Where): BoundWhere => {
  if (typeof given === 'string') return { where: given, bind: {} }
  const bind: { [name: string]: Scalar } = {}
  const placeOf = (value: Scalar): string => {
    const place = `lvv_${Object.keys(bind).length}`
    bind[place] = value
    return `:${place}`
  }
  return { where: expressionOf(given, placeOf), bind }
}

/**
 * Expression for a command line, values quoted. The language of the Butler has no escapes: a text with a quote or a
 * control character cannot be said, HarnessError `bad-input`.
 */
export const literalWhere = (given: Where): string =>
  typeof given === 'string' ? given : expressionOf(given, literalOf)

const expressionOf = (values: Exclude<Where, string>, show: (value: Scalar) => string): string =>
  Object.entries(values)
    .map(([key, value]) =>
      Array.isArray(value)
        ? `${key} IN (${value.map(show).join(', ')})`
        : `${key} = ${show(value)}`,
    )
    .join(' AND ')

const literalOf = (value: Scalar): string => {
  if (typeof value !== 'string') return String(value)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/['\u0000-\u001f]/.test(value)) {
    throw new HarnessError('bad-input', `the value ${JSON.stringify(value)} cannot be quoted`, {
      hint: 'Values on a command line cannot hold a quote or a control character.',
    })
  }
  return `'${value}'`
}
