import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'

const plan = (key: string, document: string, of: string): string =>
  `key: ${key}\ntitle: Plan ${key}\ndocument: ${document}\ncases: [${of}]\n`
const testCase = (key: string): string =>
  `key: ${key}\ntitle: Case ${key}\nmethod: Test\nstatus: Approved\nscript:\n  - id: one\n    do: core.echo\n    with: { value: 1 }\n    expect: [{ that: result.value == 1 }]\n`

let made: TemporaryRoot
const inRoot = (...args: string[]): Promise<Ended> => lvv(args, { cwd: made.root })
const report = (...args: string[]): Promise<Ended> =>
  inRoot('report', 'test-report', '--out', 'out', ...args)

beforeAll(async () => {
  made = temporaryRoot({
    'cases/area/LVV-T1.yaml': testCase('LVV-T1'),
    'cases/area/LVV-T2.yaml': testCase('LVV-T2'),
    'cases/plans/LVV-P1.yaml': plan('LVV-P1', 'DMTR-1', 'LVV-T1'),
    'cases/plans/LVV-P2.yaml': plan('LVV-P2', 'DMTR-2', 'LVV-T2'),
    'cases/plans/LVV-P3.yaml': plan('LVV-P3', 'DMTR-3', 'LVV-T2'),
  })
  for (const of of [['--plan', 'LVV-P1'], ['--plan', 'LVV-P2'], ['LVV-T2']]) {
    expect(await inRoot('run', ...of)).toMatchObject({ code: 0 })
  }
})
afterAll(() => made.remove())

describe('the test report of a plan', () => {
  it('is of the newest run of that plan, whatever ran later', async () => {
    expect(await report('--plan', 'LVV-P1')).toMatchObject({ code: 0, stderr: '' })
    const text = readFileSync(join(made.root, 'out/DMTR-1.tex'), 'utf8')
    expect(text).toContain('the results of run 1.')
    expect(text).not.toContain('LVV-T2')
  })

  it('takes its plan from the run that is named', async () => {
    expect(await report('--run', '2')).toMatchObject({ code: 0, stderr: '' })
    expect(readFileSync(join(made.root, 'out/DMTR-2.tex'), 'utf8')).toContain('LVV-T2')
  })

  it.each([
    [['--plan', 'LVV-P9'], 'no plan "LVV-P9" is held'],
    [['--plan', 'LVV-P3'], 'there is no run of plan LVV-P3 yet'],
    [['--plan', 'LVV-P1', '--run', '2'], 'run 2 is of plan LVV-P2, not LVV-P1'],
    [[], 'run 3 ran no plan'],
  ])('of %j is refused: %s', async (args, says) => {
    const ended = await report(...args)
    expect(ended).toMatchObject({ code: 2, stdout: '' })
    expect(ended.stderr).toContain(says)
  })
})
