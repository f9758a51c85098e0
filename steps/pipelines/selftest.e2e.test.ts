import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { rubinPython } from './fixtures/rubin-python.ts'

const installation = join(import.meta.dirname, '..', '..')
const cases = join('cases', 'selftest')
const fixtures = join('steps', 'pipelines', 'fixtures')

const dossier = z.object({
  executions: z.array(
    z.object({
      case: z.string(),
      verdict: z.string(),
      steps: z.array(z.object({ id: z.string(), message: z.string().optional() })),
    }),
  ),
})

let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lvv-selftest-'))
  for (const folder of [cases, join('cases', 'environments'), 'requirements', fixtures]) {
    await mkdir(join(root, folder), { recursive: true })
  }
  const files = await readdir(join(installation, cases))
  for (const file of files.filter((name) => /^SELF-T2\d\d\.yaml$/.test(name))) {
    await cp(join(installation, cases, file), join(root, cases, file))
  }
  for (const folder of [join(cases, 'data'), fixtures]) {
    await cp(join(installation, folder), join(root, folder), { recursive: true })
  }
  const bindings = `title: This machine\nbindings: { python: ${await rubinPython()} }\n`
  await writeFile(join(root, 'cases', 'environments', 'machine.yaml'), bindings)
}, 300_000)

afterAll(() => rm(root, { recursive: true, force: true }))

/** What the tag of a case says about its verdict. */
const promisedVerdict = async (key: string): Promise<string | undefined> => {
  const text = await readFile(join(root, cases, `${key}.yaml`), 'utf8')
  const promised = /must-(pass|fail|block)/.exec(text)?.[1]
  return promised === 'block' ? 'blocked' : promised
}

test('every selftest case of the Rubin families ends as its tag promises, and says why', async () => {
  const report = join(root, 'dossier.json')
  const { exitCode, all } = await execa(
    join(installation, 'lvv'),
    ['run', '--root', root, '--env', 'machine', '--tag', 'rubin', '--report', `json=${report}`],
    { reject: false, all: true },
  )
  expect(exitCode, all).toBe(1)
  const { executions } = dossier.parse(JSON.parse(await readFile(report, 'utf8')))
  expect(executions.length).toBeGreaterThan(15)
  const promised: string[] = []
  for (const each of executions) promised.push(`${each.case} ${await promisedVerdict(each.case)}`)
  expect(executions.map((each) => `${each.case} ${each.verdict}`)).toEqual(promised)

  const messages = new Map(
    executions.map((each) => [
      each.case,
      each.steps.map(({ message }) => message ?? '').join('\n'),
    ]),
  )
  expect(messages.get('SELF-T203')).toContain('no dataset of type sources exists in selftest/')
  expect(messages.get('SELF-T204')).toContain('dataset type source is not registered')
  expect(messages.get('SELF-T255')).toContain("No collection with name 'FixtureCam/no-such")
  expect(messages.get('SELF-T282')).toContain('TE1 was not computed')
}, 300_000)
