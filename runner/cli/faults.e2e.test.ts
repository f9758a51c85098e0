import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type Ended, lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'
import { processesNaming } from '#step-kit/testing/processes-for-test.ts'

let made: TemporaryRoot
let mounted: string | undefined
afterEach(() => {
  if (mounted !== undefined) spawnSync('umount', [mounted])
  mounted = undefined
  made.remove()
})

const head = (key: string): string =>
  `key: ${key}\ntitle: ${key}\nobjective: Meets a fault.\nmethod: Test\nstatus: Approved\n`

/** The case beside the one that meets a fault: it passes. */
const bystander = `${head('SELF-T009')}script:
  - id: fine
    do: core.command
    with: { argv: [echo, fine], log: fine.log }
`
const inRoot = (...args: string[]): Promise<Ended> => lvv(args, { cwd: made.root })

/** Mounts a small disk; false where that is not allowed. */
const mountDisk = (folder: string, size: string): boolean => {
  mkdirSync(folder, { recursive: true })
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'lvv-e2e', folder])
  if (done.status === 0) mounted = folder
  return done.status === 0
}

const fills = (key: string, megabytes: number, more: string): string => `${head(key)}script:
  - id: fill
    do: core.command
    with: { argv: [sh, -c, 'head -c ${megabytes}000000 /dev/urandom | base64'], ${more} }
`

describe('faults', () => {
  it('a full disk for evidence blocks the row that needed it, and the run goes on', async (test) => {
    made = temporaryRoot({
      'cases/SELF-T001.yaml': fills('SELF-T001', 8, 'log: large.log'),
      'cases/SELF-T009.yaml': bystander,
    })
    if (!mountDisk(join(made.root, '.lvv/evidence'), '2m')) {
      test.skip('no small disk can be mounted here: only root may, and not in every container')
    }
    const ended = await inRoot('run', '--workers', '1')
    expect([ended.code, ended.stderr]).toEqual([3, ''])
    expect(ended.stdout).toMatch(/■ fill .*\n.*(no space|full).*\n?.*\[disk-full\]/i)
    expect(ended.stdout).toMatch(/1 pass, 1 blocked/)
    expect(await inRoot('verify-evidence')).toMatchObject({ code: 0 })
  })

  it('a full disk for the ledger is said, and the run goes on when there is room', async (test) => {
    made = temporaryRoot({
      'cases/SELF-T001.yaml': [1, 2, 3].reduce(
        (text, number) => `${text}  - id: fill${number}
    do: core.command
    with: { argv: [sh, -c, 'head -c 700000 /dev/urandom | base64'] }
`,
        `${head('SELF-T001')}script:\n`,
      ),
      'cases/SELF-T009.yaml': bystander,
    })
    const folder = join(made.root, '.lvv')
    if (!mountDisk(folder, '1500k')) {
      test.skip('no small disk can be mounted here: only root may, and not in every container')
    }
    const ended = await inRoot('run')
    expect(ended.code).toBe(3)
    expect(ended.stdout + ended.stderr).toMatch(/disk/i)
    expect(ended.stderr).not.toMatch(/internal error|^\s+at /m)
    expect(processesNaming(made.beside(''))).toEqual(new Map())

    spawnSync('mount', ['-o', 'remount,size=50m', folder])
    const resumed = await inRoot('run', '--resume', 'last')
    expect([resumed.code, resumed.stderr]).toEqual([0, ''])
    expect(resumed.stdout).toMatch(/2 pass/)
    expect(await inRoot('verify-evidence')).toMatchObject({ code: 0 })
  })

  it('a hung program is ended with all it started, and the run goes on', async () => {
    made = temporaryRoot({
      'cases/SELF-T001.yaml': `${head('SELF-T001')}script:
  - id: hangs
    do: core.command
    timeout: 500ms
    with: { argv: [sh, -c, "trap '' TERM; setsid sleep 1000 & sleep 1000 & wait; sleep 1000"] }
`,
      'cases/SELF-T009.yaml': bystander,
    })
    const ended = await inRoot('run')
    expect([ended.code, ended.stderr]).toEqual([3, ''])
    expect(ended.stdout).toMatch(/no end within 500 ms.*\[timeout\]/)
    expect(ended.stdout).toMatch(/1 pass, 1 blocked/)
    expect(processesNaming(made.beside(''))).toEqual(new Map())
  })

  it('a folder that vanished blocks what needs it, and the run goes on', async () => {
    made = temporaryRoot({
      'cases/SELF-T001.yaml': `${head('SELF-T001')}script:
  - id: vanish
    do: core.command
    with: { argv: [sh, -c, 'rm -rf "$PWD"'] }
  - id: after
    do: core.command
    with: { argv: [touch, here] }
`,
      'cases/SELF-T002.yaml': `${head('SELF-T002')}script:
  - id: elsewhere
    do: core.command
    with: { argv: [ls], cwd: nowhere }
`,
      'cases/SELF-T009.yaml': bystander,
    })
    const ended = await inRoot('run')
    expect([ended.code, ended.stderr]).toEqual([3, ''])
    const words = ended.stdout.replaceAll(/\s+/g, ' ')
    expect(words).toMatch(
      /■ after core.command .* its folder [^ ]* does not exist. \[process-start\]/,
    )
    expect(words).toMatch(/■ elsewhere core.command .* its folder [^ ]*nowhere does not exist/)
    expect(ended.stdout).toMatch(/1 pass, 2 blocked/)
  })
})

