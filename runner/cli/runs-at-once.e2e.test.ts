import { writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { lvv, startLvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'
import { written } from '#step-kit/testing/processes-for-test.ts'

let made: TemporaryRoot
afterEach(() => made.remove())

const head = (key: string): string =>
  `key: ${key}\ntitle: ${key}\nobjective: Runs at once.\nmethod: Test\nstatus: Approved\n`

/** Holds a folder while it runs: that it could be made says that nobody else held it. */
const holding = (folder: string, log: string): string =>
  JSON.stringify(`mkdir "$1" || exit 9; sleep 0.05; echo in >> "$2"; rmdir "$1"`) +
  `, sh, ${JSON.stringify(folder)}, ${JSON.stringify(log)}`

const rootWithLimits = (): TemporaryRoot => {
  const root = temporaryRoot({
    'cases/environments/here.yaml': 'title: Here\nresources: { cpus: 2, memory: 2GiB }\n',
  })
  root.write({
    'cases/SELF-T001.yaml': `${head('SELF-T001')}needs: { cpus: 1, locks: [instrument] }
matrix: { x: [1, 2, 3] }
script:
  - id: alone
    do: core.command
    with: { argv: [sh, -c, ${holding(root.beside('held'), root.beside('log'))}] }
`,
    // Two cpus of two: nothing else that claims one runs meanwhile.
    'cases/SELF-T002.yaml': `${head('SELF-T002')}needs: { cpus: 2 }
matrix: { x: [1, 2] }
script:
  - id: whole
    do: core.command
    with: { argv: [sh, -c, ${holding(root.beside('whole'), root.beside('log'))}] }
`,
    'cases/SELF-T003.yaml': `${head('SELF-T003')}script:
  - id: shared
    call: make
    with: {}
  - id: read
    do: core.echo
    with: { value: "\${{ steps.shared.text }}" }
    expect: [{ value: result.value, equals: "made\\n" }]
`,
    'cases/SELF-T004.yaml': `${head('SELF-T004')}kind: precursor
alias: make
outputs: { text: "\${{ steps.make.stdout }}" }
script:
  - id: make
    do: core.command
    with: { argv: [echo, made], effect: once, log: made.log }
teardown:
  - id: clean
    do: core.command
    with: { argv: [sh, -c, 'echo clean >> "$1"', sh, ${JSON.stringify(root.beside('cleaned'))}] }
`,
  })
  return root
}

describe('runs at once on one ledger', () => {
  it.each([2, 4])('of %i processes do not disturb each other', async (count) => {
    made = rootWithLimits()
    const { root } = made
    const ended = await Promise.all(
      Array.from({ length: count }, () =>
        lvv(['run', '--env', 'here', '--workers', '3', '--json'], { cwd: root }),
      ),
    )
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(ended.map(() => [0, '']))
    const last = ended.map(({ stdout }) => JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
    expect(last.map((line) => line.run).sort()).toEqual(ended.map((_, index) => index + 1))
    for (const { run } of last) {
      const shown = JSON.parse((await lvv(['show', `${run}`, '--json'], { cwd: root })).stdout)
      const verdicts = [...shown.executions, ...shown.precursors].map((item) => item.verdict)
      expect(verdicts).toEqual(Array.from({ length: 7 }, () => 'pass'))
    }
    // Three of the lock and two of all cpus in each run; exit 9 would have failed a row.
    expect(made.lines('log')).toHaveLength(5 * count)
    expect(made.lines('cleaned')).toHaveLength(count)
    expect(await lvv(['verify-evidence'], { cwd: root })).toMatchObject({ code: 0 })
  })

  it('refuse to go on with a run that another process executes', async () => {
    made = temporaryRoot({})
    const [waiting, go] = [made.beside('waiting'), made.beside('go')]
    const wait = 'echo waiting >> "$1"; until [ -e "$2" ]; do sleep 0.02; done'
    made.write({
      'cases/SELF-T001.yaml': `${head('SELF-T001')}script:
  - id: wait
    do: core.command
    with: { argv: [sh, -c, ${JSON.stringify(wait)}, sh, ${JSON.stringify(waiting)}, ${JSON.stringify(go)}] }
`,
    })
    const surroundings = { cwd: made.root }
    const first = startLvv(['run'], surroundings)
    await written(waiting)
    first.kill('SIGKILL')
    await first.ended
    const resumed = startLvv(['run', '--resume', 'last'], surroundings)
    await written(waiting, 2)

    const [second, rerun, listed] = await Promise.all([
      lvv(['run', '--resume', 'last'], surroundings),
      lvv(['run', '--rerun', 'failed', '--resume', '1'], surroundings),
      lvv(['list', 'runs'], surroundings),
    ])
    expect(second.code).toBe(3)
    expect(second.stderr).toMatch(/^lvv: run 1 is being executed by another process\n {5}`lvv list/)
    expect(rerun.code).not.toBe(0)
    expect(listed.stdout).toMatch(/active|running/)

    writeFileSync(go, '')
    expect((await resumed.ended).code).toBe(0)
    expect(made.lines('waiting')).toHaveLength(2)
  })
})
