import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dossier, DossierExecution } from '#domain/dossier.ts'
import { buildDossier } from '#traceability/build-dossier.ts'
import { arbitraryDossier } from '#traceability/testing/arbitrary-dossier.ts'
import { sampleInput } from '#traceability/testing/sample-input.ts'
import { isTrouble } from './find-causes.ts'
import { renderTerminal } from './render-terminal.ts'
import { widthOf } from './text/width-of.ts'

const sample = buildDossier(sampleInput)
const plain = { colour: false, evidenceDir: '.lvv/evidence' }
const forbidden = /[^\n\P{Cc}]|[\u200b\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const linesOf = (text: string) => text.trimEnd().split('\n')

describe('renderTerminal', () => {
  it.each([40, 80, 200])('shows a whole run in %i columns', async (columns) => {
    const text = renderTerminal(sample, { ...plain, columns })
    await expect(text).toMatchFileSnapshot(`golden/run-${columns}.txt`)
  })

  it('shows every row when asked for, in ASCII and in colours', async () => {
    const verbose = renderTerminal(sample, { ...plain, columns: 100, verbose: true })
    await expect(verbose).toMatchFileSnapshot('golden/run-verbose.txt')
    const ascii = renderTerminal(sample, { ...plain, columns: 80, unicode: false })
    await expect(ascii).toMatchFileSnapshot('golden/run-ascii.txt')
    const colour = renderTerminal(sample, { ...plain, columns: 80, colour: true })
    await expect(colour.replaceAll('\u001b', '<ESC>')).toMatchFileSnapshot('golden/run-colour.txt')
  })

  it('shows a run that was killed before anything ended, and how to go on', async () => {
    const { finishedAt: _, exitCode: __, ...run } = { ...sample.run, noCredit: [], inputs: {} }
    const [first] = sample.executions
    const executions = [
      { ...(first as DossierExecution), verdict: 'in-progress' as const, steps: [] },
    ]
    const killed: Dossier = { ...sample, run, executions, precursors: [], requirements: [] }
    const text = renderTerminal({ ...killed, notApplicable: [] }, { ...plain, columns: 80 })
    await expect(text).toMatchFileSnapshot('golden/run-killed.txt')
  })

  it('differs from the plain text by colours alone', () => {
    const colour = renderTerminal(sample, { ...plain, columns: 80, colour: true })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with a control character
    const bare = colour.replace(/\u001b\[\d+m/g, '')
    expect(bare).toBe(renderTerminal(sample, { ...plain, columns: 80 }))
  })

  it('shows a shared precursor that failed once, however many could not be judged because of it', () => {
    const [precursor] = sample.precursors.filter((one) => one.verdict === 'fail')
    const [blocked] = sample.executions.filter((one) => one.id === 'LVV-T28')
    const executions = Array.from({ length: 50 }, (_, index) => ({
      ...(blocked as DossierExecution),
      id: `LVV-T28[n=${index}]`,
    }))
    const dossier = { ...sample, executions, precursors: [precursor as DossierExecution] }
    const text = renderTerminal(dossier, { ...plain, columns: 80 })
    expect(text.match(/singular matrix/g)).toHaveLength(2)
    expect(text).toContain('not judged because of it (50):')
    expect(linesOf(text).length).toBeLessThan(40)
  })

  it('shows what was blocked by the same thing in the same words once', () => {
    const [down] = sample.executions.filter((one) => one.id === 'LVV-T40')
    const executions = Array.from({ length: 30 }, (_, index) => ({
      ...(down as DossierExecution),
      id: `LVV-T40[n=${index}]`,
    }))
    const text = renderTerminal(
      { ...sample, executions, precursors: [] },
      { ...plain, columns: 80 },
    )
    expect(text.match(/\[service-unavailable\]/g)).toHaveLength(1)
    expect(text).toContain('in the same words (29):')
  })

  it('lists everything that did not pass, also what only a known issue of a precursor held up', () => {
    const excuse = (one: DossierExecution) => ({
      ...one,
      steps: one.steps.map((row) => ({
        ...row,
        ...(isTrouble(row) && { knownIssue: 'LVV-1' }),
      })),
    })
    const executions = sample.executions.map((one) => (one.id === 'LVV-T28' ? excuse(one) : one))
    const dossier = { ...sample, executions, precursors: sample.precursors.map(excuse) }
    const text = renderTerminal(dossier, { ...plain, columns: 80 })
    const [, held = ''] = text.split('not judged because of known issues\n')
    expect(linesOf(held).slice(0, 2)).toEqual([
      '  ■ LVV-T1745[band=i]  Median relative astrometric error on 20 arcmin scales',
      '  ■ LVV-T28  Measurements in catalogs are in flux units',
    ])
  })

  it('names every execution somewhere, whatever the dossier', () => {
    fc.assert(
      fc.property(arbitraryDossier, (dossier) => {
        const named = (id: string) => [...dossier.executions].some((one) => one.id === id)
        const text = renderTerminal(dossier, { ...plain, columns: 120, verbose: true })
        for (const id of ['E0', 'E1'].filter(named)) expect(text).toContain(id)
      }),
      { numRuns: 100 },
    )
  }, 30_000)

  it('never throws, breaks a line or lets a control character through, whatever the dossier', () => {
    fc.assert(
      fc.property(arbitraryDossier, fc.integer({ min: 20, max: 120 }), (dossier, columns) => {
        const verbose = columns % 2 === 0
        const text = renderTerminal(dossier, { ...plain, columns, verbose })
        expect(text).not.toMatch(forbidden)
        expect(Math.max(...linesOf(text).map(widthOf))).toBeLessThanOrEqual(columns)
        expect(text.isWellFormed()).toBe(true)
      }),
      { numRuns: 100 },
    )
  }, 30_000)

  it('shows ASCII alone where nothing else can be shown', () => {
    fc.assert(
      fc.property(arbitraryDossier, (dossier) => {
        const text = renderTerminal(dossier, { ...plain, columns: 60, unicode: false })
        expect(text).toMatch(/^[\n -~]*$/)
      }),
      { numRuns: 50 },
    )
  }, 30_000)
})
