import { afterAll, expect, it } from 'vitest'
import { lvv } from '#cli/testing/command-line.ts'
import { temporaryRoot } from '#cli/testing/temporary-root.ts'

const echo = (key: string, limit: number) => `key: ${key}
title: Echo
method: Test
status: Approved
script:
  - id: say
    do: core.echo
    with: { value: 3 }
    expect:
      - value: result.value
        atMost: ${limit}
`

const root = temporaryRoot({
  'cases/a/SELF-T1.yaml': echo('SELF-T1', 1),
  'cases/a/SELF-T2.yaml': echo('SELF-T2', 5),
  // Never run: every earlier run is looked at for it.
  'cases/a/SELF-T3.yaml': echo('SELF-T3', 5),
})
afterAll(() => root.remove())

const run = (...args: string[]) => lvv(['run', ...args], { cwd: root.root })

it('takes what never ran first, then the oldest result, and no failure that has passed since for urgent', async () => {
  expect((await run('SELF-T1')).code).toBe(1)
  expect((await run('SELF-T2')).code).toBe(0)
  root.write({ 'cases/a/SELF-T1.yaml': echo('SELF-T1', 5) })
  expect((await run('SELF-T1')).code).toBe(0)
  const { stdout } = await run('--budget', '10m', '--workers', '1', '--json')
  const started = stdout
    .split('\n')
    .filter((line) => line.includes('"execution-started"'))
    .map((line) => JSON.parse(line).execution)
  expect(started).toEqual(['SELF-T3', 'SELF-T2', 'SELF-T1'])
})

it('takes what a change made outdated before all else', async () => {
  root.write({ 'cases/a/SELF-T2.yaml': echo('SELF-T2', 4) })
  const { stdout } = await run('--budget', '10m', '--workers', '1', '--json')
  const first = stdout.split('\n').find((line) => line.includes('"execution-started"')) ?? ''
  expect(JSON.parse(first).execution).toBe('SELF-T2')
})
