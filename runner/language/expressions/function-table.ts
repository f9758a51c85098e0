import type { ValueType } from '#domain/value-type.ts'
import {
  anyType,
  booleanType,
  bytesType,
  celInt,
  durationType,
  numberType,
  stringType,
  timestampType,
  typeType,
} from '#language/types/cel-types.ts'
import type { Kind } from '#language/types/check-context.ts'

/** Kinds that each argument may be of, and the type of the result. */
export interface Signature {
  readonly args: readonly (readonly Kind[])[]
  readonly returns: ValueType
}

const anything: readonly Kind[] = [
  ...(['int', 'number', 'string', 'boolean', 'null', 'list', 'map'] as const),
  ...(['timestamp', 'duration', 'bytes', 'type'] as const),
]

const takes = (returns: ValueType, ...args: readonly (readonly Kind[])[]): Signature => ({
  args,
  returns,
})

/** The functions of CEL as the library has them, and `isFinite`. */
export const functions: ReadonlyMap<string, readonly Signature[]> = new Map([
  ['size', [takes(celInt, ['string', 'list', 'map', 'bytes'])]],
  ['string', [takes(stringType, ['string', 'number', 'boolean', 'bytes'])]],
  ['int', [takes(celInt, ['number', 'string'])]],
  ['uint', [takes(celInt, ['number', 'string'])]],
  ['double', [takes(numberType, ['number', 'string'])]],
  ['bool', [takes(booleanType, ['boolean', 'string'])]],
  ['bytes', [takes(bytesType, ['string', 'bytes'])]],
  ['timestamp', [takes(timestampType, ['string', 'int'])]],
  ['duration', [takes(durationType, ['string'])]],
  ['type', [takes(typeType, anything)]],
  ['dyn', [takes(anyType, anything)]],
  ['isFinite', [takes(booleanType, anything)]],
])

const text: readonly Kind[] = ['string']
const whole: readonly Kind[] = ['int']

const timestampParts = [
  ...['getFullYear', 'getMonth', 'getDate', 'getDayOfMonth', 'getDayOfWeek', 'getDayOfYear'],
  ...['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'],
].map((name): readonly [string, readonly Signature[]] => [
  `timestamp.${name}`,
  [takes(celInt), takes(celInt, text)],
])

const durationParts = ['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'].map(
  (name): readonly [string, readonly Signature[]] => [`duration.${name}`, [takes(celInt)]],
)

/** Methods by the kind of what they are called on: `string.size`. */
export const methods: ReadonlyMap<string, readonly Signature[]> = new Map([
  ['string.size', [takes(celInt)]],
  ['string.contains', [takes(booleanType, text)]],
  ['string.startsWith', [takes(booleanType, text)]],
  ['string.endsWith', [takes(booleanType, text)]],
  ['string.lowerAscii', [takes(stringType)]],
  ['string.upperAscii', [takes(stringType)]],
  ['string.trim', [takes(stringType)]],
  ['string.indexOf', [takes(celInt, text), takes(celInt, text, whole)]],
  ['string.lastIndexOf', [takes(celInt, text), takes(celInt, text, whole)]],
  ['string.substring', [takes(stringType, whole), takes(stringType, whole, whole)]],
  [
    'string.split',
    [
      takes({ kind: 'array', items: stringType }, text),
      takes({ kind: 'array', items: stringType }, text, whole),
    ],
  ],
  ['list.size', [takes(celInt)]],
  ['list.join', [takes(stringType), takes(stringType, text)]],
  ['map.size', [takes(celInt)]],
  ['bytes.size', [takes(celInt)]],
  ['bytes.hex', [takes(stringType)]],
  ['bytes.base64', [takes(stringType)]],
  ['bytes.string', [takes(stringType)]],
  ['bytes.json', [takes(anyType)]],
  ['bytes.at', [takes(celInt, whole)]],
  ...timestampParts,
  ...durationParts,
])

/** Names of all methods. */
export const methodNames: ReadonlySet<string> = new Set([
  ...[...methods.keys()].map((key) => key.slice(key.indexOf('.') + 1)),
  ...['all', 'exists', 'exists_one', 'filter', 'map', 'bind'],
  ...['hasValue', 'value', 'or', 'orValue'],
])
