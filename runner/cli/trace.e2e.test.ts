import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'

const requirements = (limit: number, title = 'Answers in time'): string => `document: LSE-61
title: Data Management System Requirements
release: "10.2.1"
requirements:
  - { id: DMS-REQ-0001, title: ${title}, priority: 1a, parents: [OSS-REQ-0001], parameters: { latency: { value: ${limit}, unit: s, role: threshold, sense: at-most } } }
  - { id: DMS-REQ-0002, title: Counts, priority: 1b }
  - { id: DMS-REQ-0003, title: Gone, priority: 2, status: descoped }
`
const elements = `document: LSE-61
elements:
  - { key: LVV-1, requirement: DMS-REQ-0001, title: In time, parameters: [latency] }
  - { key: LVV-2, requirement: DMS-REQ-0002, title: Counts }
`
const testCase = (key: string, verifies: string, expectation: string): string => `key: ${key}
title: Case ${key}
method: Test
status: Approved
verifies: [${verifies}]
script:
  - id: look
    do: core.echo
    with: { value: 7 }
    expect: [{ ${expectation} }]
`

let made: TemporaryRoot
const inRoot = (...args: string[]): Promise<Ended> => lvv(args, { cwd: made.root })
const commit = (): void => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', made.root, '-c', 'user.name=A', '-c', 'user.email=a@b', ...args])
  git('init', '--quiet')
  git('add', 'cases', 'requirements')
  git('commit', '--quiet', '--message', 'State')
}
const coverageOf = async (id: string): Promise<unknown> => {
  const { stdout } = await inRoot('trace', id, '--json')
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const { coverage, rehearsal, flags } = lines.find((one) => one.kind === 'requirement')
  return { coverage, rehearsal, flags }
}

beforeAll(() => {
  made = temporaryRoot({
    'cases/environments/desk.yaml': 'title: Desk\n',
    'cases/environments/site.yaml': 'title: Site\nstage: commissioning\n',
    'requirements/lse-61.yaml': requirements(10),
    'requirements/elements/lse-61.yaml': elements,
    'cases/area/LVV-T1.yaml': testCase(
      'LVV-T1',
      'LVV-1',
      'measure: latency, value: result.value, unit: s, meets: DMS-REQ-0001/latency',
    ),
    'cases/area/LVV-T2.yaml': testCase('LVV-T2', 'LVV-2', 'that: result.value == 7'),
  })
  commit()
})
afterAll(() => made.remove())

