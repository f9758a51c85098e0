import type { Json } from '#domain/json.ts'

/**
 * The result of CEL as plain data: ints become numbers up to 2^53 and stay exact beyond, timestamps become ISO
 * texts, an optional gives its value. What is plain already is returned as it is, not copied. Throws an Error that
 * says what a value is when it has no plain form.
 */
export const toPlain = (value: unknown): Json => {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value
    case 'bigint':
      return toNumber(value)
    case 'object':
      return value === null ? null : objectToPlain(value)
    default:
      throw new Error('it gives no value')
  }
}

/** Names the type of what was selected from plain data and so is plain already: looking through it would cost. */
export const selectedPlain = (value: unknown): Json => value as Json

const limit = 2n ** 53n

const toNumber = (value: bigint): number | bigint =>
  value <= limit && value >= -limit ? Number(value) : value

const objectToPlain = (value: object): Json => {
  if (Array.isArray(value)) return arrayToPlain(value)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return recordToPlain(value)
  if (value instanceof Date) return value.toISOString()
  const kind = value.constructor.name
  if (kind === 'UnsignedInt') return toNumber(BigInt(String(value)))
  if (kind === 'Optional' && 'value' in value && typeof value.value === 'function') {
    return toPlain(value.value())
  }
  if (kind === 'Duration') {
    throw new Error('it gives a duration: take .getSeconds() or .getMilliseconds() of it')
  }
  throw new Error(
    `it gives ${value instanceof Uint8Array ? 'bytes' : 'a type'}, which is no plain data`,
  )
}

const arrayToPlain = (items: readonly unknown[]): Json => {
  let copy: Json[] | undefined
  for (let index = 0; index < items.length; index++) {
    const plain = toPlain(items[index])
    if (copy === undefined && plain !== items[index] && !bothNaN(plain, items[index])) {
      copy = items.slice(0, index).map(toPlain)
    }
    copy?.push(plain)
  }
  return copy ?? (items as readonly Json[])
}

const recordToPlain = (record: object): Json => {
  let copy: { [key: string]: Json } | undefined
  for (const [key, item] of Object.entries(record)) {
    // A field that is undefined is an absent one.
    if (item === undefined) continue
    const plain = toPlain(item)
    if (plain === item || bothNaN(plain, item)) continue
    copy ??= { ...record }
    copy[key] = plain
  }
  return copy ?? (record as { readonly [key: string]: Json })
}

const bothNaN = (a: unknown, b: unknown): boolean => Number.isNaN(a) && Number.isNaN(b)
