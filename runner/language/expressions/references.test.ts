import { expect, test } from 'vitest'
import { referencesOf } from './references.ts'

const none = {
  env: [],
  steps: [],
  inputs: [],
  matrix: [],
  params: [],
  result: [],
  cells: false,
  item: false,
  run: false,
}

test.each([
  ['1 + 1', {}],
  ['env.a.b.c == env.a.b.c', { env: ['a.b.c'] }],
  ['env["a"].b', { env: ['a.b'] }],
  ['env.list[0].name', { env: ['list'] }],
  ['env', { env: [''] }],
  ['has(env.portal.url)', { env: ['portal.url'] }],
  ['env.a[env.b]', { env: ['a', 'b'] }],
  [
    'steps.open.stack.version + steps.drp.run',
    {
      steps: [
        { row: 'open', path: 'stack.version' },
        { row: 'drp', path: 'run' },
      ],
    },
  ],
  ['steps["open"]', { steps: [{ row: 'open', path: '' }] }],
  ['steps', { steps: [{ row: '', path: '' }] }],
  ['result.rows.filter(r, r.am1 > inputs.limit).size()', { result: ['rows'], inputs: ['limit'] }],
  ['result.rows.map(env, env.x)', { result: ['rows'] }],
  ['result.rows.map(r, env.scale)', { result: ['rows'], env: ['scale'] }],
  ['result', { result: [''] }],
  ['cel.bind(x, result.value, x + matrix.band)', { result: ['value'], matrix: ['band'] }],
  ['params["DMS-REQ-0360/AD1"] > item.x', { params: ['DMS-REQ-0360/AD1'], item: true }],
  ['cells.all(c, c.verdict == run.expected)', { cells: true, run: true }],
  ['{"a": [env.x, {"b": -inputs.y}]}', { env: ['x'], inputs: ['y'] }],
  ['result.?u.orValue(env.u)', { result: ['u'], env: ['u'] }],
  ['result.b ? env.x : env.y', { result: ['b'], env: ['x', 'y'] }],
  ['size(env.list) > 1 && !env.off', { env: ['list', 'off'] }],
  ['((', {}],
])('%s', (source, expected) => {
  expect(referencesOf(source)).toEqual({ ...none, ...expected })
})
