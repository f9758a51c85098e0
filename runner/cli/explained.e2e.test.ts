import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Ended, lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'

let made: TemporaryRoot
const inRoot = (...args: string[]): Promise<Ended> => lvv(args, { cwd: made.root })

beforeAll(async () => {
  made = temporaryRoot({
    'cases/environments/site.yaml': 'title: Site\nstage: commissioning\n',
    'requirements/lse-61.yaml': `document: LSE-61
title: DMSR
requirements: [{ id: DMS-REQ-0001, title: Is up }]
`,
    'requirements/elements/lse-61.yaml':
      'document: LSE-61\nelements: [{ key: LVV-1, requirement: DMS-REQ-0001, title: Is up }]\n',
  })
  made.write({
    'cases/area/LVV-T1.yaml': `key: LVV-T1
title: Is up
method: Test
status: Approved
verifies: [LVV-1]
script:
  - id: look
    do: core.command
    with: { argv: [test, "!", "-e", "${made.beside('down')}"] }
    expect: [{ value: result.exitCode, equals: 0 }]
`,
  })
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', made.root, '-c', 'user.name=A', '-c', 'user.email=a@b', ...args])
  git('init', '--quiet')
  git('add', 'cases', 'requirements')
  git('commit', '--quiet', '--message', 'State')
  writeFileSync(made.beside('down'), '')
  expect(await inRoot('run', '--env', 'site')).toMatchObject({ code: 1 })
  rmSync(made.beside('down'))
  expect(await inRoot('run', '--rerun', 'failed', '--resume', '1')).toMatchObject({ code: 0 })
})
afterAll(() => made.remove())

interface Shown {
  readonly requirements: readonly { readonly coverage: string; readonly flags: readonly string[] }[]
}
const ofRun = async (): Promise<Shown['requirements'][number] | undefined> => {
  const { stdout } = await inRoot('show', '1', '--json')
  return (JSON.parse(stdout) as Shown).requirements[0]
}
const ofAll = async (): Promise<string> =>
  JSON.parse((await inRoot('trace', 'DMS-REQ-0001', '--json')).stdout.split('\n')[0] ?? '').coverage

it('holds a failure against a pass of a rerun, in the run as over all runs, until it is explained', async () => {
  expect(await ofRun()).toMatchObject({
    coverage: 'with-failures',
    flags: expect.arrayContaining(['rerun-unexplained']),
  })
  expect(await ofAll()).toBe('with-failures')
  const explain = ['record', 'explain', '1', 'LVV-T1', '--role', 'operator', '--note', 'power cut']
  expect(await inRoot(...explain, '--name', 'B')).toMatchObject({ code: 0 })
  expect(await ofRun()).toMatchObject({ coverage: 'fully-verified', flags: [] })
  expect(await ofAll()).toBe('fully-verified')
})
