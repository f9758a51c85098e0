import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createSecureServer } from 'node:tls'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HarnessError } from '#domain/harness-error.ts'
import { runStepForTest } from '#step-kit/testing/run-step-for-test.ts'
import { stepContextForTest } from '#step-kit/testing/step-context-for-test.ts'
import { request } from './request.ts'

const seen: { url: string; method: string; headers: IncomingMessage['headers']; body: string }[] =
  []
let failures = 0

const pages: { readonly [path: string]: (response: ServerResponse, body: string) => void } = {
  '/json': (response) => {
    response.setHeader('content-type', 'application/json; charset=utf-8')
    response.end('{"id": 9292041530376265123, "name": "ü"}')
  },
  '/text': (response) => response.setHeader('content-type', 'text/plain').end('hello'),
  '/latin': (response) =>
    response
      .setHeader('content-type', 'text/plain; charset=iso-8859-1')
      .end(Buffer.from([0x67, 0xfc, 0x74])),
  '/bytes.bin': (response) => response.end(Buffer.alloc(3_000_000, 7)),
  '/long': (response) =>
    response.setHeader('content-type', 'text/plain').end('line\n'.repeat(400_000)),
  '/html-as-json': (response) =>
    response.setHeader('content-type', 'application/json').end('<html>login</html>'),
  '/missing': (response) => response.writeHead(404).end('nothing here'),
  '/echo': (response, body) => response.setHeader('content-type', 'text/plain').end(body),
  '/there': (response) => response.writeHead(302, { location: '/text' }).end(),
  '/around': (response) => response.writeHead(302, { location: '/around' }).end(),
  '/elsewhere': (response) =>
    response.writeHead(307, { location: `http://localhost:${port}/text` }).end(),
  '/see-other': (response) => response.writeHead(303, { location: '/text' }).end(),
  '/flaky': (response) => {
    failures++
    if (failures < 3) response.destroy()
    else response.end('at last')
  },
  '/broken': (response) => {
    response.writeHead(200, { 'content-length': 100, 'content-type': 'text/plain' })
    response.write('half', () => response.destroy())
  },
  '/never': () => undefined,
}

const server = createServer(async (incoming, response) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const { url = '', method = '', headers } = incoming
  const body = Buffer.concat(chunks).toString()
  seen.push({ url, method, headers, body })
  const page = pages[url.split('?', 1)[0] ?? '']
  if (page) page(response, body)
  else response.writeHead(500).end()
})
/** Speaks TLS without any certificate: every handshake fails. */
const broken = createSecureServer()

