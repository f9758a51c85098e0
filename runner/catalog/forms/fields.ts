import { z } from 'zod'

/** Id of a row, input, output or matrix key. */
export const idText = z
  .string()
  .regex(
    /^[a-z][A-Za-z0-9_]*$/,
    'an id begins with a small letter and holds only letters, digits and "_"',
  )

/** A text that says something. */
export const words = z.string().regex(/\S/, 'an empty text says nothing')

/** A CEL expression; YAML turns plain numbers and true or false into values, which are expressions too. */
export const expressionText = z
  .union([words, z.number(), z.boolean()])
  .meta({ description: 'CEL expression' })

/** A number, or an expression giving one. */
export const limitValue = z
  .union([z.number(), words])
  .meta({ description: 'A number, or a template with an expression' })

/** Any plain value; expressions may stand in it. */
export const anyValue = z.unknown()

const milliseconds = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const durationPattern = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d) ?)+$/

/** Milliseconds of a text such as `250ms`, `30s`, `5m`, `2h`, `7d`, `1h 30m`; undefined for anything else. */
export const parseDuration = (text: string): number | undefined => {
  if (!durationPattern.test(text)) return undefined
  let total = 0
  for (const [, number = '', unit = ''] of text.matchAll(/([\d.]+)(ms|s|m|h|d)/g)) {
    total += Number(number) * milliseconds[unit as keyof typeof milliseconds]
  }
  return total
}

const durationHint = 'write a duration with its unit: 250ms, 30s, 5m, 2h, 7d'

/** A positive duration, in milliseconds. */
export const duration = z
  .string(durationHint)
  .refine((text) => (parseDuration(text) ?? 0) > 0, durationHint)
  .transform((text) => parseDuration(text) ?? 0)
  .meta({ description: 'Duration: 250ms, 30s, 5m, 2h, 7d' })

/** A duration that may be zero, in milliseconds. */
export const pause = z
  .string(durationHint)
  .refine((text) => parseDuration(text) !== undefined, durationHint)
  .transform((text) => parseDuration(text) ?? 0)

const bytes = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const
const binaryBytes = { KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 } as const
const units: { readonly [unit: string]: number } = { ...bytes, ...binaryBytes }

/** Bytes of a text such as `4GiB` or `500MB`; undefined for anything else. */
export const parseMemory = (text: string): number | undefined => {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([A-Za-z]+)$/.exec(text) ?? []
  const factor = units[unit]
  return factor === undefined ? undefined : Math.round(Number(number) * factor)
}

const memoryHint = 'write a size with its unit: 500MB, 4GiB'

/** An amount of memory, in bytes. */
export const memory = z
  .string(memoryHint)
  .refine((text) => (parseMemory(text) ?? 0) > 0, memoryHint)
  .transform((text) => parseMemory(text) ?? 0)
  .meta({ description: 'Memory: 500MB, 4GiB' })

/** Fraction, 0 to 1, of a number or a percentage `15 %`; undefined for anything else. */
export const parseFraction = (value: number | string): number | undefined => {
  const [, percent] = typeof value === 'string' ? (/^(\d+(?:\.\d+)?) ?%$/.exec(value) ?? []) : []
  const fraction = typeof value === 'number' ? value : Number(percent ?? Number.NaN) / 100
  return fraction >= 0 && fraction <= 1 ? fraction : undefined
}

const fractionHint = 'write a percentage, "15 %", or a fraction from 0 to 1'

/** A fraction, 0 to 1. */
export const fraction = z
  .union([z.number(), z.string()], fractionHint)
  .refine((value) => parseFraction(value) !== undefined, fractionHint)
  .transform((value) => parseFraction(value) ?? 0)
  .meta({ description: 'Percentage `15 %`, or fraction 0 to 1' })

const dateHint = 'write a day as "YYYY-MM-DD"'

/** A day, YYYY-MM-DD. */
export const day = z.string(dateHint).refine((text) => {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && text.length === 10
}, dateHint)

/** How near to the real system an environment is. */
export const stage = z.enum(['rehearsal', 'precursor', 'commissioning', 'operations'])

/** References to elements or requirements. */
export const verifies = z
  .array(words)
  .min(1, 'name at least one element, or leave `verifies` out')
  .meta({
    description: 'Elements (LVV-3402), or requirements with their parameter (DMS-REQ-0360/AM2)',
  })
