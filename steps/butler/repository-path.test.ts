import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { repositoryPath } from './repository-path.ts'

const root = mkdtempSync(join(tmpdir(), 'lvv-root-'))
mkdirSync(join(root, 'repo'))
afterAll(() => rmSync(root, { recursive: true }))

test.each([
  ['/repo/main', '/repo/main'],
  ['s3://bucket/repo', 's3://bucket/repo'],
  ['.lvv/facility/repo', join(root, '.lvv/facility/repo')],
  ['./repo', join(root, 'repo')],
  ['repo', join(root, 'repo')],
  ['dp1', 'dp1'],
])('%s is %s', (given, expected) => {
  expect(repositoryPath(given, root)).toBe(expected)
})
