import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

const installation = path.resolve(import.meta.dirname, '../..')
const own = [
  'cases/selftest',
  'cases/environments/selftest.yaml',
  'cases/plans/SELF-P001.yaml',
  'requirements/selftest.yaml',
  'requirements/elements/selftest.yaml',
  'requirements/deviations/SELF-REQ-0001-latency.yaml',
]

/** Cases of the language, of `core` and of `http`: those of other families need a Rubin installation. */
const filter = (source: string): boolean =>
  !/SELF-T\d+\.yaml$/.test(source) || /SELF-T[01]\d\d\.yaml$/.test(source)

/** Serves the data of the self-test: what `http.request` asks for. */
const server = createServer(async (request, response) => {
  const file = path.join(root, 'cases/selftest/data', path.basename(request.url ?? ''))
  const content = await readFile(file).catch(() => undefined)
  if (content === undefined) response.writeHead(404).end('nothing here')
  else response.setHeader('content-type', 'application/json').end(content)
})

let root: string
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'lvv-selftest-'))
  for (const file of own) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true })
    await cp(path.join(installation, file), path.join(root, file), { recursive: true, filter })
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await writeFile(
    path.join(root, 'cases/environments/selftest.yaml'),
    `title: This machine\nbindings: { selftest: { httpUrl: "http://127.0.0.1:${port}" } }\n`,
  )
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(root, { recursive: true })
})

const lvv = async (...args: readonly string[]) =>
  promisify(execFile)(path.join(installation, 'lvv'), [...args, '--root', root], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout, stderr }) => ({ code, stdout: `${stdout}${stderr}` }),
  )

const caseFile = z.object({
  key: z.string(),
  kind: z.string().optional(),
  tags: z.array(z.string()),
})
const dossierFile = z.object({
  executions: z.array(
    z.object({
      case: z.string(),
      verdict: z.string(),
      creditable: z.boolean(),
      steps: z.array(
        z.object({ id: z.string(), verdict: z.string(), message: z.string().optional() }),
      ),
    }),
  ),
})

const verdictOfTag: { readonly [tag: string]: string } = {
  'must-pass': 'pass',
  'must-fail': 'fail',
  'must-block': 'blocked',
  'must-wait': 'in-progress',
  'must-deviate': 'pass-with-deviation',
}
const worstFirst = ['fail', 'blocked', 'in-progress', 'not-executed', 'pass-with-deviation', 'pass']

/** Verdict that the tag of each case demands, by key. */
const demanded = async (): Promise<ReadonlyMap<string, string>> => {
  const folder = path.join(root, 'cases/selftest')
  const verdicts = new Map<string, string>()
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.yaml')) continue
    const { key, kind, tags } = caseFile.parse(
      parse(await readFile(path.join(folder, name), 'utf8')),
    )
    const verdict = tags.map((tag) => verdictOfTag[tag]).find((each) => each !== undefined)
    if (kind !== 'precursor') verdicts.set(key, verdict ?? 'a tag is missing')
  }
  return verdicts
}

describe('the cases of the self-test', () => {
  it('are without problems', async () => {
    expect(await lvv('check')).toMatchObject({ code: 0 })
  })

  it('get the verdicts that their tags demand, and earn no credit', async () => {
    const file = path.join(root, 'dossier.json')
    const { code, stdout } = await lvv('run', '--plan', 'SELF-P001', '--report', `json=${file}`)
    expect([code, stdout]).toEqual([1, expect.stringContaining('REHEARSAL')])
    const { executions } = dossierFile.parse(JSON.parse(await readFile(file, 'utf8')))
    const found = new Map<string, string>()
    for (const { case: key, verdict } of executions) {
      const worst = worstFirst.find((each) => each === verdict || each === found.get(key))
      found.set(key, worst ?? verdict)
    }
    expect([...found].sort()).toEqual([...(await demanded())].sort())
    expect(executions.filter(({ creditable }) => creditable)).toEqual([])
    const rowsOf = (key: string) =>
      executions
        .find((each) => each.case === key)
        ?.steps.map(({ id, verdict }) => `${id} ${verdict}`)
    expect(rowsOf('SELF-T012')).toEqual(['wrong fail', 'skipped not-executed', 'anyway pass'])
  })
})
