import { expect, test } from 'vitest'
import { typeOfValue, typeText } from './assignable.ts'
import { checkExpression } from './check-expression.ts'

const env = typeOfValue({ stack: { kind: 'eups', loader: '/l' } })

test.each([
  ['has(env.stack.tag) ? env.stack.tag : ""', []],
  ['has(env.stack.loader) ? env.stack.loader : ""', []],
  ['has(env.sky) && env.sky.hash != ""', []],
  ['has(env.a) && has(env.b) ? env.a + env.b : ""', []],
  ['has(env.a) ? (has(env.b) ? env.b : env.a) : ""', []],
  ['has(env.stack.tag) ? "" : env.stack.tag', ['There is no "tag" in "env.stack".']],
  ['has(env.stack.tag) || env.stack.tag == ""', ['There is no "tag" in "env.stack".']],
  ['has(env.stack.tag) ? env.stack.gat : ""', ['There is no "gat" in "env.stack".']],
  ['has(env.stack.tag) ? env.stack.kynd : ""', ['There is no "kynd" in "env.stack".']],
])('%s has the problems %j', (source, problems) => {
  const { problems: found } = checkExpression(source, { env })
  expect(found.map(({ message }) => message)).toEqual(problems)
})

test('what no environment has may be anything, what one has keeps its type', () => {
  const typeOf = (source: string) => typeText(checkExpression(source, { env }).type)
  expect(typeOf('has(env.stack.loader) ? env.stack.loader : ""')).toBe('string')
  expect(typeOf('has(env.stack.tag) ? env.stack.tag : ""')).toBe('any')
})
