import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runStepForTest } from '#step-kit/testing/run-step-for-test.ts'
import {
  type StepContextOptions,
  stepContextForTest,
} from '#step-kit/testing/step-context-for-test.ts'
import { command } from './command.ts'

type Given = Parameters<typeof command.input.parse>[0] & object

const run = async (given: Given, options: StepContextOptions = {}) => {
  await using context = await stepContextForTest(options)
  const result = await runStepForTest(command, command.input.parse(given), context)
  return { ...result, kept: context.kept, workDir: context.workDir, root: context.root }
}

describe('core.command', () => {
  it('gives exit code and both streams as they were printed', async () => {
    const argv = ['sh', '-c', 'echo out; echo first >&2; echo last >&2; exit 3']
    expect(await run({ argv })).toMatchObject({
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'first\nlast\n',
      lastLine: 'last',
    })
  })

  it('passes words as they are, numbers too', async () => {
    const argv = ['printf', '%s|', '$HOME', '*', 'a b', 3, 9292041530376265123n]
    expect((await run({ argv })).stdout).toBe('$HOME|*|a b|3|9292041530376265123|')
  })

  it('uses a shell only when asked, and hands it values as its own arguments', async () => {
    const argv = ['echo "$1" | tr a-z A-Z', "it's; exit 1"]
    expect(await run({ argv, shell: true })).toMatchObject({
      exitCode: 0,
      stdout: "IT'S; EXIT 1\n",
    })
  })

  it('runs in the work folder, or in a folder of the root', async () => {
    const { stdout, workDir } = await run({ argv: ['pwd'] })
    expect(stdout.trim()).toBe(workDir)
    await using context = await stepContextForTest()
    await mkdir(path.join(context.root, 'data'))
    const given = command.input.parse({ argv: ['pwd'], cwd: 'data' })
    expect((await command.run(given, context)).stdout).toBe(`${context.root}/data\n`)
  })

  it('takes standard input and variables', async () => {
    const argv = ['sh', '-c', 'cat; echo "$COLOUR ${HOME-none}"']
    const given = { argv, stdin: 'in ', env: { COLOUR: 'blue', HOME: null } }
    expect((await run(given)).stdout).toBe('in blue none\n')
  })

  it('keeps what is printed as evidence when asked', async () => {
    const { log, kept } = await run(
      { argv: ['echo', 'swordfish'], log: 'echo.log' },
      {
        secrets: { token: 'swordfish' },
      },
    )
    expect([log?.name, kept[0]?.text]).toEqual(['echo.log', '***\n'])
    expect((await run({ argv: ['echo', 'x'] })).kept).toEqual([])
  })

  it('counts a crash as an exit code, as shells do', async () => {
    expect(await run({ argv: ['sh', '-c', 'kill -SEGV $$'] })).toMatchObject({ exitCode: 139 })
  })

  it('blocks when somebody else ended the program', async () => {
    await expect(run({ argv: ['sh', '-c', 'kill -KILL $$'] })).rejects.toMatchObject({
      code: 'process-lost',
    })
  })

  it('blocks when the program does not exist', async () => {
    await expect(run({ argv: ['no-such-program'] })).rejects.toMatchObject({
      code: 'process-start',
    })
  })

  it('ends with its row', async () => {
    await using context = await stepContextForTest({ timeout: 200 })
    const given = command.input.parse({ argv: ['sh', '-c', 'echo begun; sleep 1000; touch late'] })
    await expect(command.run(given, context)).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('it had printed last: begun'),
    })
    expect(existsSync(path.join(context.workDir, 'late'))).toBe(false)
  })

  it.each(['read', 'idempotent', 'once'] as const)('has the effect %s when declared', (effect) => {
    const given = command.input.parse({ argv: ['true'], effect })
    expect(typeof command.effect === 'function' && command.effect(given)).toBe(effect)
  })

  it.each([
    [{ argv: [] }],
    [{ argv: 'ls -l' }],
    [{ argv: ['true'], log: '../escape' }],
    [{ argv: ['true'], stdn: 'typo' }],
  ])('refuses %j', (given) => {
    expect(command.input.safeParse(given).success).toBe(false)
  })
})