/** Steps of a user's own: a worker that repeats what it hears, and ends itself when it is told to. */
const ownFamily = `
import { defineStep, HarnessError, type SessionDefinition, type StepFamily } from 'lvv/step-kit'
import { z } from 'zod'

interface Worker { ask(text: string): Promise<string>; alive: boolean; stop(): Promise<void> }

const worker: SessionDefinition<Worker> = {
  kind: 'parrot',
  key: '',
  open: async (opener) => {
    const script = 'while read -r line; do [ "$line" != die ] || kill -KILL $$; echo "$line $$"; done'
    const program = await opener.start({ argv: ['sh', '-c', script] })
    const lines = program.lines[Symbol.asyncIterator]()
    const session: Worker = {
      alive: true,
      ask: async (text) => {
        await program.write(text + '\\n')
        const answer = await lines.next()
        if (!answer.done) return answer.value
        session.alive = false
        throw new HarnessError('process-lost', 'the parrot is gone')
      },
      stop: () => program.stop(),
    }
    return session
  },
  close: (session) => session.stop(),
  isAlive: (session) => session.alive,
}

const ask = defineStep({
  name: 'parrot.ask',
  doc: 'Says something to the parrot.',
  input: z.object({ text: z.string() }),
  output: z.object({ answer: z.string().describe('what it said, and its process id') }),
  effect: 'read',
  timeout: 5_000,
  run: async ({ text }, context) => ({ answer: await (await context.session(worker)).ask(text) }),
})

export const family = { name: 'parrot', doc: 'A worker.', types: {}, steps: [ask] } satisfies StepFamily
`
const asks = (id: string, text: string, more = ''): string => `
  - id: ${id}
    do: parrot.ask${more}
    with: { text: ${text} }
    expect: [{ value: result.answer, matches: "^${text} [0-9]+$" }]`

describe("a user's own root", () => {
  it('has steps of its own, at a path with spaces and other letters; a worker that dies blocks its row', async () => {
    made = temporaryRoot(
      {
        'steps/parrot/family.ts': ownFamily,
        'cases/SELF-T001.yaml': `${head('SELF-T001')}script:${asks('one', 'hello')}${asks('two', 'die', '\n    continue: true')}${asks('three', 'again')}
`,
        'cases/SELF-T009.yaml': bystander,
      },
      "mein Prüf-Ordner (1) & 'Söhne'",
    )
    expect(await inRoot('check')).toMatchObject({ code: 0, stderr: '' })
    expect((await inRoot('list', 'steps', 'parrot')).stdout).toMatch(/^parrot\.ask +read/m)
    const ended = await inRoot('run', '--report', 'junit=out/junit.xml')
    expect([ended.code, ended.stderr]).toEqual([3, ''])
    expect(ended.stdout).toMatch(/■ two parrot\.ask .*\n.*the parrot is gone.*\[process-lost\]/)
    const { executions } = JSON.parse((await inRoot('show', 'last', '--json')).stdout)
    const verdicts = executions[0].steps.map((row: { verdict: string }) => row.verdict)
    expect(verdicts).toEqual(['pass', 'blocked', 'pass'])
    expect(processesNaming(made.beside(''))).toEqual(new Map())
    expect(await inRoot('verify-evidence')).toMatchObject({ code: 0 })
  })
})
