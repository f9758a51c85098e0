import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'

const head = (key: string): string =>
  `key: ${key}\ntitle: ${key}\nobjective: Takes a person.\nmethod: Inspection\nstatus: Approved\n`

let made: TemporaryRoot
beforeAll(async () => {
  made = temporaryRoot({
    'cases/SELF-T001.yaml': `${head('SELF-T001')}script:
  - id: look
    manual: Look at the map.
    asks: { note: { type: string }, rms: { type: number }, map: { type: core.File } }
    expect: [{ measure: rms, value: result.rms, unit: mas, atMost: 5 }]
  - id: apart
    do: core.command
    with: { argv: [echo, apart], effect: once }
  - id: use
    do: core.read_file
    with: { file: "\${{ steps.look.map }}" }
    expect: [{ value: result.text, contains: "a map" }]
`,
    'cases/SELF-T002.yaml': `${head('SELF-T002')}script:\n  - id: note\n    report: The note on the map.\n`,
    'cases/precursors/SELF-T003.yaml': `${head('SELF-T003')}kind: precursor
alias: by_hand
inputs: { dataset: { type: string }, limits: { type: any } }
script:
  - id: do
    manual: Process the dataset of the input.
    expected: It ends.
`,
    'cases/SELF-T004.yaml': `${head('SELF-T004')}script:
  - id: processed
    call: by_hand
    with: { dataset: "HSC \\x1b[31m/RC2", limits: { low: 1, high: [2, 3] } }
`,
    'map.txt': 'a map',
  })
  const ran = await lvv(['run'], { cwd: made.root })
  expect(ran.code).toBe(0)
  expect(ran.stdout).toMatch(/3 in-progress/)
})
afterAll(() => made.remove())

const person = ['--verdict', 'pass', '--name', 'A. Tester', '--role', 'scientist', '--note', 'Flat']
const answers = (rms: string, map: string): readonly string[] =>
  ['note=flat', `rms=${rms}`, `map=${map}`].flatMap((answer) => ['--answer', answer])
const record = (row: string, ...args: string[]): Promise<Ended> =>
  lvv(['record', '1', ...row.split(' '), ...args], { cwd: made.root })

interface Shown {
  readonly precursors: readonly {
    readonly id: string
    readonly steps: readonly { readonly verdict: string; readonly given?: object }[]
  }[]
  readonly executions: readonly {
    readonly case: string
    readonly verdict: string
    readonly steps: readonly { readonly id: string; readonly verdict: string }[]
  }[]
}
const shown = async (): Promise<Shown> =>
  JSON.parse((await lvv(['show', '1', '--json'], { cwd: made.root })).stdout)

describe('rows that a person does', () => {
  it.each([
    ['an unknown row', 'SELF-T001 lok', person, /no manual or report row "lok"\n.*SELF-T001' look/],
    ['an unknown execution', 'SELF-T009 look', person, /no execution "SELF-T009"/],
    ['missing answers', 'SELF-T001 look', person, /asks for note, rms, map/],
    ['a wrong type', 'SELF-T001 look', [...person, ...answers('big', '@map.txt')], /rms must be/],
    ['no file', 'SELF-T001 look', [...person, ...answers('3', '@nowhere')], /no file/],
    ['a text for a file', 'SELF-T001 look', [...person, ...answers('3', 'x')], /map=@PATH/],
    ['nobody', 'SELF-T001 look', answers('3', '@map.txt'), /--name, --role, --note, --verdict/],
    [
      'half a report',
      'SELF-T002 note',
      [...person, '--report', 'document=X'],
      /--report revision=/,
    ],
  ])('are not recorded with %s, and nothing changes', async (_, row, args, says) => {
    const before = await shown()
    const ended = await record(row, ...args)
    expect(ended.code).toBe(2)
    expect(ended.stderr).toMatch(says)
    expect(await shown()).toEqual(before)
  })

  it('are recorded once, and what waited for them goes on', async () => {
    const recorded = await record('SELF-T001 look', ...person, ...answers('3', '@map.txt'))
    expect(recorded.code).toBe(0)
    expect(recorded.stderr).toBe('recorded SELF-T001 look of run 1\n')
    const [first] = (await shown()).executions.filter((item) => item.case === 'SELF-T001')
    expect(first?.verdict).toBe('pass')
    expect(first?.steps.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'look pass',
      'apart pass',
      'use pass',
    ])
    const again = await record('SELF-T001 look', ...person, ...answers('9', '@map.txt'))
    expect(again.code).toBe(2)
    expect(again.stderr).toMatch(/SELF-T001 look is recorded already/)
  })

  it('of a precursor say what its caller gave it, before and after they are recorded', async () => {
    const waiting = async (): Promise<string> =>
      (await lvv(['show', '1'], { cwd: made.root })).stdout
    expect(await waiting()).toMatch(
      /Process the dataset of the input\.\n +expected: It ends\.\n +dataset: HSC .*\/RC2\n +limits: \{"low":1,"high":\[2,3\]\}\n/,
    )
    expect(await waiting()).not.toContain('\u001b')
    const { precursors } = await shown()
    const [by = ''] = precursors.map(({ id }) => id)
    expect(await record(`${by} do`, ...person)).toMatchObject({ code: 0 })
    expect((await shown()).precursors[0]?.steps[0]).toMatchObject({
      verdict: 'pass',
      given: { limits: { low: 1, high: [2, 3] } },
    })
    expect(await waiting()).not.toContain('Process the dataset')
  })

  it('make whoever did them an executor, who cannot review the run', async () => {
    const review = ['record', '1', '--role', 'SE', '--note', 'Fine', '--disposition', 'accept']
    const ended = await lvv([...review.toSpliced(1, 0, 'review'), '--name', 'a. tester'], {
      cwd: made.root,
    })
    expect(ended.code).toBe(2)
    expect(ended.stderr).toContain('run 1 was executed by A. Tester: a. tester cannot review it')
  })

  it('are recorded with the document that they report', async () => {
    const fields = ['document=DMTR-1', 'revision=2', 'conclusion=good', 'author=A', 'reviewer=B']
    const report = (sha256: string): string[] =>
      [...fields, `sha256=${sha256}`].flatMap((field) => ['--report', field])
    const wrong = await record('SELF-T002 note', ...person, ...report('abc'))
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/64 hex digits/)])
    const recorded = await record('SELF-T002 note', ...person, ...report('ab'.repeat(32)))
    expect([recorded.code, recorded.stderr]).toEqual([0, 'recorded SELF-T002 note of run 1\n'])
    expect((await shown()).executions.every((item) => item.verdict === 'pass')).toBe(true)
    expect(await lvv(['verify-evidence'], { cwd: made.root })).toMatchObject({ code: 0 })
  })

  it('are not recorded for a case that has changed since', async () => {
    const second = await lvv(['run', 'SELF-T002'], { cwd: made.root })
    expect(second.code).toBe(0)
    const file = join(made.root, 'cases/SELF-T002.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('note on', 'paper on'))
    const fields = ['document=X', 'revision=2', 'conclusion=good', 'author=A', 'reviewer=B']
    const report = [...fields, `sha256=${'ab'.repeat(32)}`].flatMap((field) => ['--report', field])
    const late = await lvv(['record', '2', 'SELF-T002', 'note', ...person, ...report], {
      cwd: made.root,
    })
    expect(late.code).toBe(2)
    expect(late.stderr).toMatch(
      /^lvv: changed since the plan was stored: SELF-T002 \(cases\/SELF-T002/,
    )
    expect((await lvv(['show', '2'], { cwd: made.root })).stdout).toMatch(/waiting for a person/)
  })
})
