import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { type Ended, lvv, startLvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'
import type { StoredEvent } from '#domain/ledger-event.ts'
import { openLedger } from '#ledger/open-ledger.ts'
import { processesNaming } from '#step-kit/testing/processes-for-test.ts'

const seed = Number(process.env.LVV_SEED ?? Math.floor(Math.random() * 2 ** 31))
const kills = 20
/** Kills of one run before it is left to end; then another run begins. */
const killsPerRun = 4

/** Numbers from 0 to 1 that a seed determines (mulberry32). */
const randomFrom = (start: number): (() => number) => {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Rows whose effect is a line of a file beside the root: CASE, cell, row. */
const deed = (file: string, row: string, name: string, effect = 'once'): string => `
  - id: ${row}
    do: core.command
    with:
      effect: ${effect}
      argv: [sh, -c, 'echo "$1" >> "$2"; setsid sleep 1000 > /dev/null 2>&1 & sleep 0.04', sh, "${name}.${row}", ${file}]`

const head = (key: string): string => `
key: ${key}
title: ${key}
objective: Deeds are counted outside.
method: Test
status: Approved`

const rootWithDeeds = (): TemporaryRoot => {
  const made = temporaryRoot({})
  const file = JSON.stringify(made.beside('deeds'))
  const caller = (key: string, more = ''): string => `${head(key)}
script:${deed(file, 'before', key)}
  - { id: made, call: make, with: {} }${deed(file, 'after', key)}${deed(file, 'again', key, 'idempotent')}
teardown:${deed(file, 'clean', key)}
${more}`
  made.write({
    'cases/SELF-T001.yaml': `${head('SELF-T001')}
kind: precursor
alias: make
outputs: { code: "\${{ steps.make.exitCode }}" }
script:${deed(file, 'make', 'SELF-T001')}
teardown:${deed(file, 'unmake', 'SELF-T001')}
`,
    'cases/SELF-T011.yaml': caller('SELF-T011'),
    'cases/SELF-T012.yaml': caller('SELF-T012'),
    'cases/SELF-T013.yaml': caller('SELF-T013'),
    'cases/SELF-T014.yaml': `${head('SELF-T014')}
matrix: { x: [1, 2, 3] }
script:
  - { id: made, call: make, with: {} }${deed(file, 'cell', 'SELF-T014-${{ matrix.x }}')}
aggregate:${deed(file, 'sum', 'SELF-T014')}
`,
  })
  return made
}

/** One row of one attempt, as the events tell it. */
const placeOf = ({ event }: StoredEvent): string | undefined =>
  event.kind === 'row-finished'
    ? [event.place.execution, event.place.attempt, event.place.section, event.place.row].join(' ')
    : undefined

const eventsOf = async (root: string): Promise<readonly StoredEvent[]> => {
  const folder = `${root}/.lvv`
  const ledger = await openLedger({
    url: `${folder}/ledger.sqlite`,
    evidenceDir: `${folder}/evidence`,
  })
  try {
    const run = await ledger.lastRun()
    return run === undefined ? [] : await Array.fromAsync(ledger.events(run))
  } finally {
    await ledger.close()
  }
}

let made: TemporaryRoot | undefined
afterEach(() => {
  for (const pid of processesNaming(made?.beside('') ?? '/nowhere').keys()) {
    process.kill(pid, 'SIGKILL')
  }
  made?.remove()
})

describe('kill -9 of the runner', () => {
  it(`loses and repeats nothing in ${kills} kills (LVV_SEED=${seed})`, async () => {
    const random = randomFrom(seed)
    let killed = 0
    while (killed < kills) {
      made = rootWithDeeds()
      killed += await killAndResume(made, random)
      await expectWholeRun(made)
      made.remove()
    }
  }, 300_000)
})

/** Starts a run, kills it, goes on with it and so on to its end; gives how often it was killed. */
const killAndResume = async (
  { root, lines }: TemporaryRoot,
  random: () => number,
): Promise<number> => {
  let killed = 0
  let before: readonly StoredEvent[] = []
  for (;;) {
    const args = before.length > 0 ? ['run', '--resume', 'last'] : ['run', '--workers', '3']
    const ended = await runFor(args, root, killed < killsPerRun ? random() * 1200 : Infinity)
    const events = await eventsOf(root)
    // What was on disk stays as it is, and what was finished is not done again.
    expect(events.slice(0, before.length)).toEqual(before)
    const finished = events.map(placeOf).filter((place) => place !== undefined)
    expect(new Set(finished).size).toBe(finished.length)
    const deeds = lines('deeds').filter((name) => !name.endsWith('.again'))
    expect(new Set(deeds).size).toBe(deeds.length)
    before = events
    if (ended.code !== null) {
      expect(ended.stderr).not.toMatch(/internal error/)
      expect([0, 3]).toContain(ended.code)
      return killed
    }
    killed += 1
  }
}

const runFor = async (
  args: readonly string[],
  root: string,
  milliseconds: number,
): Promise<Ended> => {
  const child = startLvv(args, { cwd: root })
  const timer = new AbortController()
  if (Number.isFinite(milliseconds)) {
    delay(milliseconds, undefined, { signal: timer.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    )
  }
  const ended = await child.ended
  timer.abort()
  return ended
}

interface ShownRow {
  readonly id: string
  readonly verdict: string
  readonly code?: string
  readonly message?: string
}
interface ShownExecution {
  readonly id: string
  readonly case: string
  readonly matrix: { readonly x?: number }
  readonly attempt: number
  readonly steps: readonly ShownRow[]
}

/** Every execution once, every deed at most once and as often as its row says, nothing left, nothing to find. */
const expectWholeRun = async ({ root, beside, lines }: TemporaryRoot): Promise<void> => {
  const planned = await lvv(['plan', '--json'], { cwd: root })
  const ids = planned.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).id)
  const shown = JSON.parse((await lvv(['show', 'last', '--json'], { cwd: root })).stdout)
  const executions: readonly ShownExecution[] = [...shown.executions, ...shown.precursors]
  expect(executions.map((item) => item.id).sort()).toEqual(ids.sort())
  expect(executions.every((item) => item.attempt === 1)).toBe(true)

  const deeds = lines('deeds')
  for (const execution of executions) {
    for (const row of execution.steps) expectTrue(execution, row, deeds)
  }
  const torn = (await eventsOf(root)).flatMap(({ event }) =>
    event.kind === 'execution-torn-down' ? [event.execution] : [],
  )
  expect(new Set(torn).size).toBe(torn.length)
  await expect.poll(() => processesNaming(beside('')), { timeout: 5000 }).toEqual(new Map())
  expect(await lvv(['verify-evidence'], { cwd: root })).toMatchObject({ code: 0 })
}

const expectTrue = (execution: ShownExecution, row: ShownRow, deeds: readonly string[]): void => {
  if (row.id === 'made') return
  const { x } = execution.matrix
  const name = `${execution.case}${x === undefined ? '' : `-${x}`}.${row.id}`
  const times = deeds.filter((each) => each === name).length
  if (row.verdict === 'pass') {
    if (row.id === 'again') expect(times).toBeGreaterThan(0)
    else expect([name, times]).toEqual([name, 1])
  } else if (row.code === 'once-under-way') {
    expect(row.verdict).toBe('blocked')
    expect(row.message).toMatch(/must run once and was under way when the runner ended/)
    expect([0, 1]).toContain(times)
  } else {
    expect([name, row.verdict, times]).toEqual([name, 'not-executed', 0])
  }
}
