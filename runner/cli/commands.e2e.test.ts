import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'

const head = (key: string, more = ''): string =>
  `key: ${key}\ntitle: Case ${key}\nobjective: Shows a verdict.\nmethod: Test\nstatus: Approved\n${more}`
const echo = (expected: string, more = ''): string => `script:
  - id: first
    do: core.echo
    with: { value: 1 }
    expect: [{ that: result.value == 1 }]
  - id: second
    do: core.echo
    with: { value: 7 }
    expect: [{ ${expected} }]
${more}`
const meets = 'measure: latency, value: result.value, unit: s, meets: SELF-REQ-0001/latency'

let made: TemporaryRoot
const inRoot = (...args: string[]): Promise<Ended> => lvv(args, { cwd: made.root })
const json = async (...args: string[]): Promise<readonly Shown[]> => {
  const { stdout } = await inRoot(...args)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}
interface Shown {
  readonly [name: string]: unknown
}

beforeAll(async () => {
  made = temporaryRoot({
    'cases/environments/here.yaml': 'title: Here\nbindings: { name: x }\n',
    'cases/environments/portal.yaml': 'title: Portal\nbindings: { name: x, portal: y }\n',
    'cases/plans/SELF-P001.yaml':
      'key: SELF-P001\ntitle: The plan\ndocument: SELF\nrelease: "1"\nenvironment: here\ncases: [{ tag: good }]\n',
    'lvv.yaml': 'environment: here\nplan: SELF-P001\n',
    'cases/area/SELF-T001.yaml': head(
      'SELF-T001',
      `tags: [good]\n${echo('that: result.value == 7')}`,
    ),
    'cases/area/SELF-T002.yaml': head('SELF-T002', echo('value: result.value, equals: 8')),
    'cases/area/SELF-T003.yaml': head(
      'SELF-T003',
      'script:\n  - id: lost\n    do: core.command\n    with: { argv: [no-such-program] }\n',
    ),
    'cases/area/SELF-T004.yaml': head('SELF-T004', echo('value: result.value, equals: 8')),
    'cases/area/SELF-T005.yaml': head(
      'SELF-T005',
      `tags: [good]\nverifies: [SELF-REQ-0001/latency]\n${echo(meets)}`,
    ),
    'cases/area/SELF-T006.yaml': head(
      'SELF-T006',
      `requires: [env.portal]\n${echo('that: result.value == 7 && env.portal == "y"')}`,
    ),
    'cases/area/SELF-T007.yaml': head(
      'SELF-T007',
      `kind: precursor\nalias: numbers\ninputs: { count: { type: integer, default: 3 } }\noutputs: { count: "\${{ steps.made.count }}" }\nscript:\n  - id: made\n    do: core.echo\n    with: { count: "\${{ inputs.count }}" }\n`,
    ),
    'cases/area/SELF-T008.yaml': head(
      'SELF-T008',
      `tags: [good]\nscript:\n  - { id: numbers, call: numbers, with: {} }\n  - id: kept\n    do: core.command\n    with: { argv: [echo, "\${{ steps.numbers.count }}"], log: count.log }\n`,
    ),
    // Never run: taken to last a minute.
    'cases/area/SELF-T009.yaml': head('SELF-T009', echo('that: result.value == 7')),
    'requirements/self.yaml':
      'document: SELF\ntitle: Own\nrelease: "1"\nrequirements:\n  - id: SELF-REQ-0001\n    title: Quick\n    priority: 1a\n    status: live\n    parameters:\n      latency: { value: 5, unit: s, role: threshold, sense: at-most, statistic: each }\n',
    'requirements/elements/self.yaml':
      'document: SELF\nelements:\n  - { key: SELF-1, requirement: SELF-REQ-0001, title: Quick, parameters: [latency] }\n',
    'requirements/deviations/self.yaml':
      'requirement: SELF-REQ-0001\nparameter: latency\nlimit: 8\nstage: rehearsal\nrelease: "1"\napprovedBy: board\njira: SELF-9\nexpires: "2099-12-31"\n',
    'requirements/known-issues/self.yaml':
      'case: SELF-T004\nrow: second\nenvironments: [here]\nuntil: "2099-12-31"\nowner: somebody\njira: SELF-8\nreason: Being mended\n',
  })
  expect(await inRoot('check')).toMatchObject({
    stdout: expect.stringMatching(/0 errors/),
    code: 0,
  })
})
afterAll(() => made.remove())

