import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderSite } from './render-site.ts'
import type { SiteInput } from './site-input.ts'
import { inspectPage } from './testing/inspect-page.ts'
import { contentOf, filesOf } from './testing/read-site.ts'
import { sampleSite } from './testing/sample-site.ts'

let folder: string
let evidence: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lvv-site-'))
  evidence = join(folder, 'evidence')
  mkdirSync(evidence)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const size = { requirements: 60, cases: 90 }
const inputOf = (hostile = false): SiteInput => sampleSite(evidence, { ...size, hostile })
const fresh = (name: string): string => join(folder, name)

describe('renderSite', () => {
  it('gives the same bytes for the same input', async () => {
    await renderSite(inputOf(), fresh('a'))
    await renderSite(inputOf(), fresh('b'))
    expect(contentOf(fresh('a'))).toEqual(contentOf(fresh('b')))
  })

  it.each([false, true])(
    'links only to pages and places that exist (hostile: %s)',
    async (hostile) => {
      const out = fresh(`links-${hostile}`)
      await renderSite(inputOf(hostile), out)
      const files = new Set(filesOf(out))
      const pages = new Map(
        [...files]
          .filter((path) => path.endsWith('.html'))
          .map((path) => [path, inspectPage(readFileSync(join(out, path), 'utf8'))]),
      )
      const isBroken = (path: string, address: string): boolean => {
        const [file = '', hash] = address.split('#')
        const target = file === '' ? path : posix.join(posix.dirname(path), file)
        // What stands behind # on the matrix are filters.
        const isPlace = hash === undefined || target === 'matrix.html'
        return !files.has(target) || !(isPlace || pages.get(target)?.ids.includes(hash))
      }
      const broken = [...pages].flatMap(([path, { addresses }]) =>
        addresses
          .filter((address) => !address.startsWith('data:') && isBroken(path, address))
          .map((address) => `${path}: ${address}`),
      )
      expect(broken).toEqual([])
      expect(pages.size).toBeGreaterThan(150)
    },
  )

  it('lets nothing of hostile data become markup, a handler or an address', async () => {
    const out = fresh('hostile')
    await renderSite(inputOf(true), out)
    for (const path of filesOf(out).filter((one) => one.endsWith('.html'))) {
      const text = readFileSync(join(out, path), 'utf8')
      const { active, addresses, ids, policy } = inspectPage(text)
      expect({ path, active }).toEqual({ path, active: [] })
      const strange = addresses.filter(
        (one) =>
          !/^(data:(,|image\/(png|svg\+xml);base64,[A-Za-z0-9+/=]*)|[A-Za-z0-9._/-]*(#[A-Za-z0-9=&%._!~*'()-]*)?)$/.test(
            one,
          ),
      )
      expect({ path, strange }).toEqual({ path, strange: [] })
      expect(new Set(ids).size).toBe(ids.length)
      expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
    }
    const data = readFileSync(join(out, 'assets/matrix-data.js'), 'utf8')
    expect(data).not.toMatch(/[<>\u2028\u2029]/)
    expect(() => JSON.parse(data.slice('lvvMatrix('.length, -3))).not.toThrow()
  })

  it.each([
    'index.html',
    'requirements/DMS-REQ-0xxx/DMS-REQ-0005.html',
    'cases/LVV-T0xxx/LVV-T2.html',
    'approvals.html',
    'changes.html',
    'runs/11.html',
    'assets/matrix-data.js',
  ])('writes what was looked at: %s', async (path) => {
    const out = fresh('golden')
    await renderSite(sampleSite(evidence, { requirements: 8, cases: 24 }), out)
    const name = path.replace(/^.*\//, '')
    await expect(readFileSync(join(out, path), 'utf8')).toMatchFileSnapshot(`golden/${name}`)
  })

  it('copies evidence under names that no browser runs', async () => {
    const out = fresh('evidence-copies')
    const { missing } = await renderSite(inputOf(), out)
    expect(missing).toEqual([])
    const endings = filesOf(out)
      .filter((path) => path.startsWith('evidence/'))
      .map((path) => path.replace(/^.*\./, ''))
    expect(endings).toHaveLength(10)
    expect(new Set(endings)).toEqual(new Set(['txt', 'png', 'bin']))
  })

  it('names evidence that is not kept any more', async () => {
    const { missing } = await renderSite(
      { ...inputOf(), evidence: async () => undefined },
      fresh('gone'),
    )
    expect(missing).toContain('residuals.csv: is not kept any more')
  })

  it('touches nothing where nothing changed, and only what did where something did', async () => {
    const out = fresh('again')
    const input = inputOf()
    const first = await renderSite(input, out)
    const before = statSync(join(out, 'index.html')).mtimeMs
    expect(await renderSite(input, out)).toEqual({ ...first, unchanged: true, written: 0 })
    const [changed, ...others] = input.trace.cases
    if (!changed) throw new Error('no case')
    const trace = { ...input.trace, cases: [{ ...changed, objective: 'Another one.' }, ...others] }
    const second = await renderSite({ ...input, trace }, out)
    // The page of the case, and the page of what changed since.
    expect(second).toMatchObject({ unchanged: false, written: 2, removed: 0 })
    expect(statSync(join(out, 'index.html')).mtimeMs).toBe(before)
  })

  it('notices a known issue that ends', async () => {
    const out = fresh('issue')
    const input = inputOf()
    await renderSite(input, out)
    expect(await renderSite({ ...input, knownIssues: [] }, out)).toMatchObject({
      unchanged: false,
    })
  })

  it('counts per verified document, and parents by what flows down from them', async () => {
    const out = fresh('documents')
    await renderSite(inputOf(), out)
    const text = readFileSync(join(out, 'index.html'), 'utf8')
    const [verified = '', answered = ''] = text.split('Answered by other documents')
    expect(verified).toContain('documents/LSE-61.html')
    expect(verified).not.toContain('documents/LSE-30.html')
    expect(answered.split('</table>')[0]).toMatch(/documents\/LSE-29\.html[\s\S]*documents\/LSE-30/)
  })

  it('never shows a verdict of a number that decides nothing', async () => {
    const out = fresh('compared')
    const input = inputOf()
    await renderSite(input, out)
    const margins = readFileSync(join(out, 'margins.html'), 'utf8')
    const rows = margins.split('<tr>').filter((row) => /<small>.* target<\/small>/.test(row))
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(row).toMatch(/chip (compared|rehearsal)/)
      expect(row).not.toMatch(/chip v-|Rehearsal: /)
    }
  })

  it('removes pages of what is gone', async () => {
    const out = fresh('fewer')
    await renderSite(inputOf(), out)
    await renderSite(sampleSite(evidence, { requirements: 40, cases: 90 }), out)
    await renderSite(sampleSite(evidence, { requirements: 40, cases: 90 }), fresh('few'))
    expect(contentOf(out)).toEqual(contentOf(fresh('few')))
  })

  it('repairs a site that somebody was killed over', async () => {
    const out = fresh('killed')
    const input = inputOf()
    await renderSite(input, out)
    const manifest = JSON.parse(readFileSync(join(out, 'site-manifest.json'), 'utf8'))
    writeFileSync(join(out, 'site-manifest.json'), JSON.stringify({ ...manifest, input: '' }))
    writeFileSync(join(out, 'index.html'), 'half a pa')
    rmSync(join(out, 'gaps.html'))
    expect((await renderSite(input, out)).unchanged).toBe(false)
    await renderSite(input, fresh('whole'))
    expect(contentOf(out)).toEqual(contentOf(fresh('whole')))
  })

  it('refuses a folder that holds something else, and leaves it alone', async () => {
    const out = fresh('somebody')
    mkdirSync(out)
    writeFileSync(join(out, 'thesis.txt'), 'work')
    await expect(renderSite(inputOf(), out)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('thesis.txt'),
    })
    await expect(renderSite(inputOf(), join(out, 'thesis.txt'))).rejects.toMatchObject({
      code: 'bad-input',
    })
    expect(filesOf(out)).toEqual(['thesis.txt'])
  })

  it('leaves nothing beside its place when it cannot be made', async () => {
    const place = fresh('place')
    mkdirSync(place)
    const dossiers = async () => {
      throw new Error('the ledger is gone')
    }
    const input = { ...inputOf(), dossiers, versionOf: async () => '1' }
    await expect(renderSite(input, join(place, 'site'))).rejects.toThrow('the ledger is gone')
    expect(readdirSync(place)).toEqual([])
  })

  it('renders an empty trace', async () => {
    const input = { ...sampleSite(evidence, { requirements: 0, cases: 0 }), runs: [] }
    const empty = {
      ...input.trace,
      runs: [],
      results: [],
      groups: { priority: [], area: [], aspect: [] },
    }
    const { pages } = await renderSite({ ...input, trace: empty }, fresh('empty'))
    expect(pages).toBe(12)
  })
})
