import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Catalog } from '#catalog/catalog.ts'
import { loadCatalog } from '#catalog/load-catalog.ts'
import { isStub } from '#domain/automation.ts'
import { convert } from '#language/units/units.ts'
import { createFamilyLoader } from '#step-kit/family-loader.ts'

const install = join(import.meta.dirname, '..', '..')
const data = join(dirname(install), 'shared', 'data')
const present = existsSync(data)

const documentSchema = z.object({
  requirements: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      priority: z.string(),
      descoped: z.boolean(),
      upstream: z.array(z.object({ id: z.string(), title: z.string() })),
      parameters: z.array(z.object({ name: z.string(), number: z.number(), unit: z.string() })),
    }),
  ),
})
const elementsSchema = z.object({
  elements: z.array(
    z.object({
      key: z.string(),
      requirement: z.string(),
      title: z.string().nullable(),
      verifiedIn: z.array(z.string()),
      cases: z.array(z.string()),
    }),
  ),
})
const casesSchema = z.object({
  cases: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      section: z.enum(['active', 'reusable', 'deprecated']),
      status: z.string(),
      priority: z.string(),
      verification_type: z.string(),
      ves: z.array(z.object({ key: z.string() })),
      steps: z.array(z.object({ description: z.string() })),
    }),
  ),
})

const read = <Form extends z.ZodType>(path: string, form: Form): z.output<Form> =>
  form.parse(JSON.parse(readFileSync(join(data, path), 'utf8')))

/** Units that the document leaves to its text, or that we read otherwise: docs/parameter-decisions.md. */
const decidedUnits = new Map([
  ['DMS-REQ-0364/surveyYears', 'integer'],
  ['DMS-REQ-0359/Xtalk', 'sigma'],
])

/** Cases that lvv automates under a shorter title of its own. */
const retitled = new Set(
  [28, 39, 40, 129, 1064, 1240, 1745, 1746, 1747, 1748, 1749, 1750, 1751, 1752, 1753, 1756, 1757]
    .concat(1758, 1759, 1845)
    .map((number) => `LVV-T${number}`),
)

/** Drafts of LDM-639 that lvv automates and its maintainers approved. */
const approved = new Set(['LVV-T1845'])

/** A step that says what to do, and does not only name who will say it. */
const doable = /^(?!Delegate to )\S/

/** Its only step says that its steps are to come. */
const unwritten = new Set(['LVV-T287'])

const countBy = (texts: readonly string[]): { readonly [text: string]: number } => {
  const counts: { [text: string]: number } = {}
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1
  return counts
}

const byKey = <Item extends { readonly key: string }>(items: Iterable<Item>): readonly Item[] =>
  [...items].sort((a, b) => a.key.localeCompare(b.key, 'en', { numeric: true }))