describe('exit codes and verdicts of lvv run', () => {
  it.each([
    [[], 0, /2 pass, 1 pass-with-deviation/],
    [['SELF-T001', 'SELF-T002'], 1, /1 pass, 1 fail/],
    [['SELF-T003'], 3, /no program of that name/],
    [['SELF-T002', 'SELF-T003'], 1, /1 blocked, 1 fail/],
    [['SELF-T004'], 0, /forgiven by SELF-8/],
    [['SELF-T006'], 0, /no selected case applies here/],
    [['SELF-T006', '--env', 'portal'], 0, /1 pass/],
    [['area', '--env', 'nowhere'], 2, /^$/],
    [['--plan', 'SELF-P001'], 0, /SELF-P001/],
    [['--requirement', 'SELF-REQ-0001'], 1, /margin −2 s/],
    [['SELF-T008', '--input', 'count=5'], 0, /1 pass/],
  ] as const)('%j ends with %i', async (args, code, says) => {
    const ended = await inRoot('run', ...args)
    expect([ended.code, ended.stdout]).toEqual([code, expect.stringMatching(says)])
  })

  it('prints one JSON object a line, and nothing else, with --json', async () => {
    const lines = await json('run', 'SELF-T002', '--json')
    expect(lines.map((line) => line.event)).toEqual([
      'execution-started',
      'row-finished',
      'row-finished',
      'execution-finished',
      'run-ended',
    ])
    expect(lines.at(-1)).toMatchObject({ verdict: 'fail', exitCode: 1 })
  })

  it('runs nothing with --dry-run', async () => {
    const before = await inRoot('list', 'runs')
    const ended = await inRoot('run', '--dry-run')
    expect([ended.code, ended.stdout]).toEqual([0, expect.stringMatching(/SELF-T007~/)])
    expect(await inRoot('list', 'runs')).toEqual(before)
  })

  it('takes what failed first with --budget, and says what it leaves out', async () => {
    const ended = await inRoot('run', 'SELF-T002', 'SELF-T009', '--budget', '20s')
    expect(ended.code).toBe(1)
    expect(ended.stderr).toMatch(/budget .*: 1 cases?.* 1 left out/)
    expect(ended.stdout).toMatch(/✗ SELF-T002/)
    expect(ended.stdout).not.toMatch(/SELF-T009/)
  })

  it('adds an attempt with --rerun and --from, and keeps the failed one in sight', async () => {
    const first = await inRoot('run', 'SELF-T002', 'SELF-T003')
    expect(first.code).toBe(1)
    const failed = await inRoot('run', '--rerun', 'failed')
    expect([failed.code, failed.stdout]).toEqual([
      1,
      expect.stringMatching(/attempt 2, before: fail/),
    ])
    const blocked = await inRoot('run', '--rerun', 'blocked')
    expect(blocked.stdout).toMatch(/SELF-T003 .*attempt 2, before: blocked/)
    const from = await json('run', 'SELF-T002', '--from', 'second', '--json')
    expect(from.filter((line) => line.event === 'row-finished').map((line) => line.row)).toEqual([
      'second',
    ])
    expect((await inRoot('run', 'SELF-T001')).code).toBe(0)
    const nothing = await inRoot('run', '--rerun', 'failed')
    expect([nothing.code, nothing.stderr]).toEqual([
      2,
      expect.stringMatching(/no failed execution/),
    ])
  })
})

