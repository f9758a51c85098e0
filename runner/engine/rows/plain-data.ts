import { HarnessError } from '#domain/harness-error.ts'
import type { Json } from '#domain/json.ts'

/** Most bytes of an output, as JSON text. */
export const largestOutput = 32 * 1024 * 1024

/** Levels of lists and objects in an output. */
const deepest = 200

interface Walk {
  readonly what: string
  bytes: number
}

/**
 * Checks that a value is plain data of a bearable size and freezes it, since every consumer sees the same. Fields without
 * a value are left out. Throws HarnessError `step-output` or `too-large`; `what` names the value in the message.
 */
export const toPlainData = (value: unknown, what: string): Json =>
  walk(value, { what, bytes: 0 }, '', 0)

const walk = (value: unknown, state: Walk, path: string, depth: number): Json => {
  switch (typeof value) {
    case 'string':
      grow(state, value.length < 64 ? value.length + 2 : Buffer.byteLength(value) + 2)
      return value
    case 'number':
    case 'boolean':
    case 'bigint':
      grow(state, 8)
      return value
    case 'object':
      if (value === null) return null
      if (depth >= deepest) throw notPlain(state, path, 'is nested too deeply or contains itself')
      return Array.isArray(value)
        ? walkList(value, state, path, depth + 1)
        : walkObject(value, state, path, depth + 1)
    default:
      throw notPlain(state, path, `is of type ${typeof value}`)
  }
}

const walkList = (list: readonly unknown[], state: Walk, path: string, depth: number): Json => {
  grow(state, 2 + list.length)
  return Object.freeze(list.map((item, index) => walk(item, state, `${path}[${index}]`, depth)))
}

const walkObject = (object: object, state: Walk, path: string, depth: number): Json => {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null) {
    throw notPlain(state, path, `is a ${object.constructor.name}`)
  }
  const copy: { [key: string]: Json } = {}
  for (const [key, item] of Object.entries(object)) {
    if (item === undefined) continue
    grow(state, key.length + 4)
    const plain = walk(item, state, `${path}.${key}`, depth)
    if (key === '__proto__') Object.defineProperty(copy, key, { value: plain, enumerable: true })
    else copy[key] = plain
  }
  return Object.freeze(copy)
}

const grow = (state: Walk, bytes: number): void => {
  state.bytes += bytes
  if (state.bytes <= largestOutput) return
  throw new HarnessError(
    'too-large',
    `${state.what} is larger than ${largestOutput / 1024 / 1024} MiB`,
    { hint: 'Attach large data as evidence and return what must be judged.' },
  )
}

const notPlain = (state: Walk, path: string, why: string): HarnessError =>
  new HarnessError('step-output', `${state.what}${path} is not plain data: it ${why}`, {
    hint: 'Return objects, lists, text, numbers and booleans only.',
  })
