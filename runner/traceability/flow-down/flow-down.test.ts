import { describe, expect, it } from 'vitest'
import { buildTrace } from '#traceability/build-trace.ts'
import { held, requirement, traceInput } from '#traceability/testing/trace-parts.ts'
import { type FlowNode, flowDown } from './flow-down.ts'
import { linkLevels } from './link-levels.ts'

const links = (parents: { readonly [id: string]: readonly string[] }) =>
  Object.entries(parents).map(([id, own]) => requirement(id, { parents: own }))
const key = (number: number) => `DMS-REQ-${String(number).padStart(4, '0')}`
const traceOf = (parents: { readonly [id: string]: readonly string[] }) =>
  buildTrace(traceInput({ requirements: held(links(parents)) }))
const text = ({ key: id, level, leftOut, children }: FlowNode): string =>
  `${id.slice(-1)}:${level}${leftOut ? ` ${leftOut}` : ''}${children.length > 0 ? `(${children.map(text).join(' ')})` : ''}`

const diamond = { [key(1)]: [], [key(2)]: [key(1)], [key(3)]: [key(1)], [key(4)]: [key(2), key(3)] }

describe('flowDown', () => {
  it('opens what is reached by several ways once', () => {
    const flow = flowDown(traceOf(diamond), key(1))
    expect(flow && text(flow.tree)).toBe('1:0(2:1(4:2) 3:1(4:2 shown))')
  })

  it('tells ancestors with the shortest way up, and elements with their cases', () => {
    const flow = flowDown(traceOf(diamond), key(4))
    expect(flow?.above.map((one) => [one.key, one.distance])).toEqual([
      [key(2), 1],
      [key(3), 1],
      [key(1), 2],
    ])
    const [one] = flowDown(traceOf(diamond), key(1))?.tree.elements ?? []
    expect([one?.element.key, one?.cases.map((own) => own.key)]).toEqual(['LVV-1', ['LVV-T1']])
  })

  it('names a circle and does not follow it', () => {
    const flow = flowDown(traceOf({ [key(1)]: [key(2)], [key(2)]: [key(1)] }), key(1))
    expect(flow && text(flow.tree)).toBe('1:0(2:0(1:0 circle))')
    expect(flow?.above.map((one) => one.key)).toEqual([key(2)])
  })

  it('starts from a parent that is not held, and knows no other key', () => {
    const trace = traceOf({ [key(2)]: ['OSS-REQ-0001'] })
    expect(flowDown(trace, 'OSS-REQ-0001')?.tree.children.map((one) => one.key)).toEqual([key(2)])
    expect(flowDown(trace, 'OSS-REQ-0002')).toBeUndefined()
  })
})

describe('linkLevels', () => {
  it('walks chains of any length without running out of stack', () => {
    const length = 20_000
    const chain = Array.from({ length }, (_, at) => ({
      id: requirement(key(at)).id,
      parents: at === 0 ? [] : [key(at - 1)],
    }))
    expect(linkLevels(chain).levelOf.get(key(length - 1))).toBe(length - 1)
  })

  it('puts the members of a circle on one level, and what hangs on it below', () => {
    const { levelOf, circles } = linkLevels(
      links({ [key(1)]: [key(2)], [key(2)]: [key(1)], [key(3)]: [key(2)], [key(4)]: [key(4)] }),
    )
    expect([...levelOf].sort()).toEqual([
      [key(1), 0],
      [key(2), 0],
      [key(3), 1],
      [key(4), 0],
    ])
    expect(circles).toEqual([[key(1), key(2)], [key(4)]])
  })
})