describe('lvv trace, from the first look to a changed requirement', () => {
  it('counts what is held before anything ran', async () => {
    const { code, stdout } = await inRoot('trace')
    expect(code).toBe(0)
    expect(stdout).toMatch(/3 requirements, 2 live, 1 descoped; priority 1a 1, 1b 1, 2 1/)
    expect(stdout).toMatch(/2 verification elements; .* 1 have no parent, 0 have no case/)
    expect(stdout).toContain('no run yet: nothing is verified, nothing is rehearsed')
    expect(await inRoot('trace', '--fail-on', 'failures,outdated,pending')).toMatchObject({
      code: 0,
    })
    expect(await inRoot('trace', '--fail-on', 'gaps')).toMatchObject({ code: 1 })
  })

  it('shows a rehearsal apart: nothing is verified by it', async () => {
    expect(await inRoot('run', 'LVV-T1', 'LVV-T2', '--env', 'desk')).toMatchObject({ code: 0 })
    expect(await coverageOf('DMS-REQ-0001')).toEqual({
      coverage: 'not-verified',
      rehearsal: 'fully-verified',
      flags: ['rehearsed'],
    })
    const { stdout } = await inRoot('trace')
    expect(stdout).toMatch(/✓ fully verified +0 +0 +0|\+ fully verified +0 +0 +0/)
    expect(stdout).toMatch(/rehearsed, no credit +2 +1 +1/)
  })

  it('verifies by a run that earns credit, and says that nobody has reviewed it', async () => {
    expect(await inRoot('run', 'LVV-T1', '--env', 'site')).toMatchObject({ code: 0 })
    expect(await coverageOf('DMS-REQ-0001')).toMatchObject({
      coverage: 'fully-verified',
      flags: expect.arrayContaining(['unreviewed']),
    })
    const review = [
      'record',
      'review',
      '2',
      '--role',
      'systems engineer',
      '--name',
      'Somebody Else',
    ]
    const reviewed = await inRoot(...review, '--disposition', 'accept', '--note', 'looked at it')
    expect(reviewed).toMatchObject({ code: 0 })
    expect(await coverageOf('DMS-REQ-0001')).not.toMatchObject({
      flags: expect.arrayContaining(['unreviewed']),
    })
  })

  it('answers for one environment alone', async () => {
    const at = async (name: string) => {
      const { stdout } = await inRoot('trace', 'DMS-REQ-0001', '--env', name, '--json')
      return JSON.parse(stdout.split('\n')[0] ?? '')
    }
    expect(await at('desk')).toMatchObject({
      coverage: 'not-verified',
      rehearsal: 'fully-verified',
    })
    expect(await at('site')).toMatchObject({
      coverage: 'fully-verified',
      rehearsal: 'not-verified',
    })
    const wrong = await inRoot('trace', '--env', 'dsk')
    expect(wrong).toMatchObject({ code: 0 })
    expect(wrong.stderr).toMatch(/no result is of environment "dsk"; did you mean "desk"\?/)
  })

  it('opens no gate for a release or an environment that nobody knows', async () => {
    const typo = await inRoot('trace', '--release', 'w_2062_43', '--fail-on', 'failures')
    expect(typo).toMatchObject({ code: 2 })
    expect(typo.stderr).toMatch(/no result names release "w_2062_43"/)
    const wrong = await inRoot('trace', '--env', 'dsk', '--fail-on', 'failures')
    expect(wrong).toMatchObject({ code: 2 })
    expect(await inRoot('trace', '--env', 'desk', '--fail-on', 'outdated')).toMatchObject({
      code: 0,
    })
    expect(await inRoot('trace', '--fail-on', ',')).toMatchObject({ code: 2 })
    const report = await inRoot('report', 'markdown', '--out', '-', '--release', 'w_2062_43')
    expect(report.stderr).toMatch(/no result names release "w_2062_43"/)
  })

  it('freezes what is known under a name, once', async () => {
    expect(await inRoot('trace', '--snapshot', 'before')).toMatchObject({ code: 0 })
    const again = await inRoot('trace', '--snapshot', 'before')
    expect(again.code).toBe(2)
    expect(again.stderr).toMatch(/snapshot "before"/)
    expect((await inRoot('trace', '--diff', 'before..')).stdout).toContain('nothing changed')
  })

  it('compares with no snapshot whose document somebody changed', async () => {
    expect(await inRoot('trace', '--snapshot', 'edited')).toMatchObject({ code: 0 })
    const evidence = join(made.root, '.lvv/evidence')
    const [file = ''] = readdirSync(evidence, { recursive: true, encoding: 'utf8' })
      .map((path) => join(evidence, path))
      .filter((path) => statSync(path).isFile())
      .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    const text = readFileSync(file, 'utf8')
    chmodSync(file, 0o644)
    writeFileSync(file, text.replace('"unreviewed"', '"reviewed"').replace('Counts', 'Counted'))
    const diff = await inRoot('trace', '--diff', 'edited..')
    expect(diff.stderr).toMatch(/the document of snapshot "edited" was changed/)
    expect(diff.code).toBe(3)
    writeFileSync(file, text)
    expect(await inRoot('trace', '--diff', 'edited..')).toMatchObject({ code: 0 })
  })

  it('says what a change would affect, before it is made', async () => {
    const { stdout } = await inRoot('trace', '--impact', 'DMS-REQ-0001/latency', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      what: 'parameter',
      cases: ['LVV-T1'],
      results: expect.arrayContaining(['2/LVV-T1#1', '1/LVV-T1#1']),
      requirements: ['DMS-REQ-0001'],
    })
  })

  it('finds outdated what a changed limit touches, says what changed, and reruns exactly that', async () => {
    made.write({ 'requirements/lse-61.yaml': requirements(12) })
    commit()
    const { stdout } = await inRoot('trace', 'DMS-REQ-0001')
    expect(stdout).toMatch(/outdated/)
    expect(stdout).toMatch(/10 s → 12 s|10 s -> 12 s/)
    expect(await inRoot('trace', '--fail-on', 'outdated')).toMatchObject({ code: 1 })
    const shown = await inRoot('trace', '--diff', 'before..')
    expect(shown.stdout).toMatch(/newly outdated/)

    const rerun = await inRoot('run', 'LVV-T1', 'LVV-T2', '--env', 'desk', '--rerun', 'outdated')
    expect(rerun).toMatchObject({ code: 0 })
    expect(rerun.stderr).toMatch(/1 outdated on desk:\s+LVV-T1:/)
    expect(rerun.stdout).toMatch(/1 pass/)
    const nothing = await inRoot('run', 'LVV-T1', 'LVV-T2', '--env', 'desk', '--rerun', 'outdated')
    expect(nothing).toMatchObject({ code: 0, stdout: '' })
    expect(nothing.stderr).toMatch(/nothing is outdated on desk/)

    expect(await inRoot('run', 'LVV-T1', '--env', 'site', '--rerun', 'outdated')).toMatchObject({
      code: 0,
    })
    expect(await inRoot('trace', '--fail-on', 'outdated')).toMatchObject({ code: 0 })
  })

  it('never lets a failure improve anything', async () => {
    made.write({ 'requirements/lse-61.yaml': requirements(5) })
    commit()
    expect(await inRoot('run', 'LVV-T1', '--env', 'site')).toMatchObject({ code: 1 })
    expect(await coverageOf('DMS-REQ-0001')).toMatchObject({ coverage: 'with-failures' })
    expect(await inRoot('trace', '--fail-on', 'failures')).toMatchObject({ code: 1 })
  })

  it('never lets a typing error in the file of a case take away what it found', async () => {
    made.write({ 'cases/area/LVV-T3.yaml': testCase('LVV-T3', 'LVV-1', 'that: result.value == 7') })
    commit()
    expect(await inRoot('run', 'LVV-T3', '--env', 'site')).toMatchObject({ code: 0 })
    expect(await coverageOf('DMS-REQ-0001')).toMatchObject({ coverage: 'with-failures' })
    const whole = testCase(
      'LVV-T1',
      'LVV-1',
      'measure: latency, value: result.value, unit: s, meets: DMS-REQ-0001/latency',
    )
    for (const broken of ['key: LVV-T1\n bad: [\n', whole.replace('[LVV-1]', '[LVV-11]')]) {
      made.write({ 'cases/area/LVV-T1.yaml': broken })
      expect(await coverageOf('DMS-REQ-0001')).toMatchObject({
        coverage: 'with-failures',
        flags: expect.arrayContaining(['outdated']),
      })
      const gate = await inRoot('trace', '--fail-on', 'pending')
      expect(gate).toMatchObject({ code: 2 })
      expect(gate.stderr).toMatch(/leaves? something out|leave things out/)
      const frozen = await inRoot('trace', '--snapshot', 'broken')
      expect(frozen).toMatchObject({ code: 2 })
      const report = await inRoot('report', 'control-document', '--out', made.beside('vcd'))
      expect(report.stderr).toMatch(/leaves? something out|leave things out/)
      expect(readFileSync(made.beside('vcd/jira_docugen.tex'), 'utf8')).toMatch(/not whole/)
    }
    made.write({ 'cases/area/LVV-T1.yaml': whole })
    expect(await inRoot('trace', '--fail-on', 'pending')).toMatchObject({ code: 0 })
  })

  it.each([
    [['trace', 'DMS-REQ-0009'], /no.*key "DMS-REQ-0009"[\s\S]*Did you mean/],
    [['trace', '--impact', 'LVV-T9'], /called "LVV-T9"[\s\S]*Did you mean LVV-T\d/],
    [['trace', '--diff', 'never..'], /no snapshot "never"/],
    [['trace', '--diff', '..'], /A\.\.B/],
    [['trace', '--snapshot', '../x'], /no name of a snapshot/],
    [['trace', '--fail-on', 'gap'], /Did you mean "gaps"/],
    [['trace', '--gaps', '--impact', 'LVV-1'], /several questions/],
  ])('refuses %j with a sentence', async (args, says) => {
    const { code, stderr } = await inRoot(...args)
    expect(code).toBe(2)
    expect(stderr).toMatch(says)
    expect(stderr).not.toMatch(/\n\s+at .*:\d+/)
  })
})
