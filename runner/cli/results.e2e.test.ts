import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'
import { parseRunId } from '#domain/keys.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { openLedger } from '#ledger/open-ledger.ts'

let made: TemporaryRoot
beforeAll(async () => {
  made = temporaryRoot({
    'cases/environments/usdf.yaml': 'title: The data facility\nstage: precursor\n',
    'requirements/lab-1.yaml': `document: LAB-1
title: Laboratory
requirements:
  - { id: LAB-REQ-0001, title: The lamp, status: live }
`,
    'requirements/elements/lab-1.yaml': `document: LAB-1
elements:
  - { key: LVV-1, requirement: LAB-REQ-0001, title: The lamp is on }
`,
    'lamp.txt': 'off',
    'old.csv': `\ufeffElement,Case,Date,Release,Environment,Status,By
LVV-1,SELF-T001,2026-10-01,w_2026_40,usdf,Pass w/ Deviation,C. Operator
LVV-1,SELF-T001,2026-13-01,w_2026_40,usdf,Pass,
LVV-9,SELF-T001,2026-10-02,w_2026_40,usdf,Fail,
`,
    gitconfig: '[user]\n  name = V. Rubin\n',
  })
  made.write({
    'cases/SELF-T001.yaml': `key: SELF-T001
title: Fails until the lamp is on.
objective: Fails once.
method: Test
status: Approved
verifies: [LVV-1]
script:
  - id: read
    do: core.command
    with: { argv: [cat, "${join(made.root, 'lamp.txt')}"], effect: read }
    expect: [{ value: result.stdout, contains: "on" }]
`,
  })
  const ran = await lvv(['run'], { cwd: made.root })
  expect(ran.code).toBe(1)
})
afterAll(() => made.remove())

const call = (line: string, ...more: readonly string[]): Promise<Ended> =>
  lvv([...line.split(' '), ...more], {
    cwd: made.root,
    env: { GIT_CONFIG_GLOBAL: join(made.root, 'gitconfig') },
  })
const withLedger = async <T>(work: (ledger: Ledger) => Promise<T>): Promise<T> => {
  const folder = join(made.root, '.lvv')
  const url = join(folder, 'ledger.sqlite')
  const ledger = await openLedger({ url, evidenceDir: join(folder, 'evidence') })
  try {
    return await work(ledger)
  } finally {
    await ledger.close()
  }
}

