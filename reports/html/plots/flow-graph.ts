import { curveBumpX, line } from 'd3-shape'
import type { Coverage } from '#domain/tracing/coverage.ts'
import { type Html, html } from '#reports/html/html.ts'
import { coverageWords } from '#reports/html/parts/words.ts'
import { layOutGraph, nodeSize } from './lay-out-graph.ts'

/** One box of a picture of the flow-down. */
export interface FlowNode {
  readonly name: string
  readonly text: string
  /** Absent for what is named and not held. */
  readonly href?: string
  readonly coverage?: Coverage
  /** Said in place of the word of the coverage. */
  readonly note?: string
  /** Said beside where the pointer rests. */
  readonly more?: string
  /** The one that the picture is about. */
  readonly here?: boolean
}

/** The flow-down as a picture, from parents on the left to children on the right; every box is a link. */
export const flowGraph = (
  nodes: readonly FlowNode[],
  edges: readonly (readonly [from: number, to: number])[],
  label: string,
): Html => {
  const { width, height, nodes: places, lines } = layOutGraph(nodes.length, edges)
  return html`<div class="scroll flow" role="group" aria-label="${label}" tabindex="0"><svg class="flow" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${label}">${lines.map(
    (points, index) =>
      html`<path class="edge" d="${path(points, places[edges[index]?.[0] ?? -1], places[edges[index]?.[1] ?? -1])}"/>`,
  )}${nodes.map((node, index) => box(node, places[index] ?? { x: 0, y: 0 }))}</svg></div>`
}

interface Point {
  readonly x: number
  readonly y: number
}

// From the middle of a right side to the middle of a left one; around boxes that lie between.
const path = (points: readonly Point[], from: Point | undefined, to: Point | undefined): string => {
  if (!from || !to) return ''
  const half = nodeSize.width / 2
  const between = points.length > 3 ? points.slice(1, -1) : []
  return (
    line<Point>(
      ({ x }) => x,
      ({ y }) => y,
    )
      .curve(curveBumpX)
      .digits(0)([{ x: from.x + half, y: from.y }, ...between, { x: to.x - half, y: to.y }]) ?? ''
  )
}

const box = (node: FlowNode, { x, y }: { readonly x: number; readonly y: number }): Html => {
  const left = x - nodeSize.width / 2
  const top = y - nodeSize.height / 2
  const words =
    node.note ?? (node.coverage === undefined ? 'not held' : coverageWords[node.coverage])
  const content = html`<title>${short(node.name, 80)}: ${short(node.text, 160)} (${node.more === undefined || node.more === words ? words : `${words}; ${node.more}`})</title><rect class="box" x="${left}" y="${top}" width="${nodeSize.width}" height="${nodeSize.height}" rx="4"/><rect class="b-${node.coverage ?? 'none'}" x="${left}" y="${top}" width="6" height="${nodeSize.height}"/><text class="name" x="${left + 14}" y="${top + 19}">${short(node.name, 22)}</text><text class="sub" x="${left + 14}" y="${top + 35}">${short(node.text, 26)}</text><text class="word${node.coverage !== undefined && ` c-${node.coverage}`}" x="${left + 14}" y="${top + 51}">${short(words, 32)}</text>`
  const kind = `node${node.here === true ? ' here' : ''}`
  return node.href === undefined
    ? html`<g class="${kind} unheld">${content}</g>`
    : html`<a class="${kind}" href="${node.href}"${node.here === true && html` aria-current="true"`}>${content}</a>`
}

const short = (text: string, characters: number): string =>
  text.length <= characters ? text : `${text.slice(0, characters - 1)}…`
