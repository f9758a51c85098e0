import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'

const head = (key: string): string =>
  `key: ${key}\ntitle: ${key}\nobjective: Is wrong.\nmethod: Test\nstatus: Approved\n`

const good = `${head('SELF-T001')}script:
  - id: a
    do: core.echo
    with: { value: 1 }
    expect: [{ that: result.value == 1 }]
`
const echo = (value: string): string =>
  `${head('SELF-T002')}script:\n  - id: a\n    do: core.echo\n    with: { value: ${value} }\n`
const measure = (expectation: string): string =>
  `${echo('1')}    expect:\n      - { measure: m, value: result.value, ${expectation} }\n`

/** What is wrong with a second case, and the line at which that is said. */
const broken: readonly (readonly [what: string, text: string, at: number, says: RegExp])[] = [
  ['malformed YAML', `${head('SELF-T002')}script:\n  - id: [unclosed\n`, 8, /not YAML/],
  [
    'an alias bomb',
    `${head('SELF-T002')}a: &a [${'x,'.repeat(60)}]\nb: &b [${'*a,'.repeat(60)}]\nscript: [${'*b,'.repeat(60)}]\n`,
    6,
    /aliases/,
  ],
  ['a key twice', echo('1, value: 2'), 9, /twice|duplicate/i],
  ['a row that does not exist', echo('"${{ steps.b.x }}"'), 9, /no row "b"/],
  ['an unknown step', echo('1').replace('core.echo', 'core.ecko'), 8, /core\.echo/],
  [
    'an unknown precursor',
    `${head('SELF-T002')}script:\n  - { id: a, call: nobody }\n`,
    7,
    /nobody/,
  ],
  [
    'a cycle of calls',
    `${head('SELF-T002')}kind: precursor\nalias: one\nscript:\n  - { id: a, call: one }\n`,
    9,
    /cycle|itself/,
  ],
  ['an unknown unit', measure('unit: parsek, atMost: 3'), 11, /parsek/],
  [
    'a type that does not fit',
    echo('1').replace('core.echo', 'core.command').replace('value: 1', 'argv: 7'),
    9,
    /argv|array/,
  ],
  ['nesting without end', echo(`${'['.repeat(3000)}${']'.repeat(3000)}`), 9, /nests too deeply/],
  ['a string of 10 MB', echo(`"${'x'.repeat(10_000_000)}"`), 0, /at most 2 MiB/],
]

const options: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [['run', '--env', 'hre'], /no environment "hre"\n.*Did you mean "here"/],
  [['run', '--plan', 'SELF-P9'], /no plan "SELF-P9"/],
  [['run', 'SELF-T01'], /no case "SELF-T01"\n.*Did you mean "SELF-T001"/],
  [['run', '--wrokers', '3'], /no option --wrokers\n.*Did you mean --workers/],
  [['run', '--workers', '0'], /--workers takes a number from 1/],
  [['run', '--resume', '7'], /no run 7/],
  [['run', '--resume', 'last'], /no run yet/],
  [['run', '--resume', 'last', '--dry-run'], /--dry-run does not go with/],
  [['run', '--rerun', 'failed', '--env', 'here'], /--env does not go with/],
  [['run', 'SELF-T001', '--report', 'htm=x'], /no report format "htm"/],
  [['run', 'SELF-T001', '--input', 'x=1'], /no precursor of this run has an input "x"/],
  [['run', 'SELF-T001', '--budget', 'soon'], /--budget takes a duration, found "soon"/],
  [['run', '--tag', 'nothing'], /nothing/],
  [['run', 'SELF-T003', '--env', 'here'], /Secret "token": the variable LVV_E2E_ABSENT is missing/],
  [['run', '--root', '/nowhere'], /root \/nowhere is no folder/],
  [['lst'], /no command "lst"\n.*lvv list/],
  [['list', 'casses'], /cannot list "casses"\n.*lvv list cases/],
  [['show', 'nothing'], /"nothing"/],
  [['check', 'nothing'], /no file or folder "nothing"/],
  [['diff', '1'], /needs RUN RUN/],
]

let made: TemporaryRoot
beforeAll(() => {
  made = temporaryRoot({
    'cases/SELF-T001.yaml': good,
    'cases/SELF-T003.yaml': `${head('SELF-T003')}script:
  - id: a
    do: core.command
    with: { argv: [echo, "\${{ secrets.token }}"] }
`,
    'cases/environments/here.yaml': 'title: Here\nsecrets: { token: { from: LVV_E2E_ABSENT } }\n',
  })
})
afterAll(() => made.remove())

const inRoot = (args: readonly string[], root = made.root): Promise<Ended> =>
  lvv(args, { cwd: root })

/** Readable lines, no stack of ours. */
const expectReadable = ({ stdout, stderr }: Ended): void => {
  expect(stdout + stderr).not.toMatch(/internal error|^\s+at .*:\d+:\d+\)?$|node:internal/m)
}

const expectNoRun = async (root: string): Promise<void> => {
  const { stdout } = await inRoot(['list', 'runs', '--json'], root)
  expect(stdout).toBe('')
}

describe('bad input', () => {
  it.each(broken)(
    '%s ends with code 2 at its line, and nothing is run',
    async (_, text, at, says) => {
      const bad = temporaryRoot({ 'cases/SELF-T001.yaml': good, 'cases/SELF-T002.yaml': text })
      try {
        const [checked, ran] = await Promise.all([
          inRoot(['check'], bad.root),
          inRoot(['run'], bad.root),
        ])
        for (const ended of [checked, ran]) {
          expect(ended.code).toBe(2)
          expectReadable(ended)
          const shown = ended.stdout + ended.stderr
          expect(shown).toMatch(says)
          expect(shown).toContain(`cases/SELF-T002.yaml${at === 0 ? ' ' : `:${at}:`}`)
        }
        await expectNoRun(bad.root)
      } finally {
        bad.remove()
      }
    },
  )

  it('is said in ways that can be acted on, with code 2, before there is a run', async () => {
    for (const [args, says] of options) {
      const ended = await inRoot(args)
      expect([args, ended.code]).toEqual([args, 2])
      expectReadable(ended)
      expect(ended.stderr).toMatch(says)
    }
    await expectNoRun(made.root)
  })

  it('does not keep other cases from running: only what is selected must be right', async () => {
    const bad = temporaryRoot({ 'cases/SELF-T001.yaml': good, 'cases/SELF-T002.yaml': 'key: [\n' })
    try {
      expect(await inRoot(['run', 'SELF-T001'], bad.root)).toMatchObject({ code: 0 })
    } finally {
      bad.remove()
    }
  })

  it('of a report that cannot be written leaves the result and ends with code 3', async () => {
    // The one kind of place that refuses everybody, root too.
    const ended = await inRoot(['run', 'SELF-T001', '--report', 'junit=/proc/nowhere/report.xml'])
    expect(ended.code).toBe(3)
    expect(ended.stderr).toMatch(/the junit report cannot be written: .*\/proc\/nowhere/)
    expectReadable(ended)
    const shown = await inRoot(['show', 'last'])
    expect(shown.stdout).toMatch(/1 pass/)
  })

  it('of a ledger at a place that cannot be written to is said', async () => {
    const ended = await inRoot(['run', 'SELF-T001', '--ledger', '/proc/nowhere/ledger.sqlite'])
    expect(ended.code).toBe(3)
    expect(ended.stderr).toMatch(/folder \/proc\/nowhere cannot be made/)
  })
})
