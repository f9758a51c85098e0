import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { stepContextForTest } from '#step-kit/testing/step-context-for-test.ts'
import { fakeInstallation } from './fixtures/fake-installation.ts'
import { makeFixtureRepository } from './fixtures/fixture-repository.ts'
import { fixtureStack } from './fixtures/rubin-python.ts'

const installation = join(import.meta.dirname, '..', '..')

const environment = `title: A site with an installation of its own
stage: commissioning
bindings:
  stack: { kind: eups, loader: stack/loadLSST.bash, product: lsst_distrib, tag: w_2026_43 }
  repository: repo
  datasets:
    survey: { input: [FixtureCam/seed], where: { instrument: FixtureCam, visit: [1, 2] } }
  pipelines:
    drp: $FIXTURE_DIR/pipeline.yaml#first
    metrics: $FIXTURE_DIR/pipeline.yaml#second
    output: u/site
    processes: 2
`

const acceptanceCase = `key: SITE-T1
title: A metric of a site
method: Test
status: Approved
matrix: { band: [g, r] }
script:
  - id: stack
    call: initialize_science_pipelines
  - id: processed
    call: run_science_pipelines
    with: { stack: "\${{ steps.stack.stack }}", dataset: "\${{ env.datasets.survey }}" }
  - id: metrics
    call: run_faro
    with:
      stack: "\${{ steps.stack.stack }}"
      dataset: "\${{ env.datasets.survey }}"
      processed: "\${{ steps.processed.run }}"
  - id: flux
    do: metrics.read
    with: { butler: "\${{ steps.metrics.butler }}", metric: FX1, where: { band: "\${{ matrix.band }}" } }
    expect:
      - { measure: FX1, value: result.value, uncertainty: result.uncertainty, unit: mmag, near: "2.5", within: 2 }
`

const dossier = z.object({
  run: z.object({
    software: z.array(z.object({ product: z.string(), version: z.string() })),
  }),
  executions: z.array(z.object({ case: z.string(), verdict: z.string() })),
  precursors: z.array(
    z.object({ case: z.string(), verdict: z.string(), sharedFrom: z.unknown().optional() }),
  ),
})

let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lvv-site-'))
  await mkdir(join(root, 'cases', 'environments'), { recursive: true })
  await mkdir(join(root, 'requirements'))
  await cp(join(installation, 'cases', 'precursors'), join(root, 'cases', 'precursors'), {
    recursive: true,
  })
  await writeFile(join(root, 'cases', 'environments', 'site.yaml'), environment)
  await writeFile(join(root, 'cases', 'SITE-T1.yaml'), acceptanceCase)
  await fakeInstallation(root)
  await using context = await stepContextForTest({ root, timeout: 300_000 })
  await makeFixtureRepository(await fixtureStack(), './repo', context)
}, 300_000)

afterAll(() => rm(root, { recursive: true, force: true }))

const lvv = async (...parameters: readonly string[]) => {
  const report = join(root, 'dossier.json')
  const { exitCode, all } = await execa(
    join(installation, 'lvv'),
    ['run', '--root', root, '--env', 'site', '--report', `json=${report}`, ...parameters],
    { reject: false, all: true },
  )
  return { exitCode, all, dossier: dossier.parse(JSON.parse(await readFile(report, 'utf8'))) }
}

const casesOf = (executions: readonly { readonly case: string; readonly verdict: string }[]) =>
  executions.map((each) => `${each.case} ${each.verdict}`).sort()

describe('the precursors at a site', () => {
  test('set up the stack, process and measure once for all cells, and are reused by the next run', async () => {
    const first = await lvv('SITE-T1')
    expect(first.all).toContain('SITE-T1[band=g]')
    expect(casesOf(first.dossier.executions)).toEqual(['SITE-T1 pass', 'SITE-T1 pass'])
    expect(casesOf(first.dossier.precursors)).toEqual([
      'LVV-T1064 pass',
      'LVV-T1744 pass',
      'LVV-T860 pass',
      'LVV-T987 pass',
      'LVV-T987 pass',
    ])
    expect(first.all).toMatch(/\(margin .* mmag\)/)
    expect(first.dossier.run.software).toContainEqual({
      product: 'lsst_distrib',
      version: 'w_2026_43',
    })

    const second = await lvv('SITE-T1')
    expect(casesOf(second.dossier.executions)).toEqual(['SITE-T1 pass', 'SITE-T1 pass'])
    const shared = second.dossier.precursors.filter((each) => each.sharedFrom !== undefined)
    expect(casesOf(shared)).toEqual(expect.arrayContaining(['LVV-T1064 pass', 'LVV-T1744 pass']))
    expect(second.exitCode).toBe(0)
  })

  test('are blocked by a defect that the environment does not plant', async () => {
    const { exitCode, all } = await lvv('SITE-T1', '--input', 'defect=swapped-axis')
    expect(all).toContain('this environment plants no such defect')
    expect(exitCode).toBe(3)
  })
})
