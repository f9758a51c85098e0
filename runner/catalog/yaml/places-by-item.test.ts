import { expect, test } from 'vitest'
import { placesByItem } from './places-by-item.ts'
import { readAnyYaml } from './read-yaml.ts'
import { readSimpleYaml } from './simple/simple-yaml.ts'

const text = `# A document.
document: A
items:
  - id: one
    title: 'it''s'
    # A comment of the first.
    tags: [x, "y"]
  - id: two
    title: >-
      Folded
      text
    cut: a # b
  -
    id: three
  - id: four
plain: [1, 2]
nested:
- - 1
`.replace('- - 1', '- a: 1\n- a: 2')

test('places of items are those of the whole text, whichever is read', () => {
  const simple = readSimpleYaml(text)
  if (simple === undefined) throw new Error('the sample is not simple')
  const whole = readAnyYaml('a.yaml', text)
  const read: string[] = []
  const places = placesByItem(text, simple, (part) => {
    read.push(part)
    return readAnyYaml('a.yaml', part)
  })
  for (const path of pathsIn(whole.data)) {
    for (const part of [undefined, 'key'] as const) {
      expect({ path, place: places.place(path, part) }).toEqual({
        path,
        place: whole.place(path, part),
      })
    }
    expect(places.placeInside(path, 1, 2)).toEqual(whole.placeInside(path, 1, 2))
    expect(places.isCutByComment(path)).toBe(whole.isCutByComment(path))
  }
  expect(read).toContain(
    "  - id: one\n    title: 'it''s'\n    # A comment of the first.\n    tags: [x, \"y\"]\n",
  )
})

type Path = readonly (string | number)[]

function* pathsIn(data: unknown, path: Path = []): Iterable<Path> {
  yield path
  if (typeof data !== 'object' || data === null) return
  yield [...path, 'missing']
  for (const [key, value] of Object.entries(data)) {
    yield* pathsIn(value, [...path, Array.isArray(data) ? Number(key) : key])
  }
}
