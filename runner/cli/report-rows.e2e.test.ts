import { afterEach, describe, expect, it } from 'vitest'
import { type Ended, lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'

let made: TemporaryRoot | undefined
afterEach(() => {
  made?.remove()
  made = undefined
})

const reportCase = `key: SELF-T001
title: The note on the map
objective: An analysis by document.
method: Analysis
status: Approved
verifies: [SELF-REQ-0001]
script:
  - id: note
    report: The note on the residual map.
    asks: { rms: { type: number }, sections: { type: integer, default: 3 } }
    given: [{ that: result.sections > 2, because: the note must be complete }]
    expect: [{ measure: rms, value: result.rms, unit: mas, meets: SELF-REQ-0001/rms }]
  - id: use
    do: core.echo
    with: { rms: "\${{ steps.note.rms }}" }
`

const start = async (): Promise<TemporaryRoot> => {
  made = temporaryRoot({
    'requirements/self.yaml':
      'document: SELF\ntitle: Self\nrequirements:\n  - { id: SELF-REQ-0001, title: Flat, parameters: { rms: { value: 5, unit: mas, role: threshold, sense: at-most } } }\n',
    'cases/SELF-T001.yaml': reportCase,
  })
  expect(await lvv(['run'], { cwd: made.root })).toMatchObject({ code: 0 })
  return made
}

const record = (
  root: TemporaryRoot,
  more: { readonly [field: string]: string },
  ...args: string[]
): Promise<Ended> => {
  const fields = {
    document: 'DMTR-1',
    revision: '2',
    sha256: 'ab'.repeat(32),
    conclusion: 'Flat',
    author: 'A. Author',
    reviewer: 'R. Reviewer',
    ...more,
  }
  const report = Object.entries(fields).flatMap(([name, text]) => ['--report', `${name}=${text}`])
  const person = [
    '--verdict',
    'pass',
    '--name',
    'A. Tester',
    '--role',
    'scientist',
    '--note',
    'Read',
  ]
  return lvv(['record', '1', 'SELF-T001', 'note', ...person, ...report, ...args], {
    cwd: root.root,
  })
}

interface Shown {
  readonly executions: readonly {
    readonly verdict: string
    readonly elements: { readonly [element: string]: string }
    readonly steps: readonly {
      readonly id: string
      readonly verdict: string
      readonly record?: unknown
    }[]
  }[]
}

const shown = async ({ root }: TemporaryRoot): Promise<Shown> =>
  JSON.parse((await lvv(['show', '1', '--json'], { cwd: root })).stdout)

describe('a report row', () => {
  it.each([
    ['the author reviews it', { reviewer: ' a. author ' }, [], /A\. Author cannot review/],
    ['a field is unknown', { reviewr: 'X' }, [], /no field "reviewr"\n.*"reviewer"/],
    ['a field is blank', { conclusion: ' ' }, [], /--report conclusion=/],
    ['an answer is missing', {}, null, /asks for rms/],
  ] as const)('is not recorded where %s', async (_, fields, answers, says) => {
    const root = await start()
    const given = answers === null ? [] : ['--answer', 'rms=3']
    const ended = await record(root, fields, ...given)
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringMatching(says)])
  })

  it('is recorded with its document, judged, and goes on', async () => {
    const root = await start()
    expect(await record(root, {}, '--answer', 'rms=3')).toMatchObject({ code: 0 })
    const [execution] = (await shown(root)).executions
    expect(execution).toMatchObject({ verdict: 'pass', elements: { 'SELF-REQ-0001': 'pass' } })
    expect(execution?.steps.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['note', 'pass'],
      ['use', 'pass'],
    ])
    expect(execution?.steps[0]?.record).toMatchObject({
      name: 'A. Tester',
      report: {
        document: 'DMTR-1',
        revision: '2',
        sha256: 'ab'.repeat(32),
        conclusion: 'Flat',
        author: 'A. Author',
        reviewer: 'R. Reviewer',
      },
    })
    const text = await lvv(['show', '1', '--verbose'], { cwd: root.root })
    expect(text.stdout).toMatch(/DMTR-1, revision 2, by A\. Author, reviewed by R\. Reviewer: Flat/)
  })

  it('fails where its answers do not meet the requirement, whatever was recorded', async () => {
    const root = await start()
    expect(await record(root, {}, '--answer', 'rms=9')).toMatchObject({ code: 1 })
    const [execution] = (await shown(root)).executions
    expect(execution).toMatchObject({ verdict: 'fail', elements: { 'SELF-REQ-0001': 'fail' } })
  })

  it('is blocked where what is given does not hold', async () => {
    const root = await start()
    const answers = ['--answer', 'rms=3', '--answer', 'sections=1']
    expect(await record(root, {}, ...answers)).toMatchObject({ code: 3 })
    const [execution] = (await shown(root)).executions
    expect(execution?.steps[0]).toMatchObject({ verdict: 'blocked' })
  })
})
