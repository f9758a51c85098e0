import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSecretMasker } from '#step-kit/secrets/create-secret-masker.ts'
import { allGone, pidsIn } from '#step-kit/testing/processes-for-test.ts'
import { createProcessTree } from './create-process-tree.ts'
import type { ProcessTree } from './process-tree.ts'

let tree: ProcessTree
beforeEach(() => {
  tree = createProcessTree({ masker: createSecretMasker(['swordfish']) })
})
afterEach(() => tree.stopAll())

const folder = tmpdir()
const sh = (script: string) => ({ argv: ['sh', '-c', script] as const })

describe('a long-lived program', () => {
  const start = (script: string) => tree.start(sh(script), { cwd: folder, label: 'session' })

  it('answers line by line', async () => {
    const program = await start('while read line; do echo "got $line"; done')
    const lines = program.lines[Symbol.asyncIterator]()
    await program.write('one\n')
    expect(await lines.next()).toMatchObject({ value: 'got one' })
    await program.write('two\nthree\n')
    expect(await lines.next()).toMatchObject({ value: 'got two' })
    expect(await lines.next()).toMatchObject({ value: 'got three' })
    await program.stop()
    expect(await lines.next()).toMatchObject({ done: true })
    expect(await program.ended).toEqual({ exitCode: 0, signal: null })
  })

  it('gives long lines whole', async () => {
    const program = await start('head -c 20000000 /dev/zero | tr "\\0" x; echo; echo end')
    const lengths: number[] = []
    for await (const line of program.lines) lengths.push(line.length)
    expect(lengths).toEqual([20_000_000, 3])
  })

  it('refuses a line beyond 64 MiB', async () => {
    const program = await start('head -c 70000000 /dev/zero | tr "\\0" x; echo')
    await expect(program.lines[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'too-large',
    })
  })

  it('says when it is gone, and what it had said', async () => {
    const program = await start('echo "no repository; swordfish" >&2; exit 7')
    expect(await program.ended).toEqual({ exitCode: 7, signal: null })
    await expect.poll(() => program.stderrTail()).toBe('no repository; ***\n')
    await expect(program.write('hello\n')).rejects.toMatchObject({
      code: 'process-lost',
      message: expect.stringContaining('no repository; ***'),
    })
  })

  it('is ended with its children by stop, although it does not listen', async () => {
    const program = await start(
      `trap "" TERM; sleep 1000 & a=$!; setsid sleep 1000 & echo $$ $a $!; sleep 1000`,
    )
    const { value } = await program.lines[Symbol.asyncIterator]().next()
    await program.stop()
    await allGone(pidsIn(String(value)))
  })

  it('is ended when its signal aborts', async () => {
    const stop = new AbortController()
    const program = await tree.start(sh('sleep 1000'), {
      cwd: folder,
      label: 'session',
      signal: stop.signal,
    })
    stop.abort()
    expect(await program.ended).toMatchObject({ signal: 'SIGTERM' })
  })
})
