import { describe, expect, it } from 'vitest'
import type { RequirementKey } from '#domain/keys.ts'
import type { Coverage } from '#domain/tracing/coverage.ts'
import type { RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import { linkLevels } from '#traceability/flow-down/link-levels.ts'
import { coverBelow } from './cover-below.ts'

interface Sketch {
  readonly parents?: readonly string[]
  readonly own?: Coverage
  readonly descoped?: true
}

const below = (sketches: { readonly [id: string]: Sketch }, id: string) => {
  const requirements = Object.entries(sketches).map(
    ([key, { parents = [], own, descoped }]): RequirementTrace => ({
      id: key as RequirementKey,
      document: 'D',
      title: key,
      status: descoped ? 'descoped' : 'live',
      parents,
      children: Object.entries(sketches)
        .filter(([, one]) => one.parents?.includes(key))
        .map(([child]) => child),
      parameters: [],
      elements: own === undefined ? [] : (['LVV-1'] as unknown as RequirementTrace['elements']),
      cases: [],
      coverage: own ?? 'not-covered',
      rehearsal: 'not-covered',
      flags: [],
    }),
  )
  const covered = coverBelow(requirements, linkLevels(requirements))
  return covered.find((one) => one.id === id)?.below?.coverage
}

const full: Sketch = { own: 'fully-verified', parents: ['A'] }

describe('coverBelow', () => {
  it.each<[string, { readonly [id: string]: Sketch }, Coverage | undefined]>([
    ['nothing below', { A: {} }, undefined],
    ['all children fully verified', { A: {}, B: full, C: full }, 'fully-verified'],
    [
      'one of two',
      { A: {}, B: full, C: { own: 'not-verified', parents: ['A'] } },
      'partially-verified',
    ],
    [
      'one failing',
      { A: {}, B: full, C: { own: 'with-failures', parents: ['A'] } },
      'with-failures',
    ],
    ['a child without elements', { A: {}, B: full, C: { parents: ['A'] } }, 'partially-verified'],
    ['only a descoped child', { A: {}, B: { ...full, descoped: true } }, undefined],
    [
      'two levels down',
      { A: {}, B: { parents: ['A'] }, C: { own: 'fully-verified', parents: ['B'] } },
      'fully-verified',
    ],
    [
      'own elements of a child and what is below it both count',
      { A: {}, B: full, C: { own: 'with-failures', parents: ['B'] } },
      'with-failures',
    ],
    [
      'a circle',
      { A: { parents: ['B'] }, B: { parents: ['A'], own: 'fully-verified' } },
      undefined,
    ],
  ])('%s', (_, sketches, coverage) => expect(below(sketches, 'A')).toBe(coverage))
})