describe('lvv import results', () => {
  it('shows on a dry run what it would take, and keeps nothing', async () => {
    const ended = await call('import results old.csv --dry-run')
    expect(ended).toMatchObject({
      code: 2,
      stdout: `line  case       elements  verdict              date        release    environment  credit
2     SELF-T001  LVV-1     pass-with-deviation  2026-10-01  w_2026_40  usdf         yes
4     SELF-T001  LVV-9     fail                 2026-10-02  w_2026_40  usdf         yes
would import 2 results of old.csv, 1 problem
`,
      stderr: `old.csv:3: date: expected a day, 2026-11-23, or an instant with zone, 2026-11-23T09:30:00Z, found "2026-13-01"
old.csv:4: warning: LVV-9 is no element of this root
old.csv:4: warning: SELF-T001 does not verify LVV-9
`,
    })
    expect(await withLedger((ledger) => ledger.runs())).toHaveLength(1)
  })

  it('keeps the good lines as a run of their own, with the file as evidence', async () => {
    const ended = await call('import results old.csv')
    expect(ended.code).toBe(2)
    expect(ended.stdout).toBe('imported 2 results of old.csv, 1 problem; run 2\n')
    const { outcomes, run, file } = await withLedger(async (ledger) => {
      const [first] = await ledger.runOutcomes()
      const sha256 = first?.imported?.sha256 ?? ''
      return {
        outcomes: await ledger.outcomes(),
        run: first,
        file: readFileSync(await ledger.evidence.path({ sha256 }), 'utf8'),
      }
    })
    expect(outcomes.map(({ origin, verdict }) => `${origin.kind} ${verdict}`)).toEqual([
      'import pass-with-deviation',
      'import fail',
      'execution fail',
    ])
    expect(run).toMatchObject({ executor: `V. Rubin (${userInfo().username})`, stage: 'precursor' })
    expect(file).toBe(readFileSync(join(made.root, 'old.csv'), 'utf8'))
    expect((await call('verify-evidence')).code).toBe(0)
  })

  it('refuses the same file again, unless it is told to', async () => {
    const refused = await call('import results old.csv')
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('lvv: old.csv was imported before, as run 2\n')
    const taken = await call('import results old.csv --again --json')
    expect(
      taken.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .at(-1),
    ).toEqual({
      kind: 'import',
      source: 'old.csv',
      run: 3,
      results: 2,
    })
  })

  it.each([
    ['no file', 'import results', /takes one file, found none/],
    ['two files', 'import results old.csv old.csv', /takes one file, found 2/],
    ['a file that is not there', 'import results new.csv', /there is no file new\.csv/],
    ['another format', 'import results lamp.txt', /lamp\.txt is neither \.csv, \.tsv nor \.json/],
    ['an option of requirements', 'import results old.csv --mend', /takes no --mend/],
    ['another thing', 'import reslts old.csv', /takes no "reslts"\n.*import results/],
  ])('refuses %s', async (_, line, says) => {
    const ended = await call(line)
    expect(ended.code).toBe(2)
    expect(ended.stderr).toMatch(says)
  })

  it('is no run to go on with, and not the last one', async () => {
    const resumed = await call('run --resume 2')
    expect(resumed.code).toBe(2)
    expect(resumed.stderr).toContain('run 2 holds results imported from old.csv')
    expect((await call('show last')).stdout).toContain('SELF-T001')
    expect((await call('list runs')).stdout).toMatch(/^3 .* from old\.csv {2}fail /m)
    const shown = await call('show 2')
    expect(shown.code).toBe(0)
    expect(shown.stdout).toMatch(/^run 2: 2 results imported from old\.csv by V\. Rubin \(/)
    expect(shown.stdout).toMatch(/^2 .* pass-with-deviation .* by C\. Operator$/m)
  })
})

describe('lvv record review', () => {
  const note = ['--note', 'Looked at every page']
  const review = (run: string, name: string) =>
    call(`record review ${run} --role reviewer --disposition accept --name`, name, ...note)

  it('refuses the executor of a run, by name or login, and who executed what was imported', async () => {
    for (const [run, name] of [
      ['1', userInfo().username],
      ['2', 'v. rubin'],
      ['2', 'C. Operator'],
    ] as const) {
      const ended = await review(run, name)
      expect(ended.code).toBe(2)
      expect(ended.stderr).toContain(`${name} cannot review it`)
      expect(ended.stderr).toContain('A review is by somebody other than the executor.')
    }
  })

  it('records what somebody else thinks of the run', async () => {
    const ended = await review('1', 'R. Eviewer')
    expect(ended).toMatchObject({
      code: 0,
      stderr: 'recorded the review of run 1: accept by R. Eviewer\n',
    })
    const runs = await withLedger((ledger) => ledger.runOutcomes())
    expect(runs.find(({ run }) => run === 1)?.reviews).toMatchObject([
      { name: 'R. Eviewer', role: 'reviewer', disposition: 'accept', note: 'Looked at every page' },
    ])
    expect((await call('verify-evidence')).code).toBe(0)
  })

  it.each([
    ['nobody', 'record review 1 --disposition accept', /--name, --role, --note/],
    [
      'no opinion',
      'record review 1 --name R --role R --note N --disposition maybe',
      /found "maybe"/,
    ],
    ['no such run', 'record review 9 --name R --role R --note N --disposition accept', /no run 9/],
    ['a verdict', 'record review 1 --verdict pass', /record review takes no --verdict/],
    ['a row', 'record review 1 SELF-T001', /takes one run, found "SELF-T001" too/],
    ['half a record', 'record 1 SELF-T001', /lvv record needs RUN EXECUTION ROW/],
  ])('refuses %s', async (_, line, says) => {
    const ended = await call(line)
    expect(ended.code).toBe(2)
    expect(ended.stderr).toMatch(says)
  })
})

describe('lvv record explain', () => {
  const person = ['--name', 'S. Cientist', '--role', 'scientist', '--note', 'The lamp was off']
  const explain = (line: string) => call(`record explain ${line}`, ...person)

  it('says of the last failed attempt why it failed, also after it passed, and of an imported one', async () => {
    made.write({ 'lamp.txt': 'on' })
    expect((await call('run --resume 1 --rerun failed')).code).toBe(0)
    const events = await withLedger(async (ledger) => {
      const run = parseRunId(1)
      return run === undefined ? [] : Array.fromAsync(ledger.events(run))
    })
    expect(events.map(({ event }) => event)).toContainEqual({
      kind: 'run-resumed',
      reason: 'rerun',
      executor: userInfo().username,
    })
    expect((await explain('1 SELF-T001 --jira DM-12')).stderr).toBe(
      'recorded why SELF-T001 of run 1 failed in attempt 1\n',
    )
    expect((await explain('2 import:4')).code).toBe(0)
    const outcomes = await withLedger((ledger) => ledger.outcomes())
    const explained = outcomes.flatMap(({ origin, explanation }) =>
      explanation ? [[origin, explanation]] : [],
    )
    expect(explained).toMatchObject([
      [{ kind: 'import', line: 4 }, { note: 'The lamp was off' }],
      [
        { kind: 'execution', attempt: 1 },
        { name: 'S. Cientist', role: 'scientist', note: 'The lamp was off', jira: 'DM-12' },
      ],
    ])
    expect((await call('verify-evidence')).code).toBe(0)
  })

  it.each([
    ['what passed', '1 SELF-T001 --attempt 2', /no attempt 2 that failed: found attempt 1 fail, a/],
    ['what passed elsewhere', '2 import:2', /no failed attempt: found attempt 1 pass-with-dev/],
    ['what is not there', '1 SELF-T002', /no execution of a case "SELF-T002"\n.*'SELF-T001'/],
    ['half a key', '1 SELF-T001 --jira twelve', /--jira is the key of an issue/],
    ['nothing', '1', /lvv record explain needs RUN EXECUTION/],
  ])('refuses %s', async (_, line, says) => {
    const ended = await explain(line)
    expect(ended.code).toBe(2)
    expect(ended.stderr).toMatch(says)
  })
})
