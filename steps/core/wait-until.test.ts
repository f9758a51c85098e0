import { utimes, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runStepForTest } from '#step-kit/testing/run-step-for-test.ts'
import { stepContextForTest } from '#step-kit/testing/step-context-for-test.ts'
import { waitUntil } from './wait-until.ts'

const interval = 0.01

describe('core.wait_until', () => {
  it('waits for a file', async () => {
    await using context = await stepContextForTest()
    const waiting = runStepForTest(waitUntil, { file: 'flag', interval }, context)
    await writeFile(path.join(context.root, 'flag'), '')
    expect(await waiting).toEqual({ seconds: expect.any(Number), attempts: expect.any(Number) })
  })

  it('waits for a text in a file', async () => {
    await using context = await stepContextForTest()
    const file = path.join(context.root, 'log')
    await writeFile(file, 'starting')
    const waiting = runStepForTest(waitUntil, { file: 'log', contains: 'ready', interval }, context)
    await writeFile(file, 'starting\nready\n')
    expect((await waiting).attempts).toBeGreaterThanOrEqual(1)
  })

  it('waits for a change', async () => {
    await using context = await stepContextForTest()
    const file = path.join(context.root, 'log')
    await writeFile(file, '1')
    const touching = setInterval(() => void utimes(file, new Date(), new Date()), 5)
    const { attempts } = await runStepForTest(
      waitUntil,
      { file: 'log', changes: true, interval },
      context,
    )
    clearInterval(touching)
    expect(attempts).toBeGreaterThanOrEqual(1)
  })

  it('waits for a port', async () => {
    await using context = await stepContextForTest()
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const tcp = `127.0.0.1:${port}`
    expect(await runStepForTest(waitUntil, { tcp }, context)).toMatchObject({ attempts: 1 })
    await new Promise((resolve) => server.close(resolve))
  })

  it('waits for a command to succeed', async () => {
    await using context = await stepContextForTest()
    const argv = ['sh', '-c', 'echo x >> count; test $(wc -l < count) -ge 3']
    expect(await runStepForTest(waitUntil, { argv, interval }, context)).toMatchObject({
      attempts: 3,
    })
  })

  it.each([
    [{ file: 'flag' }, /Still waiting: the file flag does not exist/],
    [{ file: 'here', contains: 'x' }, /Still waiting: the file here does not contain "x"/],
    [{ file: 'here', changes: true }, /Still waiting: the file here has not changed/],
    // On a busy machine not even the first look may end in time.
    [{ tcp: '127.0.0.1:1' }, /Still waiting: no (connection to|answer from) 127.0.0.1:1/],
    [{ argv: ['sh', '-c', 'echo not yet; false'] }, /"sh" ended with code 1: not yet|was ended/],
  ])('blocks at the time limit and says what is missing: %j', async (given, message) => {
    await using context = await stepContextForTest({ timeout: 150 })
    await writeFile(path.join(context.root, 'here'), '')
    await expect(runStepForTest(waitUntil, { ...given, interval }, context)).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringMatching(message),
    })
  })

  it.each([[{}], [{ file: 'a', tcp: 'b:1' }], [{ tcp: 'no-port' }]])('refuses %j', (given) => {
    expect(waitUntil.input.safeParse(given).success).toBe(false)
  })
})
