import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'

/** Characters that matter in JSON, URLs, XML, base64 and shells; from a variable and from a file. */
const token = `tK"9\\q/Z+w?&=%<x>'a b~Hk7$(y)#J`
const password = `pä€ß\tW\\"ord\u2028/🔭+&=%<7>Qz`

/** Prints a secret in all the ways in which a program may: whole, encoded, and a few bytes at a time. */
const printer = `
const { writeFileSync } = require('node:fs')
const secret = process.argv[1]
const bytes = Buffer.from(secret)
const out = [secret, JSON.stringify({ [secret]: [secret] }), encodeURIComponent(secret),
  encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
  new URLSearchParams({ secret }).toString(), bytes.toString('hex')]
for (const before of ['', 'a', 'ab']) {
  const shifted = Buffer.concat([Buffer.from(before), bytes, Buffer.from('tail')])
  out.push(shifted.toString('base64'), shifted.toString('base64url'))
}
const chunks = out.flatMap((each) => {
  const all = Buffer.from(each + '\\n')
  return [all, ...Array.from({ length: Math.ceil(all.length / 7) }, (_, i) => all.subarray(7 * i, 7 * i + 7))]
})
writeFileSync(process.argv[2], secret)
const next = () => {
  const chunk = chunks.shift()
  if (chunk === undefined) process.exit(process.env.SECRET === secret ? 7 : 8)
  process.stdout.write(chunk)
  process.stderr.write(chunk, () => setImmediate(next))
}
next()
`

/** All forms in which a secret must not be found, and its halves: what a cut in the middle would leave. */
const formsOf = (secret: string): readonly Buffer[] => {
  const bytes = Buffer.from(secret)
  const half = Math.floor(bytes.length / 2)
  const shifted = ['', 'a', 'ab'].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.from(before), bytes]).toString('base64')
    // The first and the last characters depend on what stands around the secret.
    const sure = encoded.slice(4, -4)
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')]
  })
  const percent = encodeURIComponent(secret)
  const texts = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    percent,
    percent.toLowerCase(),
    new URLSearchParams({ s: secret }).toString().slice(2),
    bytes.toString('hex'),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    ...shifted,
  ]
  return [
    ...texts.map((each) => Buffer.from(each)),
    bytes.subarray(0, half),
    bytes.subarray(half),
    bytes.subarray(4, 4 + half),
  ]
}

const forms = [token, password].flatMap(formsOf)

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

let made: TemporaryRoot
let server: Server
const heard: string[] = []
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await text(request)
    heard.push(`${request.headers['x-token']} ${body} ${decodeURIComponent(request.url ?? '')}`)
    response.setHeader('x-echo', String(request.headers['x-token']))
    response.setHeader('content-type', 'application/json')
    const raw = String(request.headers['x-token'])
    response.end(
      JSON.stringify({ raw, [raw]: Buffer.from(`Basic ${raw}`).toString('base64'), body }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  made = rootWithSecrets((server.address() as AddressInfo).port)
})
afterAll(() => {
  server.close()
  made.remove()
})

