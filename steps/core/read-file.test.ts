import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runStepForTest } from '#step-kit/testing/run-step-for-test.ts'
import {
  type StepContextForTest,
  stepContextForTest,
} from '#step-kit/testing/step-context-for-test.ts'
import { readFile } from './read-file.ts'

const contextWith = async (files: { readonly [name: string]: string }) => {
  const context = await stepContextForTest({ secrets: { token: 'swordfish' } })
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(context.root, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  return context
}

type Given = Parameters<
  typeof runStepForTest<(typeof readFile)['input'], (typeof readFile)['output']>
>[1]
const read = (context: StepContextForTest, given: Given) => runStepForTest(readFile, given, context)

describe('core.read_file', () => {
  it('reads text, with size, hash and time', async () => {
    await using context = await contextWith({ 'data/a.txt': 'hä\n' })
    expect(await read(context, { file: 'data/a.txt' })).toEqual({
      size: 4,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      modified: expect.stringMatching(/^\d{4}-.*Z$/),
      text: 'hä\n',
    })
  })

  it('parses JSON and YAML with exact integers', async () => {
    await using context = await contextWith({
      'a.json': '{"id": 9292041530376265123, "x": 1.5, "n": 3}',
      'a.yaml': 'id: 9292041530376265123\nx: 1.5\nn: 3\nnone: null\n',
    })
    const { data } = await read(context, { file: 'a.json', as: 'json' })
    expect(data).toEqual({ id: 9292041530376265123n, x: 1.5, n: 3 })
    expect((await read(context, { file: 'a.yaml', as: 'yaml' })).data).toEqual({
      ...data,
      none: null,
    })
  })

  it('hides secrets, and keeps the file as evidence when asked', async () => {
    await using context = await contextWith({ 'a.txt': 'swordfish' })
    const { text, evidence } = await read(context, { file: 'a.txt', keep: true })
    expect([text, context.kept[0]?.text, evidence?.name]).toEqual(['***', '***', 'a.txt'])
  })

  it('reads evidence of an earlier row', async () => {
    await using context = await contextWith({})
    const file = await context.attach({
      name: 'x.json',
      mediaType: 'application/json',
      text: '[1]',
    })
    expect((await read(context, { file, as: 'json' })).data).toEqual([1])
  })

  it('reads below the work folder or a folder that is named', async () => {
    await using context = await contextWith({ 'other/x': 'named' })
    await writeFile(path.join(context.workDir, 'x'), 'work')
    const from = path.join(context.root, 'other')
    expect((await read(context, { file: 'x', from: 'work' })).text).toBe('work')
    expect((await read(context, { file: 'x', from })).text).toBe('named')
  })

  it.each(['../outside', '/etc/hostname', 'link/hostname', 'a/../../outside'])(
    'does not leave its folder by %s',
    async (file) => {
      await using context = await contextWith({})
      await symlink('/etc', path.join(context.root, 'link'))
      await expect(read(context, { file })).rejects.toMatchObject({ code: 'path-outside' })
    },
  )

  it.each([
    ['is missing', 'missing', 'text', 'does not exist'],
    ['is no JSON', 'a.txt', 'json', 'a.txt is no JSON'],
    ['is no YAML', 'a.txt', 'yaml', 'a.txt is no YAML'],
  ] as const)('fails when the file %s', async (_what, file, as, message) => {
    await using context = await contextWith({ 'a.txt': '{ "a": ' })
    await expect(read(context, { file, as })).rejects.toMatchObject({
      name: 'StepFailure',
      message: expect.stringContaining(message),
    })
  })

  it('blocks on a file beyond the limit, and on what is no file', async () => {
    await using context = await contextWith({ 'a.txt': 'x'.repeat(101), 'b/c': '' })
    await expect(read(context, { file: 'a.txt', limit: 100 })).rejects.toMatchObject({
      code: 'too-large',
    })
    await expect(read(context, { file: 'b' })).rejects.toMatchObject({ code: 'not-found' })
  })

  it.runIf(process.getuid?.() !== 0)('blocks on a file that may not be read', async () => {
    await using context = await contextWith({ secret: '' })
    await chmod(path.join(context.root, 'secret'), 0)
    await expect(read(context, { file: 'secret' })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('does not expand a bomb of YAML aliases', async () => {
    const lines = ['a0: &a0 [x]']
    for (let i = 1; i < 12; i++) lines.push(`a${i}: &a${i} [${`*a${i - 1},`.repeat(10)}]`)
    await using context = await contextWith({ 'bomb.yaml': lines.join('\n') })
    await expect(read(context, { file: 'bomb.yaml', as: 'yaml' })).rejects.toMatchObject({
      name: 'StepFailure',
    })
  })
})
