import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EvidenceRef } from '#domain/evidence.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { createSecretMasker } from '#step-kit/secrets/create-secret-masker.ts'
import type { NewEvidence } from '#step-kit/step-context.ts'
import { alive, allGone, pidsIn, written } from '#step-kit/testing/processes-for-test.ts'
import { createProcessTree } from './create-process-tree.ts'
import type { ProcessTree } from './process-tree.ts'

let folder: string
let tree: ProcessTree
let kept: { name: string; text: string }[]
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lvv-tree-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => {
  kept = []
  tree = createProcessTree({ masker: createSecretMasker(['swordfish']) })
})
afterEach(() => tree.stopAll())

const attach = async ({ name, mediaType, stream }: NewEvidence): Promise<EvidenceRef> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream ?? []) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  kept.push({ name, text: bytes.toString() })
  return { sha256: '0'.repeat(64), name, mediaType, size: bytes.length }
}
const scopeOf = (signal: AbortSignal = new AbortController().signal) => ({
  signal,
  cwd: folder,
  label: 'SELF-T1 row',
  attach,
})
const sh = (script: string) => ({ argv: ['sh', '-c', script] as const })

/** Starts children in the group, in a session of its own, and waits for them; prints all process ids first. */
const family = 'sleep 1000 & a=$!; setsid sleep 1000 & b=$!; echo $$ $a $b; sleep 1000'

describe('a program', () => {
  it('gives exit code, signal and both streams', async () => {
    expect(await tree.run(sh('echo out; echo err >&2; exit 3'), scopeOf())).toMatchObject({
      exitCode: 3,
      signal: null,
      stdout: 'out\n',
      stderr: 'err\n',
      truncated: false,
    })
    expect(await tree.run(sh('kill -SEGV $$'), scopeOf())).toMatchObject({
      exitCode: null,
      signal: 'SIGSEGV',
    })
  })

  it('gets a minimal environment, its own additions, and not what was removed', async () => {
    process.env.LVV_TEST_LEAK = 'leaked'
    const { stdout } = await tree.run(
      { ...sh('env'), env: { COLOUR: 'blue', HOME: null } },
      scopeOf(),
    )
    delete process.env.LVV_TEST_LEAK
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => line.split('=', 1)[0])
    expect(
      names.filter((name) => !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(name ?? '')).sort(),
    ).toEqual(['COLOUR', 'LANG', 'LVV_TREE', 'PATH', 'TMPDIR', 'TZ'])
    expect(stdout).toContain('TZ=UTC')
  })

  it('gets standard input, and an empty one otherwise', async () => {
    const text = 'ä'.repeat(500_000)
    expect(await tree.run({ argv: ['wc', '-c'], stdin: text }, scopeOf())).toMatchObject({
      stdout: expect.stringMatching(/^\s*1000000\n$/),
    })
    expect(await tree.run({ argv: ['cat'] }, scopeOf())).toMatchObject({ stdout: '' })
  })

  it('may leave its input unread', async () => {
    const stdin = 'x'.repeat(5_000_000)
    expect(await tree.run({ argv: ['true'], stdin }, scopeOf())).toMatchObject({ exitCode: 0 })
  })

  it('keeps beginning and end of long output, and all of it as evidence', async () => {
    const result = await tree.run(
      { ...sh('seq 1 200000'), outputLimit: 100, evidence: 'numbers.log' },
      scopeOf(),
    )
    expect(result.truncated).toBe(true)
    expect(result.stdout).toMatch(/^1\n2\n3\n[\s\S]*\[… \d+ bytes left out …\][\s\S]*200000\n$/)
    expect(kept[0]?.text.split('\n').length).toBe(200_001)
    expect(result.evidence).toMatchObject({ name: 'numbers.log', size: kept[0]?.text.length })
  })

  it('ends its evidence at the limit and says how much is missing', async () => {
    await tree.run({ ...sh('seq 1 1000'), evidence: 'numbers.log', evidenceLimit: 10 }, scopeOf())
    expect(kept[0]?.text).toBe('1\n2\n3\n4\n5\n\n[… 3883 bytes left out …]\n')
  })

  it('shows no secret in output and evidence, also when it comes in pieces', async () => {
    const script = 'printf sword; sleep 0.05; printf "fish "; printf swordfish | base64 >&2'
    const result = await tree.run({ ...sh(script), evidence: 'log' }, scopeOf())
    expect([result.stdout, result.stderr]).toEqual(['*** ', expect.stringMatching(/^\*\*\*/)])
    expect(kept[0]?.text).toContain('*** ')
  })

  it('goes on when its evidence cannot be kept, and that is the error', async () => {
    const full = { ...scopeOf(), attach: () => Promise.reject(new Error('disk is full')) }
    await expect(tree.run({ ...sh('seq 1 2000000'), evidence: 'log' }, full)).rejects.toThrow(
      'disk is full',
    )
  })

  it.each([
    [['no-such-program'], 'no program of that name is on PATH'],
    [['./missing'], 'missing does not exist'],
    [['/'], '/ is a folder'],
    [['./plain'], 'it may not be executed'],
    [['./script'], 'the interpreter named in its first line does not exist'],
    [['true', 'x'.repeat(3_000_000)], 'arguments and environment are too long'],
  ])('says why %j cannot be started', async (argv, message) => {
    await writeFile(path.join(folder, 'plain'), '')
    await writeFile(path.join(folder, 'script'), '#!/no/such/interpreter\n')
    await chmod(path.join(folder, 'script'), 0o755)
    const [program = '', ...rest] = argv
    await expect(tree.run({ argv: [program, ...rest] }, scopeOf())).rejects.toMatchObject({
      code: 'process-start',
      message: expect.stringContaining(message),
    })
  })

  it('says when its folder is missing', async () => {
    await expect(tree.run({ argv: ['true'], cwd: '/no/such/folder' }, scopeOf())).rejects.toThrow(
      'its folder /no/such/folder does not exist',
    )
  })
})

