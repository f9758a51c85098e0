import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const install = join(import.meta.dirname, '..', '..')
const data = join(dirname(install), 'shared', 'data')
const present = existsSync(data)

/** So many equal words in a row are a copy, not a coincidence. */
const row = 8

/** Fields that hold sentences: of our cases and parameters, and of the sources. */
const sentences = new Set(['objective', 'description', 'expected', 'manual', 'report', 'because'])
const notes = new Set(['note', 'over'])

const isMap = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Texts of a tree, with the name of the field that each stands in. */
const textsOf = (
  tree: unknown,
  field = '',
): readonly (readonly [field: string, text: string])[] => {
  if (typeof tree === 'string') return [[field, tree]]
  if (Array.isArray(tree)) return tree.flatMap((item: unknown) => textsOf(item, field))
  return isMap(tree) ? Object.entries(tree).flatMap(([name, value]) => textsOf(value, name)) : []
}

const rowsOf = (text: string): readonly string[] => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words
    .slice(0, Math.max(0, words.length - row + 1))
    .map((_, index) => words.slice(index, index + row).join(' '))
}

const yamlBelow = (folder: string): readonly string[] =>
  readdirSync(join(install, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => join(folder, path))

/** Rows of words of the sources, without those of titles, which are facts. */
const copies = (): ReadonlySet<string> => {
  const files = ['ldm639/cases.json', 'requirements/dmsr.json', 'requirements/parameter-roles.json']
  const texts = files.flatMap((file) => textsOf(JSON.parse(readFileSync(join(data, file), 'utf8'))))
  const titles = new Set(['title', 'summary', 'derived_from_requirements'])
  const rows = new Set(texts.flatMap(([field, text]) => (titles.has(field) ? [] : rowsOf(text))))
  for (const [field, text] of texts) {
    if (titles.has(field)) for (const title of rowsOf(text)) rows.delete(title)
  }
  return rows
}

describe.skipIf(!present)(
  `own words${present ? '' : ' [skipped: ../shared/data is not there]'}`,
  () => {
    const source = present ? copies() : new Set<string>()

    const copied = (place: string, text: string): readonly string[] =>
      rowsOf(text)
        .filter((words) => source.has(words))
        .map((words) => `${place}: ${words}`)

    const copiedIn = (file: string, fields: ReadonlySet<string>): readonly string[] =>
      textsOf(parse(readFileSync(join(install, file), 'utf8')))
        .filter(([field]) => fields.has(field))
        .flatMap(([field, text]) => copied(`${file} ${field}`, text))

    it('finds a sentence of the source, and none in as many words of our own', () => {
      const document = readFileSync(join(data, 'requirements/dmsr.json'), 'utf8')
      const sentence = textsOf(JSON.parse(document)).find(
        ([field, text]) => field === 'specification' && rowsOf(text).length > 0,
      )?.[1]
      expect(copied('here', sentence ?? '')).toHaveLength(rowsOf(sentence ?? '').length)
      expect(rowsOf(sentence ?? '').length).toBeGreaterThan(0)
      expect(copied('here', (sentence ?? '').split(/\s+/).reverse().join(' '))).toEqual([])
    })

    it('say in every case what is done and expected', () => {
      const files = yamlBelow('cases')
      expect(files.length).toBeGreaterThan(331)
      expect(files.flatMap((file) => copiedIn(file, sentences))).toEqual([])
    })

    it('say how every parameter was read', () => {
      expect(yamlBelow('requirements').flatMap((file) => copiedIn(file, notes))).toEqual([])
      const page = 'docs/parameter-decisions.md'
      expect(copied(page, readFileSync(join(install, page), 'utf8'))).toEqual([])
    })
  },
)
