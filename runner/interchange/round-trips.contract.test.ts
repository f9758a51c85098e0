import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeCsv, writeCsvTables } from './csv/write-csv.ts'
import { diffSets } from './diff/diff-sets.ts'
import { createFindings, type Findings } from './findings.ts'
import { writeJson } from './json/own-form.ts'
import { mergeSets } from './preparing/merge-sets.ts'
import { readSource } from './read-source.ts'
import { writeReqif, writeReqifz } from './reqif/write-reqif.ts'
import { emptySet, type RequirementSet } from './requirement-set.ts'
import { wideTableOfSet } from './table/set-tables.ts'
import { arbitrarySet } from './testing/arbitrary-set.ts'
import { writeXlsxTables } from './xlsx/write-xlsx.ts'
import { applySet } from './yaml/apply-set.ts'

type Files = ReadonlyMap<string, string | Uint8Array>

const encoded = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content

const readFiles = async (files: Files): Promise<{ set: RequirementSet; findings: Findings }> => {
  const findings = createFindings()
  const context = { findings, isUnit: () => true, origins: new Map(), mend: false }
  const sets = []
  for (const [file, content] of files) {
    sets.push({ file, set: await readSource({ file, bytes: encoded(content) }, context) })
  }
  return { set: mergeSets(sets, findings), findings }
}

const writeYaml = (set: RequirementSet): Files =>
  applySet({ files: new Map(), difference: diffSets(emptySet, set), removeGone: false })

const ways: { readonly [name: string]: (set: RequirementSet) => Files | Promise<Files> } = {
  YAML: writeYaml,
  JSON: (set) => new Map([['set.json', writeJson(set)]]),
  CSV: writeCsvTables,
  XLSX: async (set) => new Map([['set.xlsx', await writeXlsxTables(set)]]),
  ReqIF: (set) => new Map([['set.reqif', writeReqif(set)]]),
  'ReqIF archive': (set) => new Map([['set.reqifz', writeReqifz(set)]]),
}

/** Everything that one says otherwise than the other, both ways. */
const lost = (before: RequirementSet, after: RequirementSet) => [
  ...diffSets(before, { ...after, scope: before.scope }).differences,
  ...diffSets(after, before).differences,
]

describe('round trips', () => {
  for (const [name, write] of Object.entries(ways)) {
    it(`loses nothing through ${name}, whatever stands in the texts`, async () => {
      await fc.assert(
        fc.asyncProperty(arbitrarySet, async (set) => {
          const { set: read, findings } = await readFiles(await write(set))
          expect(lost(set, read)).toEqual([])
          expect(findings.all.filter(({ kind }) => kind === 'skipped')).toEqual([])
        }),
        { numRuns: 30 },
      )
    })

    it(`loses nothing from YAML through ${name} to YAML`, async () => {
      await fc.assert(
        fc.asyncProperty(arbitrarySet, async (set) => {
          const files = writeYaml(set)
          const { set: held } = await readFiles(files)
          const { set: read } = await readFiles(await write(held))
          expect(writeYaml({ ...read, scope: set.scope })).toEqual(files)
        }),
        { numRuns: 8 },
      )
    })

    it(`writes the same bytes for the same set as ${name}`, async () => {
      const [set = emptySet] = fc.sample(arbitrarySet, { seed: 7, numRuns: 1 })
      expect(await write(set)).toEqual(await write(set))
    })
  }

  it('loses no requirement and no parameter through one wide table', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySet, async (set) => {
        const { set: read, findings } = await readFiles(
          new Map([['wide.csv', writeCsv(wideTableOfSet(set))]]),
        )
        const requirements = { ...set, documents: [], elements: [] }
        expect(lost(requirements, read)).toEqual([])
        expect(findings.all.filter(({ kind }) => kind === 'skipped')).toEqual([])
      }),
      { numRuns: 20 },
    )
  })
})
