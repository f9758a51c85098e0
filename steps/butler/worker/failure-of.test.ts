import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HarnessError } from '#domain/harness-error.ts'
import { StepFailure } from '#step-kit/step-failure.ts'
import { failureOf, meanings } from './failure-of.ts'

const error = (kind: string) => ({ kind, type: 'builtins.KeyError', message: 'm', hint: 'h' })

test('a wrong answer fails', () => {
  const thrown = failureOf(error('dataset-missing'), 'get')
  expect(thrown).toBeInstanceOf(StepFailure)
  expect(thrown).toMatchObject({ message: 'get: m', hint: 'h' })
})

test('missing means block; only what may come back is worth another try', () => {
  expect(failureOf(error('repository-unreachable'), 'get')).toMatchObject({
    code: 'service-unavailable',
    retryable: true,
  })
  expect(failureOf(error('repository-missing'), 'get')).toMatchObject({
    code: 'not-found',
    retryable: false,
  })
})

test('a failure of an unknown kind blocks and names the Python exception', () => {
  const thrown = failureOf(error('new-kind'), 'get')
  expect(thrown).toBeInstanceOf(HarnessError)
  expect(thrown.message).toBe('get: the middleware raised KeyError: m')
})

test('the README shows every kind with its meaning', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8')
  for (const [kind, meaning] of Object.entries(meanings)) {
    const means = meaning.row === 'fails' ? 'fail' : `blocked, ${meaning.code}`
    expect(readme).toMatch(new RegExp(`^\\| ${kind} +\\|.*\\| ${means} +\\|$`, 'm'))
  }
})

test('every kind that the worker names has a meaning', () => {
  const sources = [
    'failures',
    'reading',
    'writing',
    'tables',
    'selection',
    'repositories',
    'metrics',
    'pipelines',
  ]
    .map((name) => readFileSync(join(import.meta.dirname, 'lvv_worker', `${name}.py`), 'utf8'))
    .join('\n')
  const named = [...sources.matchAll(/(?:Failure\(\s*|return |": )"([a-z]+(?:-[a-z]+)*)"/g)]
  const kinds = new Set(named.map(([, kind]) => kind).filter((kind) => kind?.includes('-')))
  expect(kinds.size).toBeGreaterThan(10)
  expect([...kinds].filter((kind) => kind !== undefined && !(kind in meanings))).toEqual([])
})
