import { setTimeout as pause } from 'node:timers/promises'
import { HarnessError } from '#domain/harness-error.ts'
import type { StepContext } from '#step-kit/step-context.ts'
import { toJsonNumbers } from './to-json-numbers.ts'
import { transportProblem, unanswered } from './transport-problem.ts'

/** A request as a row gives it. */
export interface Outgoing {
  readonly url: string
  readonly method: string
  readonly query?: { readonly [name: string]: unknown } | undefined
  readonly headers?: { readonly [name: string]: unknown } | undefined
  readonly body?: unknown
  readonly form?: { readonly [name: string]: unknown } | undefined
  readonly retry: { readonly attempts: number; readonly delay: number }
  readonly redirects: number
}

/** An answer whose body is still to be read. */
export interface Answer {
  readonly response: Response
  /** Address that answered. */
  readonly url: string
  readonly attempts: number
  /** `performance.now()` of the try that was answered. */
  readonly started: number
}

/** Sends, tries again after transport errors, follows redirects. Throws HarnessError `service-unavailable`. */
export const sendRequest = async (outgoing: Outgoing, context: StepContext): Promise<Answer> => {
  const { attempts, delay } = outgoing.retry
  for (let attempt = 1; ; attempt++) {
    const started = performance.now()
    try {
      return { ...(await followRedirects(outgoing, context)), attempts: attempt, started }
    } catch (error) {
      if (context.signal.aborted) throw unanswered(outgoing.url, context)
      if (error instanceof HarnessError) throw error
      if (attempt >= attempts) throw transportProblem(error, { outgoing, attempt, context })
    }
    const wait = delay * 1000 * 2 ** (attempt - 1)
    await pause(wait, undefined, { signal: context.signal }).catch(() => {
      throw unanswered(outgoing.url, context)
    })
  }
}

interface Hop {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly body: string | undefined
}

const followRedirects = async (
  outgoing: Outgoing,
  context: StepContext,
): Promise<{ readonly response: Response; readonly url: string }> => {
  let hop = firstHop(outgoing, context)
  for (let redirects = 0; ; redirects++) {
    const { url, body, method, headers } = hop
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: context.signal,
      ...(body !== undefined && { body }),
    })
    const target = redirectTarget(response, url)
    if (!target || outgoing.redirects === 0) return { response, url: url.href }
    await response.body?.cancel()
    if (redirects >= outgoing.redirects) {
      throw new HarnessError(
        'service-unavailable',
        context.mask(
          `${outgoing.url} redirects more than ${outgoing.redirects} times, last to ${target}.`,
        ),
        { hint: 'Name the final address, or raise `redirects`; 0 returns the redirect itself.' },
      )
    }
    hop = nextHop(hop, target, response.status)
  }
}

const firstHop = (outgoing: Outgoing, context: StepContext): Hop => {
  const url = new URL(outgoing.url)
  for (const [name, value] of Object.entries(outgoing.query ?? {})) {
    for (const each of [value].flat()) url.searchParams.append(name, String(each))
  }
  const headers = headersOf(outgoing, context)
  moveCredentials(url, headers)
  const { body, type } = bodyOf(outgoing)
  if (type !== undefined && !headers.has('content-type')) headers.set('content-type', type)
  return { url, method: outgoing.method, headers, body }
}

/** `http://user:password@host` is an `Authorization` header written in the address. */
const moveCredentials = (url: URL, headers: Headers): void => {
  if (url.username === '' && url.password === '') return
  const pair = [url.username, url.password].map(decodeURIComponent).join(':')
  if (!headers.has('authorization')) {
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`)
  }
  url.username = ''
  url.password = ''
}

const headersOf = (outgoing: Outgoing, context: StepContext): Headers => {
  const headers = new Headers({ 'user-agent': 'lvv' })
  for (const [name, value] of Object.entries(outgoing.headers ?? {})) {
    if (!setHeader(headers, name, String(value))) {
      throw new HarnessError(
        'step-input',
        `${context.label}: the header "${name}" has a name or value that HTTP does not allow.`,
        { hint: 'A value is one line of Latin-1 text.' },
      )
    }
  }
  return headers
}

/** False when HTTP does not allow it: the library's own message would show the value, which may be a secret. */
const setHeader = (headers: Headers, name: string, value: string): boolean => {
  try {
    headers.set(name, value)
    return true
  } catch {
    return false
  }
}

const bodyOf = (
  outgoing: Outgoing,
): { readonly body: string | undefined; readonly type?: string } => {
  if (outgoing.form !== undefined) {
    const fields = Object.entries(outgoing.form).map(([name, value]): [string, string] => [
      name,
      String(value),
    ])
    return {
      body: new URLSearchParams(fields).toString(),
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
    }
  }
  if (outgoing.body === undefined) return { body: undefined }
  if (typeof outgoing.body === 'string') {
    return { body: outgoing.body, type: 'text/plain;charset=UTF-8' }
  }
  return { body: toJsonNumbers(outgoing.body), type: 'application/json' }
}

const redirectTarget = (response: Response, from: URL): URL | undefined => {
  if (![301, 302, 303, 307, 308].includes(response.status)) return undefined
  const location = response.headers.get('location')
  const target = location === null ? null : URL.parse(location, from.href)
  return target && /^https?:$/.test(target.protocol) ? target : undefined
}

/** As browsers do: 303 and a moved POST become GET; what identifies the caller stays with its origin. */
const nextHop = ({ url, method, headers, body }: Hop, target: URL, status: number): Hop => {
  const toGet = (status === 303 && method !== 'HEAD') || (status < 303 && method === 'POST')
  const next = new Headers(headers)
  if (target.origin !== url.origin) {
    for (const name of ['authorization', 'cookie', 'proxy-authorization']) next.delete(name)
  }
  if (!toGet) return { url: target, method, headers: next, body }
  for (const name of ['content-type', 'content-length']) next.delete(name)
  return { url: target, method: 'GET', headers: next, body: undefined }
}
