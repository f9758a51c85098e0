import { XmlDocument } from 'libxml2-wasm'
import { describe, expect, it } from 'vitest'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { renderBadge } from './render-badge.ts'

const sample = sampleTrace({ requirements: 12, cases: 24 })

interface Doubt {
  readonly asOf?: { readonly problems: number }
  readonly total?: { readonly outdated: number }
}

const withCounts = (full: number, failing: number, release?: string): TraceDossier => ({
  ...sample,
  asOf: {
    releases: [],
    today: '2026-11-24',
    environments: [],
    ...(release !== undefined && { release }),
  },
  total: {
    ...sample.total,
    outdated: 0,
    total: 10,
    byCoverage: {
      'fully-verified': full,
      'partially-verified': 0,
      'not-verified': 10 - full - failing,
      'not-covered': 0,
      'with-failures': failing,
    },
  },
})

describe('renderBadge', () => {
  it.each([
    { what: 'nothing verified is grey', full: 0, failing: 0, colour: '#555', text: '0/10' },
    { what: 'some verified is grey', full: 4, failing: 0, colour: '#555', text: '4/10' },
    { what: 'all verified is green', full: 10, failing: 0, colour: '#1a7f37', text: '10/10' },
    { what: 'a failure is red', full: 9, failing: 1, colour: '#a61b1b', text: '9/10, 1 failing' },
  ])('$what', ({ full, failing, colour, text }) => {
    const badge = renderBadge(withCounts(full, failing, 'w_2026_43'))
    expect(badge).toContain(`fill="${colour}"`)
    expect(badge).toContain(`verified w_2026_43: ${text}`)
  })

  it.each([
    [{ total: { outdated: 2 } }, '10/10, 2 outdated'],
    [{ asOf: { problems: 1 } }, '10/10, not whole'],
  ])('is not green over what is in doubt: %j', (change: Doubt, text) => {
    const sound = withCounts(10, 0)
    const badge = renderBadge({
      ...sound,
      asOf: { ...sound.asOf, ...change.asOf },
      total: { ...sound.total, ...change.total },
    })
    expect(badge).toContain('fill="#555"')
    expect(badge).toContain(`verified: ${text}<`)
  })

  it('stays one well-formed picture without script, whatever the release is called', () => {
    for (const release of ['</svg><script>alert(1)</script>', '"onload="x', '\u202e\u0000&']) {
      const document = XmlDocument.fromString(renderBadge(withCounts(1, 0, release)))
      expect(document.find('//*[local-name()="script"] | //@onload')).toEqual([])
      document.dispose()
    }
  })
})
