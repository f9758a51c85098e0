import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

const project = join(import.meta.dirname, '..')

/** Which planted defect turns which nightly cases to fail, in every cell. Together they turn all of them. */
const table: { readonly [defect: string]: readonly string[] } = {
  'proper-motion-ignored': [
    'LVV-T40',
    'LVV-T1745',
    'LVV-T1746',
    'LVV-T1747',
    'LVV-T1748',
    'LVV-T1749',
    'LVV-T1750',
    'LVV-T1751',
    'LVV-T1752',
    'LVV-T1753',
  ],
  'zero-point-scatter': ['LVV-T1756', 'LVV-T1757', 'LVV-T1758', 'LVV-T1759'],
  'all-zero-points-wrong': ['LVV-T39', 'LVV-T129', 'LVV-T1845'],
  'flux-unit-label': ['LVV-T28'],
  'few-standards': ['LVV-T1240'],
}

const dossierSchema = z.object({
  run: z.object({ stage: z.string(), verdict: z.string(), noCredit: z.array(z.string()) }),
  executions: z.array(
    z.object({
      id: z.string(),
      case: z.string(),
      verdict: z.string(),
      creditable: z.boolean(),
      steps: z.array(
        z.object({ expectations: z.array(z.object({ verdict: z.string(), kind: z.string() })) }),
      ),
    }),
  ),
  precursors: z.array(z.object({ case: z.string(), verdict: z.string() })),
  requirements: z.array(z.object({ coverage: z.string(), flags: z.array(z.string()) })),
})

interface Ended {
  readonly code: number
  readonly dossier: z.output<typeof dossierSchema>
}

/** Runs the product itself on the embedded facility of this checkout, with a ledger of its own. */
const run = async (folder: string, name: string, args: readonly string[]): Promise<Ended> => {
  const report = join(folder, `${name}.json`)
  const words = [
    'run',
    ...args,
    '--ledger',
    join(folder, `${name}.sqlite`),
    '--report',
    `json=${report}`,
  ]
  const code = await new Promise<number>((settle) => {
    execFile(join(project, 'lvv'), words, { cwd: project, maxBuffer: 64 << 20 }, (error) => {
      settle(error === null ? 0 : Number(error.code))
    })
  })
  return { code, dossier: dossierSchema.parse(JSON.parse(await readFile(report, 'utf8'))) }
}

describe('the nightly plan on the embedded facility', { timeout: 600_000 }, () => {
  let folder = ''
  let right: Ended

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lvv-defects-'))
    right = await run(folder, 'right', [])
  }, 600_000)

  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('passes 15 or more cases, each by a judged expectation, as a rehearsal', () => {
    const { run: facts, executions, requirements } = right.dossier
    expect(executions.filter((item) => item.verdict !== 'pass')).toEqual([])
    expect(right.code).toBe(0)
    expect(new Set(executions.map((item) => item.case)).size).toBeGreaterThanOrEqual(15)
    for (const { id, steps, creditable } of executions) {
      expect(
        steps.flatMap((step) => step.expectations),
        id,
      ).not.toEqual([])
      expect(creditable, id).toBe(false)
    }
    expect(facts.stage).toBe('rehearsal')
    expect(facts.noCredit).not.toEqual([])
    for (const { coverage, flags } of requirements) {
      expect(coverage).toBe('not-verified')
      expect(flags).toContain('rehearsed')
    }
  })

  it('has a planted defect for each of its cases', () => {
    const cases = [...new Set(right.dossier.executions.map((item) => item.case))].sort()
    expect([...new Set(Object.values(table).flat())].sort()).toEqual(cases)
  })

  it.concurrent.each(Object.entries(table))('turns by %s the cases %j', async (defect, cases) => {
    const { code, dossier } = await run(folder, defect, [...cases, '--input', `defect=${defect}`])
    expect(dossier.precursors.filter((item) => item.verdict !== 'pass')).toEqual([])
    const passed = dossier.executions.filter((item) => item.verdict !== 'fail')
    expect(passed.map((item) => item.id)).toEqual([])
    expect(dossier.executions.length).toBeGreaterThanOrEqual(cases.length)
    expect(code).toBe(1)
  })
})
