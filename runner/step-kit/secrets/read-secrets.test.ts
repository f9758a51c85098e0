import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSecrets } from './read-secrets.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'lvv-secrets-'))
  await writeFile(path.join(root, 'password'), 'swordfish\n')
  await writeFile(path.join(root, 'large'), 'x'.repeat(70_000))
})
afterAll(() => rm(root, { recursive: true }))

const references = {
  token: { kind: 'variable', variable: 'LVV_TOKEN' },
  password: { kind: 'file', path: 'password' },
  absent: { kind: 'file', path: 'nowhere' },
  large: { kind: 'file', path: 'large' },
} as const

const read = (names: readonly (keyof typeof references)[], variables = {}) =>
  readSecrets(Object.fromEntries(names.map((name) => [name, references[name]])), root, variables)

describe('reading of secrets', () => {
  it('reads variables and files, and hides both', async () => {
    const store = await read(['token', 'password'], { LVV_TOKEN: 'open sesame' })
    expect([store.valueOf('token'), store.valueOf('password')]).toEqual([
      'open sesame',
      'swordfish',
    ])
    expect(store.masker.maskText('open sesame, swordfish')).toBe('***, ***')
  })

  it('reads only the secrets that it is given', async () => {
    expect((await read(['password'])).names).toEqual(['password'])
  })

  it.each([
    ['token', {}, 'Secret "token": the variable LVV_TOKEN is missing or empty.'],
    ['token', { LVV_TOKEN: '' }, 'Secret "token": the variable LVV_TOKEN is missing or empty.'],
    ['token', { LVV_TOKEN: 'abc' }, 'shorter than 4 characters'],
    ['absent', {}, 'Secret "absent": the file nowhere is missing or empty.'],
    ['large', {}, 'larger than 65536 bytes'],
  ] as const)('says what is wrong with secret %s', async (name, variables, message) => {
    await expect(read([name], variables)).rejects.toMatchObject({
      code: 'environment-variable',
      message: expect.stringContaining(message),
    })
  })

  it('refuses the value of a secret that was not read', async () => {
    const store = await read(['password'])
    expect(() => store.valueOf('token')).toThrow('There is no secret "token".')
  })
})
