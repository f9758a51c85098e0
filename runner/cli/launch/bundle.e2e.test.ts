import { expect, it } from 'vitest'
import { lvv } from '#cli/testing/command-line.ts'

it('starts from a bundle of the sources: none that cannot be made is passed over in silence', async () => {
  const ended = await lvv(['--version'], { cwd: import.meta.dirname, env: { LVV_DEBUG: '1' } })
  expect(ended.stderr).toBe('')
  expect(ended.stdout).toMatch(/^lvv \d+\.\d+\.\d+\n$/)
  expect(ended.code).toBe(0)
})
