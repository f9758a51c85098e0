import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dossier, DossierExecution } from '#domain/dossier.ts'
import { buildDossier } from '#traceability/build-dossier.ts'
import { arbitraryDossier } from '#traceability/testing/arbitrary-dossier.ts'
import { laterInput } from '#traceability/testing/later-input.ts'
import { sampleInput } from '#traceability/testing/sample-input.ts'
import { dossierSchema, schema } from './dossier-schema.ts'
import { renderJson } from './render-json.ts'

const sample = buildDossier(sampleInput)
const withMatrix = (matrix: DossierExecution['matrix']): Dossier => {
  const [first] = sample.executions
  return { ...sample, executions: first === undefined ? [] : [{ ...first, matrix }] }
}

describe('renderJson', () => {
  it('writes the documented shape', async () => {
    await expect(renderJson(sample)).toMatchFileSnapshot('golden/run.json')
  })

  it.each([
    ['a run', sampleInput],
    ['a later run', laterInput],
    ['a run without any state', { ...sampleInput, executions: [], software: [] }],
  ])('validates: %s', (_, input) => {
    expect(dossierSchema.parse(JSON.parse(renderJson(buildDossier(input))))).toBeTruthy()
  })

  it('refuses what is not in the schema', () => {
    const parsed = JSON.parse(renderJson(sample))
    expect(dossierSchema.safeParse({ ...parsed, extra: 1 }).success).toBe(false)
    parsed.executions[0].steps[1].expectations[0].value = '5.13'
    expect(dossierSchema.safeParse(parsed).success).toBe(false)
  })

  it('gives the same bytes for the same dossier, whatever the order of its fields', () => {
    const shuffled = JSON.parse(renderJson(sample), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    )
    const ordered = { ...shuffled, executions: [], precursors: [] }
    expect(renderJson(ordered)).toBe(renderJson({ ...sample, executions: [], precursors: [] }))
  })

  it('keeps every digit of large integers, and writes what JSON cannot say as null', () => {
    const text = renderJson(
      withMatrix({ id: 9007199254740993n, odd: Number.NaN, deep: [{ a: 1 }] }),
    )
    expect(text).toContain('"id": 9007199254740993,')
    expect(text).toContain('"odd": null')
    expect(JSON.parse(text).executions[0].matrix.deep).toEqual([{ a: 1 }])
  })

  it('is JSON that validates and holds no raw control character, whatever the dossier', () => {
    fc.assert(
      fc.property(arbitraryDossier, (dossier) => {
        const text = renderJson(dossier)
        expect(dossierSchema.safeParse(JSON.parse(text)).error).toBeUndefined()
        expect(text).not.toMatch(/[^\n\P{Cc}]/u)
        expect(text.isWellFormed()).toBe(true)
      }),
      { numRuns: 100 },
    )
  }, 30_000)
})

describe('schema', () => {
  it('is a JSON Schema that names the parts of a dossier', () => {
    expect(schema()).toMatchObject({
      type: 'object',
      required: ['run', 'executions', 'precursors', 'notApplicable', 'requirements'],
      additionalProperties: false,
    })
  })
})
