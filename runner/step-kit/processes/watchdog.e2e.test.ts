import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  alive,
  allGone,
  descendantsOf,
  pidsIn,
  processesNaming,
  readText,
  written,
} from '#step-kit/testing/processes-for-test.ts'

const packageRoot = path.resolve(import.meta.dirname, '../../..')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lvv-watchdog-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** What a test started: a failing test must not leave it either. */
let started: readonly number[] = []
afterEach(() => {
  for (const pid of started.filter(alive)) process.kill(pid, 'SIGKILL')
  started = []
})

describe('kill -9 of the runner', () => {
  const runner = (script: string): string => `
    import { createProcessTree } from '#step-kit/processes/create-process-tree.ts'
    import { createSecretMasker } from '#step-kit/secrets/create-secret-masker.ts'
    const tree = createProcessTree({ masker: createSecretMasker([]) })
    const scope = {
      signal: new AbortController().signal, cwd: '/', label: 'row', attach: async () => ({}),
    }
    ${script}
  `

  it.each([
    ['a row', `await tree.run({ argv: ['sh', '-c', process.env.FAMILY] }, scope)`],
    [
      'a session',
      `await (await tree.start({ argv: ['sh', '-c', process.env.FAMILY] }, scope)).ended`,
    ],
    [
      'many rows at once',
      `await Promise.all([1, 2, 3, 4, 5].map(() => tree.run({ argv: ['sh', '-c', process.env.FAMILY] }, scope)))`,
    ],
    [
      'a row after others',
      `for (let i = 0; i < 20; i++) await tree.run({ argv: ['true'] }, scope)
       await tree.run({ argv: ['sh', '-c', process.env.FAMILY] }, scope)`,
    ],
  ])('leaves nothing of %s within 2 s, nor the watchdog', async (what, script) => {
    const pids = path.join(folder, `killed-${what.replaceAll(' ', '-')}.pids`)
    const printing = `(sleep 1000 & setsid sleep 1000 & echo $! >> ${pids}; sleep 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', runner(script)], {
      cwd: packageRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, FAMILY: printing },
    })
    const closed = new Promise((resolve) => child.once('close', resolve))
    await written(pids, what.startsWith('many') ? 5 : 1)
    started = descendantsOf(child.pid ?? 0)
    // Group leaders, their children, those in sessions of their own, and the watchdog.
    expect(started.length).toBeGreaterThanOrEqual(what.startsWith('many') ? 16 : 4)
    child.kill('SIGKILL')
    await closed
    started = [...started, ...pidsIn(readText(pids))]
    await allGone(started)
  })

  it('leaves nothing when its very first program is what kills it', async () => {
    const name = path.join(folder, 'first')
    const killing = `kill -9 $PPID; setsid sh -c 'sleep 1000; : ${name}' & wait`
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        runner(`await tree.run({ argv: ['sh', '-c', process.env.FAMILY] }, scope)`),
      ],
      { cwd: packageRoot, stdio: 'ignore', env: { ...process.env, FAMILY: killing } },
    )
    await new Promise((resolve) => child.once('close', resolve))
    const left = processesNaming(name)
    started = [...left.keys()]
    await allGone(started)
    expect(processesNaming(name)).toEqual(new Map())
  })

  it('lets the watchdog go when the runner ends in order', async () => {
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        runner(
          `await tree.run({ argv: ['true'] }, scope); console.log('ready'); process.stdin.once('data', () => tree.stopAll().then(() => process.stdin.destroy()))`,
        ),
      ],
      { cwd: packageRoot, stdio: ['pipe', 'pipe', 'inherit'] },
    )
    const closed = new Promise((resolve) => child.once('close', resolve))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const [watchdog = 0, ...others] = descendantsOf(child.pid ?? 0)
    expect([alive(watchdog), others]).toEqual([true, []])
    child.stdin.write('end\n')
    expect(await closed).toBe(0)
    await allGone([watchdog])
  })
})