describe('nothing outlives', () => {
  it('a program that ends: what it left in its group', async () => {
    const { stdout } = await tree.run(sh('sleep 1000 & echo $!'), scopeOf())
    await allGone(pidsIn(stdout))
  })

  it('a program that ends: what it left outside its group and holds its pipes', async () => {
    const { stdout, duration } = await tree.run(sh('setsid sleep 1000 & echo $!'), scopeOf())
    expect(duration).toBeLessThan(2000)
    await allGone(pidsIn(stdout))
  })

  it('a time-out, with the reason and the last output in the message', async () => {
    const timeout = new AbortController()
    const pids = path.join(folder, 'timeout.pids')
    const running = tree.run(
      { ...sh(`(${family}) | tee ${pids}`), evidence: 'log' },
      scopeOf(timeout.signal),
    )
    const ended = running.catch((error: unknown) => error)
    const started = await written(pids)
    timeout.abort(new HarnessError('timeout', 'The row timed out.', { hint: 'Give it more.' }))
    expect(await ended).toMatchObject({
      code: 'timeout',
      hint: 'Give it more.',
      message: expect.stringMatching(
        /^The row timed out\. The program "sh" was ended; it had printed last: \d+/,
      ),
    })
    expect(kept[0]?.text).toBe(started)
    await allGone(pidsIn(started))
  })

  it('a time-out, although the program ignores TERM', async () => {
    const timeout = new AbortController()
    const pids = path.join(folder, 'stubborn.pids')
    const script = `trap "" TERM; sleep 1000 & echo $$ $! > ${pids}; while :; do sleep 1; done`
    const ended = tree.run(sh(script), scopeOf(timeout.signal)).catch((error: unknown) => error)
    const started = await written(pids)
    timeout.abort()
    expect(await ended).toMatchObject({ code: 'interrupted' })
    await allGone(pidsIn(started))
  })

  it('a time-out, but gives descendants time to end by themselves', async () => {
    const timeout = new AbortController()
    const done = path.join(folder, 'done')
    const child = `trap 'sleep 0.3; echo cleaned up > ${done}; exit' TERM; echo ready > ${done}.ready; while :; do sleep 0.05; done`
    const ended = tree
      .run({ argv: ['sh', '-c', '(sh -c "$0"); true', child] }, scopeOf(timeout.signal))
      .catch((error: unknown) => error)
    await written(`${done}.ready`)
    timeout.abort()
    await ended
    expect(await written(done)).toBe('cleaned up\n')
  })

  it('the run: daemons that left group and pipes', async () => {
    // The daemon writes its pid when it has left the group: until then it would end with the program.
    const file = path.join(folder, 'daemon')
    const { stdout } = await tree.run(
      sh(
        `setsid sh -c 'echo $$ > ${file}; exec sleep 1000' >/dev/null 2>&1 </dev/null & while [ ! -s ${file} ]; do sleep 0.01; done; cat ${file}`,
      ),
      scopeOf(),
    )
    expect(pidsIn(stdout).filter(alive)).toHaveLength(1)
    await tree.stopAll()
    await allGone(pidsIn(stdout))
    await expect(tree.run({ argv: ['true'] }, scopeOf())).rejects.toThrow('The run has ended')
  })

  it('killNow', async () => {
    const pids = path.join(folder, 'now.pids')
    const ended = tree.run(sh(`(${family}) | tee ${pids}`), scopeOf()).catch((error) => error)
    const started = await written(pids)
    tree.killNow()
    await allGone(pidsIn(started), 1000)
    expect(await ended).toMatchObject({ code: 'interrupted' })
  })

  it('a row that was aborted before it began', async () => {
    await expect(
      tree.run({ argv: ['touch', 'begun'] }, scopeOf(AbortSignal.abort())),
    ).rejects.toThrow('was not started')
    expect(existsSync(path.join(folder, 'begun'))).toBe(false)
  })
})
