import { expect, test } from 'vitest'
import { parseCel } from './cel-environment.ts'
import { functions, methods } from './function-table.ts'

const samples: { readonly [kind: string]: string } = {
  string: '"ab"',
  int: '1',
  number: '1.0',
  boolean: 'true',
  list: '["a"]',
  map: '{"a": 1}',
  timestamp: 'timestamp("2026-01-01T00:00:00Z")',
  duration: 'duration("1h")',
  bytes: 'b"ab"',
  null: 'null',
  type: 'int',
  optional: 'optional.of(1)',
}
const sample = (kind: string): string => samples[kind] ?? ''

const calls = [
  ...[...functions].flatMap(([name, all]) => all.map(({ args }) => ({ head: `${name}(`, args }))),
  ...[...methods].flatMap(([key, all]) => {
    const [kind = '', name] = key.split('.')
    return all.map(({ args }) => ({ head: `${sample(kind)}.${name}(`, args }))
  }),
].flatMap(({ head, args }) => {
  const first = args[0] ?? ['']
  return first.map(
    (kind) =>
      `${head}${[kind, ...args.slice(1).map(([each = '']) => each)].map(sample).join(', ')})`,
  )
})

test.each(calls)('the library knows %s as the table says', (source) => {
  expect(parseCel(source).check()).toMatchObject({ valid: true })
})
