import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { describe, expect, it } from 'vitest'
import type { Dossier } from '#domain/dossier.ts'
import { buildDossier } from '#traceability/build-dossier.ts'
import { arbitraryDossier } from '#traceability/testing/arbitrary-dossier.ts'
import { sampleInput } from '#traceability/testing/sample-input.ts'
import { renderJunit } from './render-junit.ts'

const sample = buildDossier(sampleInput)

const readSchema = (file: string): XsdValidator => {
  const source = readFileSync(new URL(file, import.meta.url), 'utf8')
  return XsdValidator.fromDoc(XmlDocument.fromString(source))
}
const schemas = { ant: readSchema('ant-junit.xsd'), jenkins: readSchema('jenkins-junit.xsd') }

/** Problems of a document by both schemas; throws when it is not well-formed. */
const problemsOf = (xml: string): readonly string[] => {
  const document = XmlDocument.fromString(xml)
  try {
    return Object.entries(schemas).flatMap(([name, schema]) => {
      try {
        schema.validate(document)
        return []
      } catch (error) {
        return [`${name}: ${String(error)}`]
      }
    })
  } finally {
    document.dispose()
  }
}

const attributesOf = (xml: string, path: string): readonly (string | undefined)[] => {
  const document = XmlDocument.fromString(xml)
  try {
    return document.find(path).map((node) => node.content)
  } finally {
    document.dispose()
  }
}

describe('renderJunit', () => {
  it('writes one suite an area and one test case an execution', async () => {
    await expect(renderJunit(sample)).toMatchFileSnapshot('golden/run.xml')
  })

  it('is valid by the schema of the Ant task and by that of Jenkins', () => {
    expect(problemsOf(renderJunit(sample))).toEqual([])
    const empty: Dossier = { ...sample, executions: [], precursors: [] }
    expect(problemsOf(renderJunit(empty))).toEqual([])
  })

  it.each([
    ['a suite without a host', / hostname="localhost"/, '', ['ant']],
    ['an instant with a zone', /timestamp="([^"]*)"/, 'timestamp="$1Z"', ['ant']],
    ['a test case without a class', /classname="metrics" /, '', ['ant']],
    ['properties of a test case', /<skipped /, '<properties/><skipped ', ['ant', 'jenkins']],
    ['counts of all suites', /<testsuites>/, '<testsuites skipped="1">', ['ant', 'jenkins']],
    ['an unknown element', /<system-err\/>/, '<system-err/><extra/>', ['ant', 'jenkins']],
    ['a time that is no number', /time="2.5"/, 'time="soon"', ['ant']],
  ])('would be found invalid with %s', (_, found, replacement, by) => {
    const xml = renderJunit(sample)
    const broken = xml.replace(found, replacement)
    expect(broken).not.toBe(xml)
    expect(problemsOf(broken).map((problem) => problem.split(':')[0])).toEqual(by)
  })

  it('calls a fail a failure, a block an error, and skips what waits or is a known issue', () => {
    const xml = renderJunit(sample)
    const names = (kind: string) =>
      attributesOf(xml, `//testcase[${kind}]/@name`).map((name) => name?.split(' ')[0])
    expect(names('failure')).toEqual(['LVV-T1745', 'LVV-T1064'])
    expect(names('error')).toEqual(['LVV-T28', 'LVV-T40', 'LVV-T1745'])
    expect(names('skipped')).toEqual(['LVV-T1232', 'LVV-T191'])
    expect(attributesOf(xml, '//skipped/@message')).toEqual([
      'waits for a person',
      'load fail, known issue LVV-20017',
    ])
  })

  it('names requirements, elements, margins and evidence as properties', () => {
    const xml = renderJunit(sample)
    const property = (name: string) =>
      attributesOf(xml, `//property[@name="LVV-T1745[band=r].${name}"]/@value`)
    expect(property('requirements')).toEqual(['DMS-REQ-0360'])
    expect(property('elements')).toEqual(['LVV-3402=fail'])
    expect(property('measurement.am2.AM2')[0]).toContain('margin −1.89 mas')
    expect(property('evidence.am2.AM2-r.json')).toEqual([`sha256:${'a'.repeat(64)}`])
  })

  it('gives test cases names of their own that do not change with fingerprints', () => {
    const names = attributesOf(renderJunit(sample), '//testcase/@name')
    expect(new Set(names).size).toBe(names.length)
    expect(names).toContain('LVV-T1064 Data release production payload #2')
  })

  it('is well-formed, valid and free of control characters, whatever the dossier', () => {
    fc.assert(
      fc.property(arbitraryDossier, (dossier) => {
        const xml = renderJunit(dossier)
        expect(problemsOf(xml)).toEqual([])
        expect(xml).not.toMatch(/[^\n\P{Cc}]/u)
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})