let port = 0
let base = ''
let securePort = 0
let closedPort = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  securePort = (broken.address() as AddressInfo).port
  const closed = createServer()
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
  closedPort = (closed.address() as AddressInfo).port
  await new Promise((resolve) => closed.close(resolve))
  base = `http://127.0.0.1:${port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await new Promise((resolve) => broken.close(resolve))
})

type Given = Parameters<
  typeof runStepForTest<(typeof request)['input'], (typeof request)['output']>
>[1]

const send = async (given: Given, secrets: { readonly [name: string]: string } = {}) => {
  await using context = await stepContextForTest({ secrets })
  const result = await runStepForTest(request, given, context)
  return { ...result, kept: context.kept }
}

describe('http.request', () => {
  it('returns JSON with integers beyond 2^53 exact', async () => {
    expect(await send({ url: `${base}/json` })).toMatchObject({
      status: 200,
      json: { id: 9292041530376265123n, name: 'ü' },
      attempts: 1,
      kept: [],
    })
  })

  it('returns short text in its own charset', async () => {
    expect((await send({ url: `${base}/text` })).body).toBe('hello')
    expect((await send({ url: `${base}/latin` })).body).toBe('güt')
  })

  it.each(['/bytes.bin', '/long'])('streams %s to evidence', async (path) => {
    const { file, body, kept, size } = await send({ url: `${base}${path}` })
    expect(body).toBeUndefined()
    expect(kept[0]?.bytes.length).toBe(size)
    expect(file).toMatchObject({ name: path.slice(1), size })
  })

  it('keeps a short answer too when a name is given', async () => {
    const { file, body, kept } = await send({ url: `${base}/text`, keep: 'greeting.txt' })
    expect([file?.name, body, kept[0]?.text]).toEqual(['greeting.txt', 'hello', 'hello'])
  })

  it('gives any status as a result', async () => {
    expect(await send({ url: `${base}/missing` })).toMatchObject({ status: 404 })
  })

  it('sends query, headers, and bodies as text, JSON with exact integers, or a form', async () => {
    const post = async (given: Partial<Given>) => {
      await send({ url: `${base}/echo?x=1`, method: 'POST', ...given })
      const last = seen.at(-1)
      return [last?.url, last?.headers['content-type'], last?.body]
    }
    expect(await post({ query: { q: 'a b', n: [1, 2] }, body: 'text' })).toEqual([
      '/echo?x=1&q=a+b&n=1&n=2',
      'text/plain;charset=UTF-8',
      'text',
    ])
    expect(await post({ body: { id: 9292041530376265123n } })).toEqual([
      '/echo?x=1',
      'application/json',
      '{"id":9292041530376265123}',
    ])
    expect(await post({ form: { QUERY: 'SELECT 1', LANG: 'ADQL' } })).toEqual([
      '/echo?x=1',
      'application/x-www-form-urlencoded;charset=UTF-8',
      'QUERY=SELECT+1&LANG=ADQL',
    ])
    expect(await post({ body: '<a/>', headers: { 'Content-Type': 'text/xml' } })).toEqual([
      '/echo?x=1',
      'text/xml',
      '<a/>',
    ])
  })

  it('sends user and password of an address as Authorization', async () => {
    const { url } = await send({ url: `http://me:p%40ss@127.0.0.1:${port}/text` })
    expect(seen.at(-1)?.headers.authorization).toBe(`Basic ${btoa('me:p@ss')}`)
    expect(url).toBe(`${base}/text`)
  })

  it('follows redirects and says who answered', async () => {
    expect(await send({ url: `${base}/there` })).toMatchObject({ url: `${base}/text`, status: 200 })
    expect(await send({ url: `${base}/there`, redirects: 0 })).toMatchObject({ status: 302 })
  })

  it('turns a POST that is answered by "see other" into a GET without body', async () => {
    await send({ url: `${base}/see-other`, method: 'POST', body: { a: 1 } })
    expect(seen.at(-1)).toMatchObject({ method: 'GET', body: '' })
    expect(seen.at(-1)?.headers['content-type']).toBeUndefined()
  })

  it('drops Authorization and Cookie when it is sent to another origin, and keeps them otherwise', async () => {
    const headers = { Authorization: 'Bearer swordfish', Cookie: 'a=b', Accept: 'text/plain' }
    await send({ url: `${base}/there`, headers })
    expect(seen.at(-1)?.headers).toMatchObject({ authorization: 'Bearer swordfish', cookie: 'a=b' })
    await send({ url: `${base}/elsewhere`, headers })
    expect(seen.at(-1)?.headers.authorization).toBeUndefined()
    expect(seen.at(-1)?.headers.cookie).toBeUndefined()
    expect(seen.at(-1)?.headers.accept).toBe('text/plain')
  })

  it('tries again after transport errors, and says how often', async () => {
    failures = 0
    const retry = { attempts: 3, delay: 0.001 }
    expect(await send({ url: `${base}/flaky`, retry })).toMatchObject({ attempts: 3, status: 200 })
  })

  it('does not repeat a POST', async () => {
    failures = 0
    const retry = { attempts: 3, delay: 0.001 }
    await expect(send({ url: `${base}/flaky`, method: 'POST', retry })).rejects.toMatchObject({
      code: 'service-unavailable',
      message: expect.stringContaining('closed the connection before it had answered'),
    })
    expect(failures).toBe(1)
  })

  const once = { attempts: 1 }
  it.each([
    ['a refused connection', () => `http://127.0.0.1:${closedPort}/`, /nothing listens at 127/],
    [
      'an unknown name',
      () => 'http://name.invalid/',
      /the name of name.invalid cannot be resolved/,
    ],
    ['failed TLS', () => `https://127.0.0.1:${securePort}/`, /TLS with 127.0.0.1:\d+ failed/],
    ['endless redirects', () => `${base}/around`, /redirects more than 5 times/],
    ['an answer that breaks off', () => `${base}/broken`, /broke off after 4 bytes/],
  ])('blocks on %s', async (_what, url, message) => {
    const failure = await send({ url: url(), retry: once }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(HarnessError)
    expect(failure).toMatchObject({
      code: 'service-unavailable',
      message: expect.stringMatching(message),
    })
  })

  it('blocks on an answer beyond its limit', async () => {
    await expect(send({ url: `${base}/bytes.bin`, limit: 1000 })).rejects.toMatchObject({
      code: 'too-large',
    })
  })

  it('fails when JSON was asked for and the answer is none', async () => {
    await expect(send({ url: `${base}/html-as-json`, as: 'json' })).rejects.toMatchObject({
      name: 'StepFailure',
      message: expect.stringContaining('begins with "<html>'),
    })
    expect((await send({ url: `${base}/html-as-json` })).json).toBeUndefined()
  })

  it('ends at the time limit of its row and says what it waited for', async () => {
    await using context = await stepContextForTest({ timeout: 100 })
    await expect(runStepForTest(request, { url: `${base}/never` }, context)).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining(`${base}/never had not answered`),
    })
  })

  it('shows no secret in results and messages', async () => {
    const secrets = { token: 'swordfish' }
    const shown = await send({ url: `${base}/echo`, method: 'POST', body: 'swordfish' }, secrets)
    expect(shown.body).toBe('***')
    const refused = await send(
      {
        url: `http://127.0.0.1:${closedPort}/?token=swordfish`,
        retry: once,
        headers: { a: 'swordfish' },
      },
      secrets,
    ).catch((error: Error) => error.message)
    expect(refused).not.toContain('swordfish')
    const header = await send(
      { url: `${base}/text`, headers: { a: 'swordfish\u0000' } },
      secrets,
    ).catch((error: Error) => error)
    expect(header).toMatchObject({ code: 'step-input' })
    expect(inspect(header)).not.toContain('swordfish')
  })

  it.each([
    ['another protocol', { url: 'file:///etc/passwd' }],
    ['a body in a GET', { url: 'http://127.0.0.1/', body: 'x' }],
    ['body and form', { url: 'http://127.0.0.1/', method: 'POST', body: 'x', form: {} }],
    ['an unknown field', { url: 'http://127.0.0.1/', methd: 'POST' }],
  ])('refuses %s', (_what, given) => {
    expect(request.input.safeParse(given).success).toBe(false)
  })

  it.each([
    ['GET', 'read'],
    ['PUT', 'idempotent'],
    ['POST', 'once'],
  ] as const)('knows the effect of %s', (method, effect) => {
    const given = request.input.parse({ url: 'http://127.0.0.1/', method })
    expect(typeof request.effect === 'function' && request.effect(given)).toBe(effect)
  })
})
