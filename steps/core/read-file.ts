import { stat } from 'node:fs/promises'
import { z } from 'zod'
import { sha256 } from '#domain/content-hash.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { Json } from '#domain/json.ts'
import { evidenceFile } from '#step-kit/evidence-file.ts'
import { parseExactJson } from '#step-kit/parse-exact-json.ts'
import { defineStep } from '#step-kit/step-definition.ts'
import { StepFailure } from '#step-kit/step-failure.ts'
import { openRegular } from './open-regular.ts'
import { fromField, pathFrom } from './path-from.ts'

const largest = 64 * 1024 * 1024

const input = z.strictObject({
  file: z
    .union([z.string(), evidenceFile])
    .describe('path of the file, or evidence of an earlier row'),
  from: fromField,
  as: z
    .enum(['text', 'json', 'yaml'])
    .default('text')
    .describe('`json` and `yaml` are parsed; integers beyond 2^53 stay exact'),
  limit: z
    .int()
    .positive()
    .max(largest)
    .default(1024 * 1024)
    .describe('largest size to read, bytes'),
  keep: z.boolean().default(false).describe('keeps the file as evidence'),
})

const output = z.object({
  size: z.int().describe('bytes'),
  sha256: z.string().describe('SHA-256 of the content, lower-case hex'),
  modified: z.string().describe('time of the last change, ISO 8601, UTC'),
  text: z.string().optional().describe('content, with `as: text`'),
  data: z.any().optional().describe('parsed content, with `as: json` or `yaml`'),
  evidence: evidenceFile.optional().describe('the file, with `keep`'),
})

/** `core.read_file` */
export const readFile = defineStep({
  name: 'core.read_file',
  doc: [
    'Reads a text, JSON or YAML file.',
    'A file that is missing or does not parse fails; one that may not be read, or is larger than `limit`, blocks.',
  ].join(' '),
  input,
  output,
  effect: 'read',
  timeout: 60_000,
  run: async ({ file, from, as, limit, keep }, context) => {
    const place =
      typeof file === 'string'
        ? await pathFrom(file, from, context)
        : await context.evidencePath(file)
    const name = typeof file === 'string' ? file : file.name
    const bytes = await readLimited(place, limit, name)
    const text = context.mask(bytes.toString())
    return {
      size: bytes.length,
      sha256: sha256(bytes),
      modified: (await stat(place)).mtime.toISOString(),
      ...(as === 'text' ? { text } : { data: await parse(text, as, name) }),
      ...(keep && {
        evidence: await context.attach({
          name: name.split('/').at(-1) ?? name,
          mediaType: mediaTypes[as],
          text,
        }),
      }),
    }
  },
})

const mediaTypes = { text: 'text/plain', json: 'application/json', yaml: 'application/yaml' }

const readLimited = async (place: string, limit: number, name: string): Promise<Buffer> => {
  await using handle = await openRegular(place)
  const { size } = await handle.stat()
  if (size > limit) {
    throw new HarnessError('too-large', `${name} has ${size} bytes; the limit is ${limit}.`, {
      hint: 'Raise `limit`, or read less with a command.',
    })
  }
  return await handle.readFile()
}

const parse = async (text: string, as: 'json' | 'yaml', name: string): Promise<Json> => {
  try {
    return as === 'json' ? parseExactJson(text) : await parseYaml(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StepFailure(`${name} is no ${as === 'json' ? 'JSON' : 'YAML'}: ${reason}`, {
      cause: error,
    })
  }
}

const parseYaml = async (text: string): Promise<Json> => {
  const yaml = await import('yaml')
  const data: unknown = yaml.parse(text, { intAsBigInt: true, maxAliasCount: 100 })
  return withNumbers(data)
}

/** Turns integers that a number holds exactly into numbers, and what JSON does not have into text. */
const withNumbers = (value: unknown): Json => {
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value
  }
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(withNumbers)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNumbers(item)]))
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value
  }
  return null
}
