import type { ProblemList } from '#catalog/problem-list.ts'
import { parseRequirementKey, type RequirementKey } from '#domain/keys.ts'
import type { Requirement } from '#domain/requirement.ts'
import type { Held } from './held.ts'
import { type NotHeld, notHeldOnce } from './not-held.ts'
import { prefixOf } from './requirement-index.ts'

type HeldRequirements = ReadonlyMap<RequirementKey, Held<Requirement>>

/**
 * Checks the parents of all requirements: they never go in a circle. One that does not exist is a gap of the
 * flow-down, and stops nothing: documents are often held in part.
 */
export const checkParents = (requirements: HeldRequirements): void => {
  const prefixes = new Set([...requirements.keys()].map(prefixOf))
  const notHeld = new Map<ProblemList, NotHeld>()
  for (const item of requirements.values()) {
    const { list } = item.file
    const warn = notHeld.get(list) ?? notHeldOnce(list)
    notHeld.set(list, warn)
    for (const [index, parent] of item.value.parents.entries()) {
      const key = parseRequirementKey(parent)
      if (key !== undefined && requirements.has(key)) continue
      const path = parentPath(item, index)
      if (!prefixes.has(prefixOf(parent))) warn(path, prefixOf(parent))
      else {
        list.at(path, {
          severity: 'warning',
          code: 'unknown-parent',
          message: `No document that is held has ${parent}, a parent of ${item.value.id}.`,
          hint: 'Correct the key, or add the requirement: flow-down shows it as a gap.',
        })
      }
    }
  }
  let told = 0
  for (const circle of circlesIn(requirements)) {
    reportCircle(requirements, circle)
    if (++told === mostCircles) return
  }
}

/** Beyond these a file is not mistyped but broken: more of the same would hide the rest. */
const mostCircles = 100
const mostNamed = 100

const parentPath = ({ path }: Held<Requirement>, index: number) => [
  ...path.slice(0, -1),
  'parents',
  index,
]

const reportCircle = (
  requirements: HeldRequirements,
  circle: readonly [RequirementKey, ...RequirementKey[]],
): void => {
  const [first, next = first] = circle
  const item = requirements.get(first)
  if (item === undefined) return
  item.file.list.at(parentPath(item, item.value.parents.indexOf(next)), {
    code: 'parent-cycle',
    message:
      circle.length === 1
        ? `${first} is its own parent.`
        : `Parents go in a circle: ${[...named(circle), first].join(' → ')}.`,
    hint: 'A parent is a requirement of a higher level.',
  })
}

const named = (circle: readonly RequirementKey[]): readonly string[] =>
  circle.length <= mostNamed
    ? circle
    : [...circle.slice(0, mostNamed), `… (${circle.length} in all)`]

type Circle = readonly [RequirementKey, ...RequirementKey[]]

/** Circles of parents, whole: at least one of every group that hangs together. */
function* circlesIn(requirements: HeldRequirements): Generator<Circle> {
  const done = new Set<RequirementKey>()
  for (const start of requirements.keys()) {
    if (!done.has(start)) yield* circlesFrom(start, requirements, done)
  }
}

/** Walks up from one requirement without recursion: a flow-down may be as deep as it likes. */
function* circlesFrom(
  start: RequirementKey,
  requirements: HeldRequirements,
  done: Set<RequirementKey>,
): Generator<Circle> {
  const parentsOf = (id: RequirementKey): readonly string[] =>
    requirements.get(id)?.value.parents ?? []
  /** From the start to where we are, each with the position of the parent that comes next. */
  const way: { readonly id: RequirementKey; next: number }[] = [{ id: start, next: 0 }]
  const places = new Map<RequirementKey, number>([[start, 0]])
  for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
    const text = parentsOf(here.id)[here.next++]
    if (text === undefined) {
      way.pop()
      places.delete(here.id)
      done.add(here.id)
      continue
    }
    const parent = parseRequirementKey(text)
    if (parent === undefined || done.has(parent)) continue
    const place = places.get(parent)
    if (place !== undefined) {
      yield [parent, ...way.slice(place + 1).map(({ id }) => id)]
      continue
    }
    places.set(parent, way.length)
    way.push({ id: parent, next: 0 })
  }
}
