import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { textOf } from '#reports/html/html.ts'
import { bullet } from './bullet.ts'
import { layOutGraph, nodeSize } from './lay-out-graph.ts'
import { countingPoint, marksOf, rangeOf } from './measure-marks.ts'
import { neighbourhood } from './neighbourhood.ts'
import { sparkline } from './sparkline.ts'
import { trend } from './trend.ts'

const measures = sampleTrace({ requirements: 200, cases: 400 }).measures
const first = measures[0] as MeasureTrace

describe('plots of measures', () => {
  it('hold no coordinate that is no number, whatever was measured', () => {
    const odd = [Number.NaN, Number.POSITIVE_INFINITY, -1e300, 1e300, 0, 5e-324]
    for (const value of odd) {
      const points = first.points.map((point) => ({ ...point, value, uncertainty: value }))
      for (const one of [points, points.slice(0, 1)]) {
        const measure = { ...first, points: one }
        const drawn = [bullet(measure), sparkline(measure), trend(measure, () => '#')]
        for (const plot of drawn) {
          if (plot)
            expect(textOf(plot).replace(/<title>.*?<\/title>|aria-label="[^"]*"/g, '')).not.toMatch(
              /NaN|Infinity/,
            )
        }
      }
    }
  })

  it('count what earns credit before a newer rehearsal', () => {
    const [a, b] = first.points.map((point, index) => ({ ...point, creditable: index === 0 }))
    if (!a || !b) throw new Error('too few points')
    expect(countingPoint({ ...first, points: [a, b] })).toBe(a)
    expect(countingPoint({ ...first, points: [b] })).toBe(b)
    expect(countingPoint({ ...first, points: [] })).toBeUndefined()
  })

  it('show key numbers in the unit of the measurement, and none where units cannot be told', () => {
    const parameter = {
      ...first.parameter,
      name: 'p',
      value: 2,
      unit: 'min',
      estimate: 1,
      role: 'threshold',
      strict: false,
      uses: [],
      given: [],
    } as const
    const limit = { sense: 'at-most', limit: 120, strict: false } as const
    const point = {
      ...first.points[0],
      limit: { ...limit, stated: { value: 2, unit: 'min' } },
    } as MeasureTrace['points'][number]
    const values = (measure: MeasureTrace) =>
      marksOf(measure)
        .filter(({ kind }) => kind === 'requirement' || kind === 'estimate')
        .map(({ value }) => value)
    expect(values({ ...first, unit: 's', parameter, points: [point] })).toEqual([120, 60])
    expect(values({ ...first, unit: 's', parameter, points: [{ ...point, limit }] })).toEqual([120])
  })

  it('have a range that holds all numbers', () => {
    expect(rangeOf([])).toEqual([0, 1])
    expect(rangeOf([5])).toEqual([4.5, 5.5])
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }),
        (numbers) => {
          const [low, high] = rangeOf(numbers)
          expect(low).toBeLessThan(high)
          for (const number of numbers) expect(number >= low && number <= high).toBe(true)
        },
      ),
    )
  })
})

describe('neighbourhood', () => {
  const relations = (edges: readonly (readonly [string, string])[]) => ({
    parentsOf: (key: string) =>
      edges.filter(([, child]) => child === key).map(([parent]) => parent),
    childrenOf: (key: string) =>
      edges.filter(([parent]) => parent === key).map(([, child]) => child),
  })

  it('goes up to the top and two levels down', () => {
    const chain = relations([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'e'],
      ['e', 'f'],
    ])
    const { keys, edges, left } = neighbourhood('c', chain)
    expect(keys).toEqual(['c', 'b', 'a', 'd', 'e'])
    expect(edges.map(([from, to]) => `${keys[from]}${keys[to]}`).sort()).toEqual([
      'ab',
      'bc',
      'cd',
      'de',
    ])
    expect(left).toBe(0)
  })

  it('ends in a circle, and says what it leaves out', () => {
    const circle = relations([
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'a'],
    ])
    expect(neighbourhood('a', circle).keys).toEqual(['a', 'b'])
    const wide = relations([...Array(50).keys()].map((index) => ['a', `c${index}`] as const))
    expect(neighbourhood('a', wide, 10)).toMatchObject({ left: 41 })
  })
})

describe('layOutGraph', () => {
  it('puts no box upon another, and parents left of children', () => {
    const edges = [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ] as const
    const { nodes, width, height } = layOutGraph(4, edges)
    for (const [from, to] of edges) expect(nodes[from]?.x).toBeLessThan(nodes[to]?.x ?? 0)
    for (const [index, a] of nodes.entries()) {
      expect(a.x).toBeLessThan(width)
      expect(a.y).toBeLessThan(height)
      for (const b of nodes.slice(index + 1)) {
        expect(
          Math.abs(a.x - b.x) >= nodeSize.width || Math.abs(a.y - b.y) >= nodeSize.height,
        ).toBe(true)
      }
    }
  })
})