const rootWithSecrets = (port: number): TemporaryRoot => {
  const root = temporaryRoot({})
  const quoted = (value: string): string => JSON.stringify(value)
  const prints = (secret: string): string => `
    do: core.command
    with:
      argv: [${quoted(process.execPath)}, -e, ${quoted(printer)}, "\${{ secrets.${secret} }}", ${quoted(root.beside(secret))}]
      env: { SECRET: "\${{ secrets.${secret} }}" }
      log: printed.log`
  const asks = (as: string): string => `
    do: http.request
    with:
      url: http://127.0.0.1:${port}/
      method: POST
      query: { token: "\${{ secrets.token }}" }
      headers: { X-Token: "\${{ secrets.token }}" }
      body: { password: "\${{ secrets.password }}" }
      as: ${as}`
  const head = (key: string): string =>
    `key: ${key}\ntitle: ${key}\nobjective: Hidden everywhere.\nmethod: Test\nstatus: Approved\n`
  writeFileSync(root.beside('password-file'), `${password}\n`)
  root.write({
    'cases/environments/here.yaml': `title: Here\nsecrets: { token: { from: LVV_E2E_TOKEN }, password: { file: ${quoted(root.beside('password-file'))} } }\n`,
    'cases/SELF-T001.yaml': `${head('SELF-T001')}script:
  - id: unexpected
    continue: true${prints('token')}
  - id: expected
    continue: true${prints('password')}
    expect:
      - value: result.stdout
        equals: nothing
      - that: result.stderr == result.stdout + "x"
  - id: echo
    continue: true
    do: core.echo
    with: { value: "\${{ secrets.password }}", "list": ["\${{ secrets.token }}"] }
    expect:
      - value: result.value
        matches: "^nothing$"
`,
    'cases/SELF-T002.yaml': `${head('SELF-T002')}script:
  - id: json
    continue: true${asks('auto')}
    expect:
      - value: result.body
        equals: nothing
      - value: result.headers["x-echo"]
        contains: nothing
      - value: result.url
        equals: nowhere
  - id: file
    continue: true${asks('file')}
  - id: down
    do: http.request
    with: { url: "http://127.0.0.1:1/", query: { token: "\${{ secrets.token }}" } }
`,
    'cases/SELF-T003.yaml': `${head('SELF-T003')}script:
  - id: echo
    do: core.echo
    with: { value: 1 }
    expect: [{ that: result.value == 1 }]
`,
  })
  return root
}

const run = (args: readonly string[]): Promise<Ended> =>
  lvv(['run', '--env', 'here', ...args], { cwd: made.root, env: { LVV_E2E_TOKEN: token } })

const reports = ['json', 'junit', 'terminal']

describe('secrets', () => {
  it('reach what needs them, and no file, report or terminal in any form', async () => {
    const asked = reports.flatMap((format) => ['--report', `${format}=report.${format}`])
    const first = await run(['--verbose', ...asked])
    const second = await run(['--json'])
    const shown = await lvv(['show', 'last', '--verbose'], { cwd: made.root })

    // They were used as they are …
    expect(first.code).toBe(1)
    expect(readFileSync(made.beside('token'), 'utf8')).toBe(token)
    expect(readFileSync(made.beside('password'), 'utf8')).toBe(password)
    expect(heard).toHaveLength(4)
    for (const words of heard) {
      expect(words).toContain(token)
      expect(words).toContain(JSON.stringify(password))
    }
    // … the child saw the same in its environment, all of it was kept, and the messages speak of it …
    expect(first.stdout).toMatch(/ended with code 7/)
    expect(first.stdout.match(/\*\*\*/g)?.length).toBeGreaterThan(5)
    const files = filesIn(made.root)
    expect(files.filter((file) => file.includes('evidence')).length).toBeGreaterThan(2)
    // … and none of it is anywhere.
    const places = new Map<string, Buffer>([
      ...files.map((file) => [file, readFileSync(file)] as const),
      ...[first, second, shown].flatMap((ended, index) => [
        [`stdout ${index}`, Buffer.from(ended.stdout)] as const,
        [`stderr ${index}`, Buffer.from(ended.stderr)] as const,
      ]),
    ])
    const found = [...places].filter(([, bytes]) => forms.some((form) => bytes.includes(form)))
    expect(found.map(([place]) => place)).toEqual([])
  })

  it('are asked for only by cases that use them; a missing one is named, and nothing is run', async () => {
    const without = (more: readonly string[]): Promise<Ended> =>
      lvv(['run', '--env', 'here', ...more], { cwd: made.root })
    const before = await lvv(['list', 'runs'], { cwd: made.root })
    const missing = await without([])
    expect(missing.code).toBe(2)
    expect(missing.stderr).toMatch(/Secret "token": the variable LVV_E2E_TOKEN is missing/)
    expect(await lvv(['list', 'runs'], { cwd: made.root })).toEqual(before)
    expect(await without(['SELF-T003'])).toMatchObject({ code: 0 })
  })
})
