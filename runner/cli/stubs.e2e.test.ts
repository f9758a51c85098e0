import { afterAll, beforeAll, expect, it } from 'vitest'
import { lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'

const head = (key: string, more = '') =>
  `key: ${key}\ntitle: ${key}\nobjective: Is known.\nmethod: Test\nstatus: Draft\n${more}`

let made: TemporaryRoot
beforeAll(() => {
  made = temporaryRoot({
    'requirements/self.yaml': `document: SELF
title: Self
requirements:
  - id: SELF-REQ-0001
    title: Quick under load
    parameters:
      time: { value: 10, unit: s, role: threshold, sense: at-most, given: [users], levels: { design: 10, stretch: 5 } }
      users: { value: 100, unit: "1", role: condition, sense: at-least }
`,
    'cases/SELF-T001.yaml': head('SELF-T001'),
    'cases/SELF-T002.yaml': head('SELF-T002', 'kind: precursor\nalias: later\n'),
    'cases/SELF-T003.yaml': head('SELF-T003', 'script: [{ id: a, call: later }]\n'),
    'cases/SELF-T004.yaml': head(
      'SELF-T004',
      `verifies: [SELF-REQ-0001]
script:
  - id: a
    do: core.echo
    with: { seconds: 7, users: 20 }
    expect:
      - { measure: time, value: result.seconds, unit: s, meets: SELF-REQ-0001/time, under: { users: result.users } }
`,
    ),
    'cases/SELF-T005.yaml': head('SELF-T005', 'script: [{ id: a, manual: Look. }]\n'),
  })
})
afterAll(() => made.remove())

const inRoot = (...args: string[]) => lvv(args, { cwd: made.root })

it('counts stubs and warns of who calls one', async () => {
  const { code, stdout } = await inRoot('check')
  expect(code).toBe(0)
  expect(stdout).toMatch(/4 cases, 1 precursor, 2 stubs, .*0 errors, 1 warning/)
  expect(stdout).toMatch(/SELF-T003\.yaml:6:25 warning calls-stub/)
})

it('lists how the rows of each case are done', async () => {
  const { stdout } = await inRoot('list', 'cases', '--json')
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows.map(({ key, rows: done }) => [key, done])).toEqual([
    ['SELF-T001', 'stub'],
    ['SELF-T003', 'automated'],
    ['SELF-T004', 'automated'],
    ['SELF-T005', 'manual'],
  ])
})

it('plans and runs no stub, and says why', async () => {
  const plan = await inRoot('plan')
  expect(plan.stdout).toMatch(
    /1 case not applicable here:\n {2}SELF-T003 {2}SELF-T003: calls the stub SELF-T002/,
  )
  expect(plan.stdout).toMatch(/1 stub, without a script:\n {2}SELF-T001/)
  const alone = await inRoot('run', 'SELF-T001')
  expect([alone.code, alone.stdout]).toEqual([0, expect.stringMatching(/Nothing to run.*\n.*stub/)])
})

it('passes a threshold whose condition is unmet, and says so wherever the result goes', async () => {
  const ran = await inRoot('run', 'SELF-T001', 'SELF-T004')
  expect([ran.code, ran.stdout]).toEqual([0, expect.stringMatching(/1 pass, 1 stub/)])
  const [execution] = JSON.parse((await inRoot('show', 'last', '--json')).stdout).executions
  expect(execution.elements).toEqual({ 'SELF-REQ-0001': 'pass' })
  expect(execution.steps[0].expectations[0]).toMatchObject({
    verdict: 'pass',
    conditions: { unstated: [], unmet: ['users'] },
    levels: { design: true, stretch: false },
    message: expect.stringMatching(/reaches design, not stretch; users was 20, not at least 100/),
  })
})
