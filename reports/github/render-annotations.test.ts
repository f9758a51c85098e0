import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildDossier } from '#traceability/build-dossier.ts'
import { arbitraryDossier } from '#traceability/testing/arbitrary-dossier.ts'
import { sampleInput } from '#traceability/testing/sample-input.ts'
import { renderAnnotations } from './render-annotations.ts'

const sample = buildDossier(sampleInput)

describe('renderAnnotations', () => {
  it('names the file and line of every failed and blocked row, and says what the run was', async () => {
    await expect(renderAnnotations(sample)).toMatchFileSnapshot('golden/annotations.txt')
  })

  it('writes one workflow command a line, whatever the texts hold', () => {
    fc.assert(
      fc.property(arbitraryDossier, (dossier) => {
        const lines = renderAnnotations(dossier).trimEnd().split('\n')
        for (const line of lines) {
          expect(line).toMatch(/^::(error|warning|notice) [^\r\n]*::[^\r\n]*$/)
        }
        const count = (level: string) => lines.filter((one) => one.startsWith(`::${level}`)).length
        expect(Math.max(count('error'), count('warning'))).toBeLessThanOrEqual(10)
        expect(count('notice')).toBe(1)
      }),
      { numRuns: 50 },
    )
  })

  it('does not let a text begin another command', () => {
    const [first] = sample.executions
    if (first === undefined) throw new Error('the sample has executions')
    const [row] = first.steps
    if (row === undefined) throw new Error('the sample has rows')
    const { call: _, knownIssue: __, ...step } = row
    const bad = { ...step, id: 'x,line=1::y', verdict: 'fail' as const, message: 'a\n::stop::b%0A' }
    const text = renderAnnotations({ ...sample, executions: [{ ...first, steps: [bad] }] })
    expect(text).not.toMatch(/^::stop/m)
    expect(text).toContain('a%0A::stop::b%250A')
    expect(text).toContain('x%2Cline=1%3A%3Ay')
  })
})