describe.skipIf(!present)(
  `what the repository holds${present ? '' : ' [skipped: ../shared/data is not there]'}`,
  () => {
    let catalog: Catalog
    const source = present && {
      requirements: read('requirements/dmsr.json', documentSchema).requirements,
      elements: read('requirements/verification-elements.json', elementsSchema).elements,
      cases: read('ldm639/cases.json', casesSchema).cases,
    }
    const { requirements, elements, cases } = source || {
      requirements: [],
      elements: [],
      cases: [],
    }

    beforeAll(async () => {
      const families = createFamilyLoader({ install, root: install })
      const facility = join(install, 'facility')
      catalog = await loadCatalog({ root: install, families, facility })
    })

    const heldRequirements = () =>
      [...catalog.requirements.requirements.values()].filter((one) => one.document === 'LSE-61')

    it('is every requirement of LSE-61 with title, priority, status and parents', () => {
      const wanted = requirements.map((one) => ({
        key: one.id,
        title: one.title.replace('(Descoped) ', ''),
        priority: one.priority,
        status: one.descoped ? 'descoped' : 'live',
        parents: one.upstream.map(({ id }) => id),
      }))
      const held = heldRequirements().map(({ id, title, priority, status, parents }) => ({
        key: id,
        title,
        priority,
        status,
        parents,
      }))
      expect(byKey(held)).toEqual(byKey(wanted))
    })

    it('adds up as the document does', () => {
      const held = heldRequirements()
      expect(countBy(held.map(({ status }) => status))).toEqual({ live: 234, descoped: 5 })
      expect(countBy(held.map(({ priority }) => priority ?? ''))).toEqual({
        '1a': 57,
        '1b': 120,
        '2': 56,
        '3': 6,
      })
      const parameters = held.flatMap((one) => Object.values(one.parameters))
      expect(countBy(parameters.map(({ role }) => role))).toEqual({
        threshold: 59,
        target: 26,
        'inner-limit': 13,
        condition: 25,
        configuration: 5,
        selection: 3,
      })
      expect(countBy(parameters.map(({ decidedBy }) => decidedBy ?? 'nobody'))).toEqual({
        'lvv maintainers, reading of LSE-61 10.2.1': 131,
      })
    })

    it('is every parent with its title', () => {
      const { requirements: held } = catalog.requirements
      const titles = new Map([...held.values()].map((one) => [String(one.id), one.title]))
      const parents = requirements.flatMap(({ upstream }) => upstream)
      expect(new Set(parents.map(({ id }) => id)).size).toBe(164)
      for (const { id, title } of parents) expect([id, titles.get(id)]).toEqual([id, title])
    })

    it('is every parameter with its value, in a unit that means the same', () => {
      const wanted = requirements.flatMap(({ id, parameters }) =>
        parameters.map(({ name, number, unit }) => ({ key: `${id}/${name}`, number, unit })),
      )
      const held = new Map(
        heldRequirements().flatMap(({ id, parameters }) =>
          Object.values(parameters).map((one) => [`${id}/${one.name}`, one]),
        ),
      )
      expect([...held.keys()].sort()).toEqual(wanted.map(({ key }) => key).sort())
      for (const { key, number, unit } of wanted) {
        const one = held.get(key)
        const exact = decidedUnits.get(key) === unit
        expect([key, one?.value]).toEqual([
          key,
          exact ? number : convert(number, unit, one?.unit ?? ''),
        ])
      }
    })

    it('is every element with its requirement, its title where it has one, and where it is verified', () => {
      const mark = /^DMS-REQ-\d+-V-\d+: /
      const titles = new Map(elements.map(({ key, title }) => [key, title?.replace(mark, '')]))
      const held = [...catalog.requirements.elements.values()]
        .filter((one) => one.document === 'LSE-61')
        .map(({ key, requirement, title, verifiedIn }) => {
          const known = titles.get(key)
          return { key, requirement, title: known === undefined ? 'ours' : title, verifiedIn }
        })
      const wanted = elements.map(({ key, requirement, verifiedIn }) => {
        return { key, requirement, title: titles.get(key) ?? 'ours', verifiedIn }
      })
      expect(wanted).toHaveLength(310)
      expect(byKey(held)).toEqual(byKey(wanted))
    })

    it('is every case of LDM-639 once, with head and elements of both lists of links', () => {
      const known = new Set(elements.map(({ key }) => key))
      const wanted = new Map(
        cases.map((one) => {
          const newer = elements.filter((element) => element.cases.includes(one.key))
          const links = new Set([...one.ves, ...newer].map(({ key }) => key))
          const head = {
            key: one.key,
            kind: cases.some(({ key, section }) => key === one.key && section === 'reusable')
              ? 'precursor'
              : 'case',
            title: retitled.has(one.key) ? 'ours' : one.title.trim().replaceAll(/\s+/g, ' '),
            method: one.verification_type,
            status: approved.has(one.key) ? 'Approved' : one.status,
            priority: one.priority,
            elements: [...links].filter((key) => known.has(key)).sort(),
          }
          return [one.key, head]
        }),
      )
      const held = [...catalog.cases.values()]
        .filter(({ key }) => key.startsWith('LVV-T'))
        .map(({ key, kind, title, method, status, priority, verifies }) => ({
          key,
          kind,
          title: retitled.has(key) ? 'ours' : title,
          method,
          status,
          priority,
          elements: verifies.map(({ element }) => String(element)).sort(),
        }))
      expect(byKey(held)).toEqual(byKey(wanted.values()))
      expect(
        countBy(held.map(({ status }) => (status === 'Deprecated' ? 'gone' : 'live'))),
      ).toEqual({
        live: 316,
        gone: 15,
      })
      expect(countBy(held.map(({ kind }) => kind))).toEqual({ case: 316, precursor: 15 })
    })

    it('has a script for every live case of LDM-639 in which a step can be done', () => {
      const told = cases.filter(
        ({ key, section, steps }) =>
          section !== 'deprecated' &&
          !unwritten.has(key) &&
          steps.some(({ description }) => doable.test(description.trim())),
      )
      const wanted = new Set([...told.map(({ key }) => key), ...approved])
      const held = [...catalog.cases.values()].filter(({ key }) => key.startsWith('LVV-T'))
      const scripted = held.filter((one) => !isStub(one)).map(({ key }) => String(key))
      expect(scripted.sort()).toEqual([...wanted].sort())
      expect(scripted).toHaveLength(239)
    })
  },
)
