import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const install = path.resolve(import.meta.dirname, '../..')

let root: string
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'lvv-families-'))
  const files: { readonly [file: string]: string } = {
    'steps/mine/family.ts': `
      import { defineStep, evidenceFile, HarnessError, StepFailure } from 'lvv/step-kit'
      import { z } from 'zod'
      import { greeting } from './greeting.ts'
      interface Typed { readonly name: string }
      const greet = defineStep({
        name: 'mine.greet',
        doc: 'Greets.',
        input: z.object({ name: z.string(), picture: evidenceFile.optional() }),
        output: z.object({ text: z.string() }),
        effect: 'read',
        timeout: 1000,
        run: async ({ name }: Typed) => {
          if (name === '') throw new StepFailure('nobody is there')
          return { text: greeting + name }
        },
      })
      export const family = { name: 'mine', doc: '', types: {}, steps: [greet], locks: ['my.lock'] }
    `,
    'steps/mine/greeting.ts': `export const greeting: string = 'Hello '`,
    'steps/mine/README.md': 'read me',
    'my.lock': 'one',
    'steps/plain/family.js': `export const family = { name: 'plain', doc: '', types: {}, steps: [] }`,
    'steps/core/family.mjs': `export const family = { name: 'core', doc: 'my own', types: {}, steps: [] }`,
    'steps/broken/family.ts': `import './nowhere.ts'`,
    'steps/syntax/family.ts': 'export const family = {',
    'steps/empty/family.ts': 'export const other = 1',
    'steps/alias/family.ts': `export const family = { name: 'other', doc: '', types: {}, steps: [] }`,
    'steps/halves/family.ts': `export const family = { name: 'halves', doc: '', types: {}, steps: [{ name: 'halves.one' }] }`,
    'steps/names/family.ts': `export const family = { name: 'names', doc: '', types: {}, steps: [{ name: 'One' }] }`,
    'steps/lockless/family.ts': `export const family = { name: 'lockless', doc: '', types: {}, steps: [], locks: ['gone'] }`,
    'steps/notes/README.md': 'no family',
    // A package.json that would make .ts and .js CommonJS.
    'package.json': '{ "type": "commonjs" }',
  }
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true })
    await writeFile(path.join(root, file), text)
  }
})
afterAll(() => rm(root, { recursive: true }))

/** Runs a script in a Node of its own, as `lvv` does: the test runner loads modules in its own way. */
const load = async (script: string): Promise<unknown> => {
  const source = `
    import { createFamilyLoader } from '#step-kit/family-loader.ts'
    const install = ${JSON.stringify(install)}
    const root = ${JSON.stringify(root)}
    const loader = createFamilyLoader({ install, root })
    const said = await (async () => { ${script} })().catch((error) => ({ code: error.code, message: error.message, hint: error.hint }))
    process.stdout.write(JSON.stringify(said ?? null))
  `
  const args = ['--input-type=module', '-e', source]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: install })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

describe('the family loader', () => {
  it('lists families of the root and the installation without loading them', async () => {
    const names = await load('return loader.names()')
    expect(names).toEqual(expect.arrayContaining(['core', 'http', 'mine', 'plain', 'broken']))
    expect(names).not.toContain('notes')
  })

  it('runs a step of a root that has no installation of its own', async () => {
    expect(
      await load(`
        const step = await loader.step('mine.greet')
        return step.run(step.input.parse({ name: 'you' }))
      `),
    ).toEqual({ text: 'Hello you' })
  })

  it('gives a root the same StepFailure, HarnessError and core.File as ours', async () => {
    expect(
      await load(`
        const { StepFailure } = await import('#step-kit/step-failure.ts')
        const { inputTypeOf } = await import('#step-kit/schema-type.ts')
        const step = await loader.step('mine.greet')
        const error = await step.run({ name: '' }).catch((error) => error)
        return [error instanceof StepFailure, inputTypeOf(step.input).fields.picture.type.name]
      `),
    ).toEqual([true, 'core.File'])
  })

  it('loads through symbolic links, of the root and of a family', async () => {
    const linked = `${root}-linked`
    await mkdir(`${linked}/steps`, { recursive: true })
    await symlink(path.join(root, 'steps/mine'), `${linked}/steps/mine`)
    await symlink(linked, `${linked}-again`)
    const script = `
      const own = createFamilyLoader({ install, root: '${linked}-again' })
      return (await own.load('mine')).steps.length
    `
    expect(await load(script)).toBe(1)
    await rm(`${linked}-again`)
    await rm(linked, { recursive: true })
  })

  it('prefers a family of the root to ours of the same name', async () => {
    expect(await load(`return (await loader.load('core')).doc`)).toBe('my own')
    expect(await load(`return (await loader.load('http')).name`)).toBe('http')
  })

  it('knows nothing of names that are no families', async () => {
    const names = ['nothing', 'notes', '../mine', 'Mine', 'constructor', '']
    const script = `
      const found = []
      for (const name of ${JSON.stringify(names)}) found.push(await loader.load(name), await loader.step(name + '.x'))
      return found.filter((each) => each !== undefined)
    `
    expect(await load(script)).toEqual([])
    expect(await load(`return [await loader.step('mine.nothing')]`)).toEqual([null])
  })

  it.each([
    ['broken', /cannot be loaded: .*nowhere\.ts/],
    ['syntax', /cannot be loaded: /],
    ['empty', /exports no `family`/],
    ['alias', /calls itself "other"/],
    ['halves', /has a step "halves.one" without input/],
    ['names', /has a step named "One"/],
  ])('says what is wrong with family %s', async (name, message) => {
    expect(await load(`return loader.load('${name}')`)).toMatchObject({
      code: 'step-unavailable',
      message: expect.stringMatching(message),
      hint: expect.any(String),
    })
  })

  it('hashes sources and locks, not documents and tests', async () => {
    const hash = () => load(`return loader.hash('mine')`)
    const before = await hash()
    await writeFile(path.join(root, 'steps/mine/README.md'), 'changed')
    await writeFile(path.join(root, 'steps/mine/greeting.test.ts'), 'changed')
    expect(await hash()).toBe(before)
    await writeFile(path.join(root, 'my.lock'), 'two')
    const locked = await hash()
    expect(locked).not.toBe(before)
    await writeFile(path.join(root, 'steps/mine/greeting.ts'), `export const greeting = 'Hi '`)
    expect(await hash()).not.toBe(locked)
  })

  it('names a lock that is missing', async () => {
    expect(await load(`return loader.hash('lockless')`)).toMatchObject({
      code: 'step-unavailable',
      message: 'The lock gone of a step family cannot be read.',
    })
  })

  it('loads our families when the root is the installation itself', async () => {
    expect(
      await load(`
        const own = createFamilyLoader({ install, root: install })
        return [(await own.step('core.echo')).name, (await own.hash('core')).length]
      `),
    ).toEqual(['core.echo', 64])
  })
})
