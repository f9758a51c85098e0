import { describe, expect, it } from 'vitest'
import { lvv } from './testing/command-line.ts'

const call = (...args: string[]) => lvv(args, { cwd: import.meta.dirname })

describe('help', () => {
  it('of a command is the same by `lvv help COMMAND` and by `lvv COMMAND --help`', async () => {
    const asked = await call('help', 'trace')
    expect(asked).toEqual(await call('trace', '--help'))
    expect(asked).toMatchObject({ code: 0, stderr: '' })
    expect(asked.stdout).toMatch(/^usage: lvv trace /)
  })

  it('of what is no command names it', async () => {
    expect(await call('help', 'trac')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('Did you mean `lvv trace`?'),
    })
  })
})
