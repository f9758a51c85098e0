import { writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { lvv, startLvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'
import { processesNaming, written } from '#step-kit/testing/processes-for-test.ts'

let made: TemporaryRoot
afterEach(() => {
  for (const pid of processesNaming(made.beside('')).keys()) process.kill(pid, 'SIGKILL')
  made.remove()
})

/** A case that waits for a file named `go`, between a shared precursor and a row that must run once. */
const rootThatWaits = (trap = ''): TemporaryRoot => {
  const root = temporaryRoot({})
  const file = (name: string): string => JSON.stringify(root.beside(name))
  const head = (key: string): string =>
    `key: ${key}\ntitle: ${key}\nobjective: Is interrupted.\nmethod: Test\nstatus: Approved\n`
  const notes = (name: string, effect: string): string => `
    do: core.command
    with: { effect: ${effect}, argv: [sh, -c, 'echo "$1" >> "$1"', sh, ${file(name)}] }`
  const wait = JSON.stringify(
    `${trap}setsid sleep 1000 & echo began >> "$1"; until [ -e "$2" ]; do sleep 0.02; done`,
  )
  root.write({
    'cases/SELF-T001.yaml': `${head('SELF-T001')}script:
  - { id: made, call: make, with: {} }
  - id: once${notes('once', 'once')}
  - id: wait
    do: core.command
    with: { effect: idempotent, argv: [sh, -c, ${wait}, sh, ${file('began')}, ${file('go')}] }
  - id: after${notes('after', 'once')}
teardown:
  - id: clean${notes('cleaned', 'idempotent')}
`,
    'cases/SELF-T002.yaml': `${head('SELF-T002')}kind: precursor
alias: make
outputs: { code: "\${{ steps.make.exitCode }}" }
script:
  - id: make${notes('made', 'idempotent')}
teardown:
  - id: unmake${notes('unmade', 'idempotent')}
`,
  })
  return root
}

describe('interrupts', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s once ends what runs, tears down, and leaves a run that can be gone on with',
    async (signal) => {
      made = rootThatWaits()
      const surroundings = { cwd: made.root }
      const run = startLvv(['run'], surroundings)
      await written(made.beside('began'))
      run.kill(signal)
      const ended = await run.ended

      expect(ended.code).toBe(130)
      expect(ended.stderr).toBe('')
      expect(ended.stdout).toMatch(/interrupted/)
      expect(ended.stdout).toMatch(/lvv run --resume 1/)
      expect(made.lines('cleaned')).toHaveLength(1)
      expect(made.lines('unmade')).toHaveLength(1)
      expect(processesNaming(made.beside(''))).toEqual(new Map())
      expect(await lvv(['verify-evidence'], surroundings)).toMatchObject({ code: 0 })

      // Its teardown ran, so the case starts again; what must run once does not, unless that is asked for.
      writeFileSync(made.beside('go'), '')
      const resumed = await lvv(['run', '--resume', 'last'], surroundings)
      expect([resumed.code, resumed.stderr]).toEqual([3, ''])
      expect(resumed.stdout).toMatch(/once must run once and ran in attempt 1/)
      expect(made.lines('once')).toHaveLength(1)
      const again = await lvv(['run', '--rerun', 'blocked', '--again'], surroundings)
      expect([again.code, again.stderr]).toEqual([0, ''])
      expect(['once', 'after', 'began'].map((name) => made.lines(name).length)).toEqual([2, 1, 2])
      expect(made.lines('unmade')).toHaveLength(made.lines('made').length)
    },
  )

  it('twice stops at once, leaves no process, and a run that can be gone on with', async () => {
    // Ignores TERM: ending it in order takes two seconds.
    made = rootThatWaits(`trap 'echo told >> "$1"' TERM; `)
    const surroundings = { cwd: made.root }
    const run = startLvv(['run'], surroundings)
    await written(made.beside('began'))
    run.kill('SIGINT')
    await written(made.beside('began'), 2)
    const second = performance.now()
    run.kill('SIGINT')
    const ended = await run.ended

    expect(ended.code).toBe(130)
    expect(performance.now() - second).toBeLessThan(1500)
    await expect.poll(() => processesNaming(made.beside(''))).toEqual(new Map())

    writeFileSync(made.beside('go'), '')
    const resumed = await lvv(['run', '--resume', 'last'], surroundings)
    expect([resumed.code, resumed.stderr]).toEqual([0, ''])
    expect(made.lines('once')).toHaveLength(1)
    expect(made.lines('cleaned')).toHaveLength(1)
  })
})
