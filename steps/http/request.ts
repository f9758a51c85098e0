import { z } from 'zod'
import { evidenceFile } from '#step-kit/evidence-file.ts'
import { defineStep } from '#step-kit/step-definition.ts'
import { readBody } from './read-body.ts'
import { sendRequest } from './send-request.ts'

const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'POST', 'PATCH'] as const
const reading: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
const repeatable: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])

const scalar = z.union([z.string(), z.number(), z.bigint(), z.boolean()])

const input = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }).describe('address, `http` or `https`'),
    method: z.enum(methods).default('GET').describe('HTTP method'),
    query: z
      .record(z.string(), z.union([scalar, z.array(scalar)]))
      .optional()
      .describe('parameters added to the address; a list repeats its name'),
    headers: z.record(z.string(), scalar).optional().describe('request headers'),
    body: z
      .any()
      .optional()
      .describe('text is sent as it is, everything else as JSON with its content type'),
    form: z
      .record(z.string(), scalar)
      .optional()
      .describe('fields sent as `application/x-www-form-urlencoded`, instead of `body`'),
    as: z
      .enum(['auto', 'json', 'text', 'file'])
      .default('auto')
      .describe(
        'how the answer is read: `auto` goes by its content type, `file` keeps it as evidence',
      ),
    keep: z
      .string()
      .regex(/^[\w.-]+$/)
      .optional()
      .describe('name of the evidence file; absent: from the address'),
    limit: z
      .int()
      .positive()
      .default(1024 ** 3)
      .describe('most bytes of an answer; a larger one blocks'),
    retry: z
      .strictObject({
        attempts: z.int().min(1).max(20).default(3).describe('tries in all'),
        delay: z
          .number()
          .positive()
          .default(0.5)
          .describe('before the second try, seconds; then doubled'),
      })
      .prefault({})
      .describe('after transport errors only, never after an answer, and not for POST and PATCH'),
    redirects: z.int().min(0).max(20).default(5).describe('redirects to follow'),
  })
  .refine((given) => given.body === undefined || given.form === undefined, {
    error: 'give either body or form',
  })
  .refine((given) => !(reading.has(given.method) && (given.body ?? given.form) !== undefined), {
    error: 'a GET, HEAD or OPTIONS request has no body',
  })

const output = z.object({
  status: z.int().describe('HTTP status'),
  headers: z
    .record(z.string(), z.string())
    .describe('answer headers, names in lower case; repeated ones joined by a comma'),
  url: z.string().describe('address that answered, after redirects'),
  body: z
    .string()
    .optional()
    .describe('answer as text, up to 1 MiB; longer or binary ones are in `file`'),
  json: z.any().optional().describe('parsed answer; integers beyond 2^53 stay exact'),
  file: evidenceFile.optional().describe('answer kept as evidence'),
  size: z.int().describe('bytes of the answer'),
  seconds: z
    .number()
    .describe('from the request that was answered to the end of the answer, seconds'),
  attempts: z.int().describe('number of tries'),
})

/** `http.request` */
export const request = defineStep({
  name: 'http.request',
  doc: [
    'Sends an HTTP request and reads the answer. Whatever the status, an answer is a result: expect what it must be.',
    'A service that cannot be reached (name, connection, TLS) blocks.',
    'Short text and JSON are returned, everything else is streamed to evidence.',
    'Redirects to another origin lose `Authorization` and `Cookie`.',
  ].join(' '),
  input,
  output,
  effect: ({ method }) =>
    reading.has(method) ? 'read' : repeatable.has(method) ? 'idempotent' : 'once',
  timeout: 60_000,
  run: async (given, context) => {
    const attempts = repeatable.has(given.method) ? given.retry.attempts : 1
    const answer = await sendRequest({ ...given, retry: { ...given.retry, attempts } }, context)
    const content = await readBody(answer.response, given, context)
    const headers = Object.fromEntries(
      [...answer.response.headers].map(([name, value]) => [name, context.mask(value)]),
    )
    return {
      status: answer.response.status,
      headers,
      url: context.mask(answer.url),
      ...content,
      seconds: (performance.now() - answer.started) / 1000,
      attempts: answer.attempts,
    }
  },
})
