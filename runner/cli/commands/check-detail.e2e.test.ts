import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'

const repository = join(import.meta.dirname, '../../..')

let made: TemporaryRoot
const check = (...args: string[]): Promise<Ended> => lvv(['check', ...args], { cwd: made.root })
const jsonLines = ({ stdout }: Ended): readonly { readonly [name: string]: unknown }[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

beforeAll(() => {
  made = temporaryRoot({
    'cases/sky/SELF-T001.yaml': `key: SELF-T001
title: Radius
objective: A nearby object lies within nearbyRadius = 6 arcsec.
method: Test
status: Approved
verifies: [SELF-1]
script:
  - id: look
    manual: Select some data and check the distances.
    expected: The distances are reasonable.
`,
    'cases/sky/SELF-T002.yaml': `key: SELF-T002
title: Radius by measure
objective: A nearby object lies within the radius.
method: Test
status: Approved
verifies: [SELF-1]
script:
  - id: radius
    do: core.echo
    description: Read the largest distance.
    expected: It is inside the radius.
    with: { value: 7 }
    expect:
      - { measure: nearbyRadius, value: result.value, unit: arcsec, meets: SELF-REQ-0001/nearbyRadius }
`,
    'cases/ground/SELF-T003.yaml':
      'key: SELF-T003\ntitle: Bare\nmethod: Test\nstatus: Draft\nverifies: [SELF-1]\nscript:\n  - { id: a, do: core.echo, with: { value: 1 } }\n',
    'requirements/self.yaml':
      'document: SELF\ntitle: Own\nrelease: "1"\nrequirements:\n  - id: SELF-REQ-0001\n    title: Near\n    priority: 1a\n    status: live\n    parameters:\n      nearbyRadius: { value: 60, unit: arcsec, role: threshold, sense: at-most, statistic: each }\n',
    'requirements/elements/self.yaml':
      'document: SELF\nelements:\n  - { key: SELF-1, requirement: SELF-REQ-0001, title: Near, parameters: [nearbyRadius] }\n',
  })
})
afterAll(() => made.remove())

describe('lvv check --detail', () => {
  it('shows areas, then what to improve, the largest gain first, and accepts', async () => {
    const { stdout, code } = await check('--detail')
    expect(code).toBe(0)
    expect(stdout).toMatchInlineSnapshot(`
      "cases/ground/SELF-T003.yaml:5:12 warning never-judged
        No expectation and no manual or report row can judge SELF-1: it can never pass.
        5 | verifies: [SELF-1]
          |            ^^^^^^
        → A comparison with a target decides nothing: add an expectation that does.

      3 cases, 0 precursors, 0 plans, 0 environments, 1 requirement, 1 element: 0 errors, 1 warning

      area    complete  usable  thin  stub  score
      ground  0         0       0     1     52
      sky     1         0       1     0     79
      all     1         0       1     1     70

      To improve, the largest gain first:

      gain  case       what
      20    SELF-T001  objective says 6 arcsec; SELF-REQ-0001/nearbyRadius is 60 arcsec
      16    SELF-T003  no row judges SELF-1
      12    SELF-T001  no row measures SELF-REQ-0001/nearbyRadius
      12    SELF-T003  no row measures SELF-REQ-0001/nearbyRadius
      10    SELF-T003  a: does not say what is done
      10    SELF-T003  a: does not say what is expected
      8     SELF-T001  look: leaves open what is enough: "reasonable"
      8     SELF-T001  look: "some data" names no data
      8     SELF-T003  has no objective
      4     SELF-T001  look: does not say who acts
      4     SELF-T001  look: does not say where

        numbers     Mend the number, or name the parameter in \`meets\` and leave the number out.
        judged      Add an expectation or a manual row with \`verifies\` for it.
        measured    Measure it and let \`meets\` take limit, sense and unit from the requirement.
        description Say in \`description\` what is done.
        expected    Say in \`expected\` what must be seen, or judge it by \`expect\`.
        threshold   Give a number with its unit, or judge it by \`expect\`.
        data        Name the dataset, or take it from \`env\` or an earlier row.
        objective   Say in \`objective\` what is shown.
        who         Say who does it: an observer, a reviewer, a user …
        where       Say where: a site, a service, a page, a machine …
      "
    `)
  })

  it('grades what a path, a key or an alias names', async () => {
    const graded = async (...names: string[]): Promise<readonly unknown[]> =>
      jsonLines(await check('--detail', '--json', ...names)).flatMap((line) =>
        line.detail === 'case' ? [[line.key, line.grade]] : [],
      )
    expect(await graded('cases/sky')).toEqual([
      ['SELF-T001', 'thin'],
      ['SELF-T002', 'complete'],
    ])
    expect(await graded('SELF-T003')).toEqual([['SELF-T003', 'stub']])
    expect((await graded('.')).length).toBe(3)
    expect(await check('--detail', 'SELF-T9')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'there is no file or folder "SELF-T9", and no case of that key',
      ),
    })
  })

  it('keeps the exit code of the problems', async () => {
    made.write({ 'cases/sky/SELF-T009.yaml': 'key: SELF-T009\n' })
    const { code, stdout } = await check('--detail')
    made.write({ 'cases/sky/SELF-T009.yaml': '' })
    expect(code).toBe(2)
    expect(stdout).toContain('To improve')
  })
})

describe('the cases of this repository', () => {
  it('have no number that contradicts its requirement, but for those the documents have', async () => {
    const ended = await lvv(['check', '--detail', '--json'], { cwd: repository })
    const wrong = jsonLines(ended).filter((line) => line.code === 'numbers')
    expect(wrong.filter(({ key }) => key !== 'LVV-T2305')).toEqual([])
  })
})
