import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sha256 } from '#domain/content-hash.ts'
import type { EvidenceContent, EvidenceStore } from '#ledger/ledger.ts'
import { createEvidenceStore } from './evidence-store.ts'

let parent: string
let folder: string
let store: EvidenceStore

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'lvv-evidence-'))
  folder = join(parent, 'evidence')
  store = open()
})
afterEach(() => rmSync(parent, { recursive: true }))

const open = (): EvidenceStore =>
  createEvidenceStore({ folder, limit: 1000, now: () => new Date('2026-11-23') })
const about = { name: 'log.txt', mediaType: 'text/plain' }
const text = 'naïve ☃'
const streamOf = async function* (...parts: readonly string[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}
const files = (): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

it('stores the same content once, whether it comes as text, bytes, file or stream', async () => {
  const path = join(parent, 'source')
  writeFileSync(path, text)
  const contents: readonly EvidenceContent[] = [
    { text },
    { bytes: Buffer.from(text) },
    { path },
    { stream: streamOf(text.slice(0, 3), text.slice(3)) },
  ]
  const expected = { sha256: sha256(text), size: 10, ...about }
  const kept = join(folder, expected.sha256.slice(0, 2), expected.sha256)
  for (const order of [contents, contents.toReversed()]) {
    rmSync(folder, { recursive: true, force: true })
    store = open()
    for (const content of order) {
      const again =
        'stream' in content ? { stream: streamOf(text.slice(0, 1), text.slice(1)) } : content
      expect(await store.put(again, about)).toEqual(expected)
    }
    expect(files()).toEqual([kept])
  }
  expect(await store.path(expected)).toBe(kept)
  expect(readFileSync(kept, 'utf8')).toBe(text)
  expect(statSync(kept).mode & 0o222).toBe(0)
})

it('stores the same content once when it comes many times at once', async () => {
  const refs = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      store.put(index % 2 === 0 ? { text } : { stream: streamOf(text) }, about),
    ),
  )
  expect(new Set(refs.map((ref) => ref.sha256)).size).toBe(1)
  expect(files()).toHaveLength(1)
})

it('stores nothing of what is larger than the limit', async () => {
  for (const content of [
    { text: 'x'.repeat(1001) },
    { stream: streamOf('x'.repeat(600), 'x'.repeat(600)) },
  ]) {
    await expect(store.put(content, about)).rejects.toMatchObject({ code: 'too-large' })
  }
  expect(files()).toEqual([])
})

it('leaves nothing of a stream that breaks, and passes its error on', async () => {
  const broken = async function* (): AsyncIterable<Uint8Array> {
    yield Buffer.from('half')
    throw new RangeError('the source is gone')
  }
  await expect(store.put({ stream: broken() }, about)).rejects.toThrow(RangeError)
  expect(files()).toEqual([])
})

it('stores regular files only, and names what it cannot read', async () => {
  mkdirSync(join(parent, 'sub'))
  spawnSync('mkfifo', [join(parent, 'pipe')])
  symlinkSync(join(parent, 'nowhere'), join(parent, 'link'))
  const codes = { sub: 'bad-input', pipe: 'bad-input', link: 'not-found', absent: 'not-found' }
  for (const [name, code] of Object.entries(codes)) {
    await expect(store.put({ path: join(parent, name) }, about), name).rejects.toMatchObject({
      code,
    })
  }
  expect(files()).toEqual([])
})

it.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\logs\\a.txt', 'a.txt'],
  ['a\u001b[31m\n.txt', 'a_[31m_.txt'],
  ['', 'evidence'],
  ['..', 'evidence'],
])('shows the name %j as %j', async (name, shown) => {
  expect((await store.put({ text }, { ...about, name })).name).toBe(shown)
})

it('gives paths of stored content alone', async () => {
  await expect(store.path({ sha256: 'ab'.repeat(32) })).rejects.toMatchObject({
    code: 'evidence-missing',
  })
  for (const sha256 of ['../../../etc/passwd', '', 'AB'.repeat(32), `${'ab'.repeat(32)}/x`]) {
    await expect(store.path({ sha256 })).rejects.toMatchObject({ code: 'path-outside' })
  }
})

it('mends a shortened file when its content comes again', async () => {
  const path = await store.path(await store.put({ text }, about))
  rmSync(path)
  writeFileSync(path, text.slice(0, 2))
  await store.put({ text }, about)
  expect(readFileSync(path, 'utf8')).toBe(text)
})
