import { describe, expect, it } from 'vitest'
import { buildDossier } from '#traceability/build-dossier.ts'
import { diffDossiers } from '#traceability/diff-dossiers.ts'
import { laterInput } from '#traceability/testing/later-input.ts'
import { sampleInput } from '#traceability/testing/sample-input.ts'
import { renderDiff } from './render-diff.ts'
import { renderRuns } from './render-runs.ts'

const before = buildDossier(sampleInput)
const after = buildDossier(laterInput)

describe('renderDiff', () => {
  it.each([40, 80, 200])('shows what changed in %i columns', async (columns) => {
    const text = renderDiff(diffDossiers(before, after), { columns, colour: false })
    await expect(text).toMatchFileSnapshot(`golden/diff-${columns}.txt`)
  })

  it('says that nothing changed', () => {
    const text = renderDiff(diffDossiers(before, before), { columns: 80, colour: false })
    expect(text).toContain('11 executions compared: nothing changed')
  })
})

describe('renderRuns', () => {
  const counts = {
    pass: 15,
    'pass-with-deviation': 0,
    fail: 1,
    blocked: 2,
    'not-executed': 0,
    'in-progress': 1,
  }
  const run = { ...sampleInput.summary, active: false, counts }
  const {
    finishedAt: _,
    exitCode: __,
    ...open
  } = { ...run, run: 13, verdict: 'in-progress' as const }

  it.each([40, 80, 200])('lists runs in %i columns', async (columns) => {
    const runs = [
      { ...open, active: true },
      { ...open, run: 11 },
      { ...run, run: 10, interrupted: true, exitCode: 130 },
      run,
    ]
    const text = renderRuns(runs, { columns, colour: false })
    await expect(text).toMatchFileSnapshot(`golden/runs-${columns}.txt`)
  })

  it('says when there are none', () => {
    expect(renderRuns([], { columns: 80, colour: false })).toBe('no runs yet\n')
  })
})
