import type {
  CaseTrace,
  ElementTrace,
  RequirementTrace,
  TraceDossier,
} from '#domain/tracing/trace-dossier.ts'
import { linkLevels } from './link-levels.ts'

/** A requirement with everything that answers it: a node of the picture of a flow-down. */
export interface FlowNode {
  readonly key: string
  /** Absent for a key of a document that is not held. */
  readonly requirement?: RequirementTrace
  /** Level in the whole flow-down; 0 is the top. */
  readonly level: number
  readonly children: readonly FlowNode[]
  readonly elements: readonly FlowElement[]
  /**
   * Set where children and elements are left out: they are shown at another place of this tree (`shown`), or the node is
   * its own ancestor (`circle`).
   */
  readonly leftOut?: 'shown' | 'circle'
}

/** An element of a requirement, with the cases that name it. */
export interface FlowElement {
  readonly element: ElementTrace
  readonly cases: readonly CaseTrace[]
}

/** A requirement in its flow-down: what is above it, nearest first, and the tree below. */
export interface Flow {
  readonly above: readonly FlowParent[]
  readonly tree: FlowNode
}

/** An ancestor; one that is reached by several ways is told once, by the shortest. */
export interface FlowParent {
  readonly key: string
  /** Absent for a key of a document that is not held. */
  readonly requirement?: RequirementTrace
  /** Steps up: 1 for a parent. */
  readonly distance: number
}

/** Deepest tree that is shown; what is below is left out as `shown`. */
const deepest = 200

/**
 * The flow-down of a requirement, held or only named as a parent; undefined when nothing has this key. A requirement that
 * is reached by several ways is opened once, so that the tree is never larger than the model.
 */
export const flowDown = (trace: TraceDossier, key: string): Flow | undefined => {
  const index = indexFlow(trace)
  if (!index.requirements.has(key) && !index.children.has(key)) return undefined
  return {
    above: ancestorsOf(index, key),
    tree: grow(index, key, { path: new Set(), opened: new Set() }),
  }
}

interface FlowIndex {
  readonly requirements: ReadonlyMap<string, RequirementTrace>
  readonly elements: ReadonlyMap<string, ElementTrace>
  readonly cases: ReadonlyMap<string, CaseTrace>
  readonly children: ReadonlyMap<string, readonly string[]>
  readonly levelOf: ReadonlyMap<string, number>
}

const indexFlow = (trace: TraceDossier): FlowIndex => {
  const children = new Map<string, string[]>()
  for (const { id, parents } of trace.requirements) {
    for (const parent of new Set(parents)) {
      const known = children.get(parent)
      if (known === undefined) children.set(parent, [id])
      else known.push(id)
    }
  }
  return {
    requirements: new Map(trace.requirements.map((one) => [one.id, one])),
    elements: new Map(trace.elements.map((one) => [one.key, one])),
    cases: new Map(trace.cases.map((one) => [one.key, one])),
    children,
    levelOf: linkLevels(trace.requirements).levelOf,
  }
}

interface Grown {
  readonly path: ReadonlySet<string>
  readonly opened: Set<string>
}

const grow = (index: FlowIndex, key: string, { path, opened }: Grown): FlowNode => {
  const requirement = index.requirements.get(key)
  const node = {
    key,
    ...(requirement === undefined ? {} : { requirement }),
    level: index.levelOf.get(key) ?? 0,
  }
  const isCircle = path.has(key)
  if (isCircle || opened.has(key) || path.size >= deepest) {
    return { ...node, children: [], elements: [], leftOut: isCircle ? 'circle' : 'shown' }
  }
  opened.add(key)
  const below = new Set([...path, key])
  return {
    ...node,
    children: (index.children.get(key) ?? []).map((child) =>
      grow(index, child, { path: below, opened }),
    ),
    elements: (requirement?.elements ?? []).flatMap((one) => {
      const element = index.elements.get(one)
      if (element === undefined) return []
      return [{ element, cases: element.cases.flatMap((own) => index.cases.get(own) ?? []) }]
    }),
  }
}

const ancestorsOf = ({ requirements }: FlowIndex, key: string): readonly FlowParent[] => {
  const found = new Map<string, FlowParent>()
  let level = [key]
  for (let distance = 1; level.length > 0; distance++) {
    const next: string[] = []
    for (const parent of level.flatMap((one) => requirements.get(one)?.parents ?? [])) {
      if (parent === key || found.has(parent)) continue
      const requirement = requirements.get(parent)
      found.set(parent, {
        key: parent,
        ...(requirement === undefined ? {} : { requirement }),
        distance,
      })
      next.push(parent)
    }
    level = next
  }
  return [...found.values()]
}
