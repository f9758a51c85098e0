import { Graph, layout } from '@dagrejs/dagre'

/** Size of every node. */
export const nodeSize = { width: 196, height: 60 } as const

/** Where nodes and the lines between them are. */
export interface Layout {
  readonly width: number
  readonly height: number
  /** Middle of each node, in the order given. */
  readonly nodes: readonly { readonly x: number; readonly y: number }[]
  /** Points of each line, in the order given. */
  readonly lines: readonly (readonly { readonly x: number; readonly y: number }[])[]
}

// Most requirements hang together like most others, and all nodes have one size: each shape is laid out once.
const known = new Map<string, Layout>()
const mostKnown = 2000

/** Lays out a graph from left to right. Nodes are numbers from 0; an edge leads from one to another. */
export const layOutGraph = (
  nodes: number,
  edges: readonly (readonly [from: number, to: number])[],
): Layout => {
  const shape = `${nodes} ${edges.join(' ')}`
  const found = known.get(shape)
  if (found) return found
  if (known.size >= mostKnown) known.clear()
  const made = laidOut(nodes, edges)
  known.set(shape, made)
  return made
}

const laidOut = (nodes: number, edges: readonly (readonly [number, number])[]): Layout => {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 44, marginx: 4, marginy: 4 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (let node = 0; node < nodes; node += 1) graph.setNode(String(node), { ...nodeSize })
  for (const [from, to] of edges) graph.setEdge(String(from), String(to))
  layout(graph)
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  // The first of several is laid at the bottom: turned over, they read from the top.
  const point = ({ x, y }: { x: number; y: number }) => ({
    x: Math.round(x),
    y: Math.round(height - y),
  })
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: [...Array(nodes).keys()].map((node) =>
      point(graph.node(String(node)) as { x: number; y: number }),
    ),
    lines: edges.map(([from, to]) =>
      (
        (graph.edge(String(from), String(to)) as { points?: { x: number; y: number }[] }).points ??
        []
      ).map(point),
    ),
  }
}