describe('what lvv tells', () => {
  it('lists every kind, as a table and as JSON lines', async () => {
    const counts = {
      cases: 8,
      precursors: 1,
      requirements: 1,
      elements: 1,
      environments: 2,
      plans: 1,
    }
    for (const [kind, count] of Object.entries(counts)) {
      expect([kind, (await json('list', kind, '--json')).length]).toEqual([kind, count])
      const table = (await inRoot('list', kind)).stdout.trim().split('\n')
      expect([kind, table.length]).toEqual([kind, count + 1])
    }
    expect((await inRoot('list', 'steps', 'core.')).stdout).toMatch(/^core\.echo +read/m)
    expect((await json('list', 'runs', '--json')).length).toBeGreaterThan(5)
  })

  it.each([
    ['SELF-T001', /second/],
    ['numbers', /count: integer, by default 3/],
    ['core.echo', /Returns its/],
    ['SELF-REQ-0001', /latency.*5 s|5 s/],
    ['SELF-1', /Quick/],
    ['1', /run 1 of|run 1 on/],
    ['last', /took/],
  ])('shows %s', async (what, says) => {
    const ended = await inRoot('show', what)
    expect([ended.code, ended.stdout, ended.stderr]).toEqual([0, expect.stringMatching(says), ''])
    const data = await inRoot('show', what, '--json')
    expect(typeof JSON.parse(data.stdout)).toBe('object')
  })

  it('plans without running, diffs runs, looks at the machine, writes schemas', async () => {
    expect((await inRoot('plan', 'SELF-T008')).stdout).toMatch(/SELF-T007~/)
    expect((await json('plan', '--json')).map((line) => line.id)).toContain('SELF-T001')
    await inRoot('run', 'SELF-T001')
    await inRoot('run', 'SELF-T002')
    const runs = await json('list', 'runs', '--json')
    const [newer, older] = runs.map((line) => String(line.run))
    const diff = await inRoot('diff', older ?? '', newer ?? '')
    expect([diff.code, diff.stdout]).toEqual([0, expect.stringMatching(/SELF-T002/)])
    expect(await inRoot('doctor')).toMatchObject({ code: 0, stderr: '' })
    expect((await inRoot('schema', 'schemas')).code).toBe(0)
    const schemas = readdirSync(join(made.root, 'schemas'))
    expect(schemas).toContain('case.schema.json')
    expect(readFileSync(join(made.root, 'schemas/case.schema.json'), 'utf8')).toMatch(/core\.echo/)
  })

  it('writes each report, while it runs and afterwards, the same bytes', async () => {
    const formats = ['json', 'junit', 'terminal']
    const asked = formats.flatMap((format) => ['--report', `${format}=out/a.${format}`])
    expect((await inRoot('run', 'SELF-T005', '--plan', 'SELF-P001', ...asked)).code).toBe(0)
    for (const format of formats) {
      const ended = await inRoot('report', format, '--out', `out/b.${format}`)
      expect([ended.code, ended.stderr]).toEqual([0, ''])
      const [a, b] = ['a', 'b'].map((name) =>
        readFileSync(join(made.root, `out/${name}.${format}`), 'utf8'),
      )
      expect(a).toBe(b)
      expect(a).toMatch(/SELF-T005/)
    }
  })

  it('finds a byte that was changed in evidence, and prunes nothing that is young', async () => {
    expect(await inRoot('verify-evidence')).toMatchObject({ code: 0 })
    expect((await inRoot('prune')).stdout).toMatch(/^removed 0 files/)
    const folder = join(made.root, '.lvv/evidence')
    const [file] = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    if (!file) throw new Error('no evidence was kept')
    const path = join(file.parentPath, file.name)
    const bytes = readFileSync(path)
    bytes[0] = (bytes[0] ?? 0) ^ 1
    chmodSync(path, 0o644)
    writeFileSync(path, bytes)
    const ended = await inRoot('verify-evidence')
    expect([ended.code, ended.stdout]).toEqual([1, expect.stringMatching(/^evidence-changed: /)])
    const pruned = await inRoot('prune', '--older-than', '0s', '--dry-run')
    expect([pruned.code, pruned.stdout]).toEqual([0, expect.stringMatching(/^would remove/)])
  })
})
