import type { EvidenceRef } from '#domain/evidence.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { Json } from '#domain/json.ts'
import { parseExactJson } from '#step-kit/parse-exact-json.ts'
import type { StepContext } from '#step-kit/step-context.ts'
import { StepFailure } from '#step-kit/step-failure.ts'
import { unanswered } from './transport-problem.ts'

/** Longest text that is returned as a value, bytes; JSON that is asked for may be longer. */
const textLimit = 1024 * 1024
const jsonLimit = 64 * 1024 * 1024

/** How a row wants its answer. */
export interface Wanted {
  readonly url: string
  readonly as: 'auto' | 'json' | 'text' | 'file'
  readonly keep?: string | undefined
  /** Bytes. */
  readonly limit: number
}

/** The answer's content, by what it is. */
export interface Content {
  readonly size: number
  readonly body?: string
  readonly json?: Json
  readonly file?: EvidenceRef
}

/**
 * Reads an answer. What is no short text goes to evidence as it comes, never wholly into memory. Throws HarnessError
 * `too-large` beyond the limit, and StepFailure when `as: json` is asked for and the answer is none.
 */
export const readBody = async (
  response: Response,
  wanted: Wanted,
  context: StepContext,
): Promise<Content> => {
  const type = mediaTypeOf(response)
  const limit = Math.min(wanted.limit, wanted.as === 'json' ? jsonLimit : wanted.limit)
  const counter = countBytes(response, { ...wanted, limit }, context)
  const inMemory = wanted.as === 'json' ? limit : textLimit
  const isFile = wanted.as === 'file' || (wanted.as === 'auto' && !isText(type))
  const { head, rest } = isFile
    ? { head: [], rest: counter.chunks }
    : await readHead(counter.chunks, inMemory)
  if (rest === undefined) {
    const text = decode(Buffer.concat(head), response)
    const json = parseAs(wanted.as, type, text)
    const file = wanted.keep === undefined ? undefined : await keepText(text, type, wanted, context)
    return {
      size: counter.size(),
      body: context.mask(text),
      ...(json !== undefined && { json }),
      ...(file && { file }),
    }
  }
  const file = await context.attach({
    name: wanted.keep ?? nameFrom(wanted.url),
    mediaType: type,
    stream: concat(head, rest),
  })
  return { size: counter.size(), file }
}

const mediaTypeOf = (response: Response): string =>
  response.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ||
  'application/octet-stream'

const isJson = (type: string): boolean => /^application\/(.+\+)?json$/.test(type)
const isText = (type: string): boolean =>
  type.startsWith('text/') || isJson(type) || /^application\/(.+\+)?(xml|yaml|x-yaml)$/.test(type)

const countBytes = (response: Response, wanted: Wanted, context: StepContext) => {
  let size = 0
  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of response.body ?? []) {
        size += chunk.length
        if (size > wanted.limit) {
          throw new HarnessError(
            'too-large',
            `${context.label}: the answer is longer than ${wanted.limit} bytes.`,
            { hint: 'Ask for less, raise `limit`, or keep it with `as: file`.' },
          )
        }
        yield chunk
      }
    } catch (error) {
      if (error instanceof HarnessError) throw error
      if (context.signal.aborted) throw unanswered(wanted.url, context)
      throw brokenOff(size, error, context)
    }
  }
  return { chunks: read(), size: () => size }
}

const brokenOff = (size: number, cause: unknown, context: StepContext): HarnessError =>
  new HarnessError(
    'service-unavailable',
    `${context.label}: the answer broke off after ${size} bytes.`,
    { hint: 'Look at the log of the service.', retryable: true, cause },
  )

/** Reads up to a limit; `rest` is there when more comes. */
const readHead = async (chunks: AsyncGenerator<Uint8Array>, limit: number) => {
  const head: Uint8Array[] = []
  let size = 0
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    head.push(next.value)
    size += next.value.length
    if (size > limit) return { head, rest: chunks }
  }
  return { head, rest: undefined }
}

async function* concat(
  head: readonly Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* head
  yield* rest
}

const decode = (bytes: Buffer, response: Response): string => {
  const charset = /charset="?([\w-]+)/i.exec(response.headers.get('content-type') ?? '')?.[1]
  try {
    return new TextDecoder(charset ?? 'utf-8').decode(bytes)
  } catch {
    // A charset nobody knows: UTF-8 is the best guess, and the headers show what was said.
    return new TextDecoder().decode(bytes)
  }
}

const parseAs = (as: Wanted['as'], type: string, text: string): Json | undefined => {
  if (as === 'text' || (as === 'auto' && !isJson(type))) return undefined
  try {
    return parseExactJson(text)
  } catch (cause) {
    if (as === 'auto') return undefined
    throw new StepFailure(
      `The answer (${type}) is no JSON: it begins with ${JSON.stringify(text.slice(0, 80))}.`,
      { cause },
    )
  }
}

const keepText = (text: string, type: string, wanted: Wanted, context: StepContext) =>
  context.attach({ name: wanted.keep ?? nameFrom(wanted.url), mediaType: type, text })

const nameFrom = (url: string): string => {
  const last = decodeURIComponentSafely(new URL(url).pathname.split('/').at(-1) ?? '')
  return last.replaceAll(/[^\w.-]/g, '_').slice(0, 100) || 'answer'
}

const decodeURIComponentSafely = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    // Not percent-encoded as it should be; it is only a name.
    return text
  }
}
