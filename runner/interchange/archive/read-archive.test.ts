import { describe, expect, it } from 'vitest'
import { refusal } from '#interchange/testing/reading.ts'
import { writeArchive } from './write-archive.ts'

describe('hostile archives', () => {
  const patched = (bytes: Uint8Array, offset: number, value: number): Uint8Array => {
    const copy = Uint8Array.from(bytes)
    const view = new DataView(copy.buffer)
    for (let at = 0; at < copy.length - 4; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + offset, value, true)
    }
    return copy
  }

  it('refuses a path that leaves the archive', async () => {
    for (const path of [
      '../x.reqif',
      '/x.reqif',
      'a/../../x.reqif',
      'C:\\x.reqif',
      '..\\x.reqif',
    ]) {
      expect(await refusal('r.reqifz', writeArchive(new Map([[path, 'x']])))).toMatch(
        /^path-outside: /,
      )
    }
  })

  it('refuses a bomb, whether it says its size or lies about it', async () => {
    const honest = writeArchive(new Map([['a.reqif', 'x']]))
    expect(await refusal('r.reqifz', patched(honest, 24, 2 ** 30))).toMatch(/^too-large: /)
    const zeros = writeArchive(new Map([['a.reqif', new Uint8Array(8 * 2 ** 20)]]))
    expect(zeros.length).toBeLessThan(20_000)
    expect(await refusal('r.reqifz', patched(zeros, 24, 1000))).toBe(
      'bad-input: r.reqifz is no whole zip archive',
    )
  })

  it('refuses an archive whose content is not what was packed', async () => {
    const bytes = writeArchive(new Map([['a.reqif', 'x'.repeat(100)]]))
    expect(await refusal('r.reqifz', patched(bytes, 16, 1))).toBe(
      'bad-input: r.reqifz is no whole zip archive',
    )
  })

  it('refuses an archive without ReqIF', async () => {
    expect(await refusal('r.reqifz', writeArchive(new Map([['a.txt', 'x']])))).toBe(
      'bad-input: r.reqifz holds no .reqif file',
    )
  })
})
