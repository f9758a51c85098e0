import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const facility = import.meta.dirname
const up = join(facility, 'up')

interface Finished {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

interface Started {
  readonly pid: number
  /** Resolves once a line with this text was on stderr. */
  readonly says: (text: string) => Promise<void>
  readonly finished: Promise<Finished>
}

function start(
  program: string,
  argv: readonly string[],
  env: Record<string, string> = {},
): Started {
  const child = spawn(program, argv, {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => stderr.includes(text) && resolve()
      look()
      child.stderr.on('data', look)
      finished.then(() => reject(new Error(`never said "${text}": ${stderr}`)), reject)
    })
  return { pid: child.pid ?? 0, says, finished }
}

const bringUp = (dir: string, ...more: string[]) => start(up, ['--dir', dir, ...more]).finished

/** The one line of JSON that a successful bring-up ends with. */
function answerOf(done: Finished) {
  expect(done.exitCode, done.stderr).toBe(0)
  expect(done.stdout.endsWith('}\n')).toBe(true)
  expect(done.stdout.trim().split('\n')).toHaveLength(1)
  return JSON.parse(done.stdout)
}

let folder: string
let dir: string
let first: Finished

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lvv-facility-'))
  dir = join(folder, 'whole')
  first = await bringUp(dir)
}, 300_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('facility/up', () => {
  test('brings up a repository and the truth of its sky, and says what it made', () => {
    const answer = answerOf(first)
    expect(answer.reused).toBe(false)
    expect(answer.bindings.repository).toBe(join(dir, 'repo'))
    expect(answer.bindings.truth.AM2.r.value).toBeGreaterThan(0)
    expect(answer.software.map((s: { product: string }) => s.product)).toContain('lsst-daf-butler')
    expect(first.stderr).toContain('simulating the survey')
  })

  test('reuses what is current, at once, and says so', async () => {
    const before = performance.now()
    const second = await bringUp(dir)
    const answer = answerOf(second)
    expect(answer).toEqual({
      ...answerOf(first),
      reused: true,
      said: ['everything is current'],
    })
    expect(second.stderr).toBe('facility: everything is current\n')
    expect(performance.now() - before).toBeLessThan(3000)
  })

  test('lets two at once share one bring-up', async () => {
    const both = await Promise.all([1, 2].map(() => bringUp(join(folder, 'both'))))
    const answers = both.map(answerOf)
    expect(answers[0].bindings).toEqual(answers[1].bindings)
    expect(answers.map((a) => a.reused).sort()).toEqual([false, true])
    expect(both.map((b) => b.stderr).join('')).toContain('waiting for another bring-up')
  })

  test('makes a vanished repository again, also after a kill in the middle', async () => {
    const shared = join(folder, 'both')
    await rm(join(shared, 'repo'), { recursive: true })
    const run = start(up, ['--dir', shared])
    await run.says('simulating the survey: repository')
    process.kill(-run.pid, 'SIGKILL')
    await run.finished
    expect(answerOf(await bringUp(shared)).reused).toBe(false)
    expect(answerOf(await bringUp(shared)).reused).toBe(true)
  })

  test('builds a Python environment anew whose installation was killed', async () => {
    const env = { LVV_PYTHON_HOME: join(folder, 'pythons') }
    const argv = ['--dir', join(folder, 'python'), '--only', 'python']
    const run = start(up, argv, env)
    await run.says('installing the Rubin middleware')
    process.kill(-run.pid, 'SIGKILL')
    await run.finished
    const answer = answerOf(await start(up, argv, env).finished)
    expect(answer.reused).toBe(false)
    const python = await start(answer.bindings.python, ['-c', 'import lsst.daf.butler']).finished
    expect(python.exitCode, python.stderr).toBe(0)
  })

  test('refuses a Python that is too old, with the line to run', async () => {
    const old = join(folder, 'old-python')
    await writeFile(old, '#!/bin/sh\n[ "$1" = -V ] && echo Python 3.11.9\nexit 1\n')
    await chmod(old, 0o755)
    const done = await start(up, ['--dir', join(folder, 'refused')], { LVV_PYTHON: old }).finished
    expect(done.exitCode).toBe(3)
    expect(done.stdout).toBe('')
    expect(done.stderr).toContain('need Python 3.12 or newer')
    expect(done.stderr).toContain('Python 3.11.9')
    expect(done.stderr).toMatch(/install one, or name one in LVV_PYTHON: {2}\S+/)
  })

  test('passes over a shim on PATH that exists and fails', async () => {
    const shims = join(folder, 'shims')
    await mkdir(shims)
    for (const name of ['python3.13', 'python3.12']) {
      await writeFile(join(shims, name), '#!/bin/sh\necho not installed >&2\nexit 127\n')
      await chmod(join(shims, name), 0o755)
    }
    const argv = ['--dir', join(folder, 'shimmed'), '--only', 'python']
    const env = { PATH: `${shims}:${process.env.PATH}` }
    answerOf(await start(up, argv, env).finished)
  })

  test.each([[[]], [['--dir']], [['--dir', '/tmp', '--only', 'java']], [['--what']]])(
    'explains its usage for %j',
    async (argv) => {
      const done = await start(up, argv).finished
      expect(done.exitCode).toBe(2)
      expect(done.stderr).toContain('usage: facility/up --dir DIR')
    },
  )
})

describe('the lock file', () => {
  test('pins every package by hash and names no registry and no path', async () => {
    const lock = await readFile(join(facility, 'requirements.txt'), 'utf8')
    const pinned = lock.split('\n').filter((line) => /^[a-z]/.test(line))
    expect(pinned.length).toBeGreaterThan(20)
    expect(pinned.every((line) => /^[a-z0-9-]+==\S+/.test(line))).toBe(true)
    expect(lock).not.toMatch(/https?:|--index|--find-links|file:|(^|\s)\/\w/m)
    expect(pinned.some((line) => line.startsWith('uv=='))).toBe(true)
  })
})

describe('the Python package', () => {
  test('passes its own tests in the environment that was brought up', {
    timeout: 600_000,
  }, async () => {
    const answer = join(folder, 'answer.json')
    await writeFile(answer, first.stdout)
    const argv = ['-W', 'ignore', '-m', 'unittest', 'discover', '-s', 'tests', '-t', '.']
    const { bindings } = answerOf(first)
    const done = await start(
      '/bin/sh',
      ['-c', 'cd "$1" && shift && exec "$@"', 'sh', facility, bindings.python, ...argv],
      { UP_ANSWER: answer, PYTHONPATH: facility, PYTHONDONTWRITEBYTECODE: '1' },
    ).finished
    expect(done.exitCode, done.stderr).toBe(0)
    expect(done.stderr).not.toContain('skipped')
  })
})
