import { expect, test } from 'vitest'
import { parseEupsList, parseInstalledVersions } from './installed-software.ts'

test('reads eups list -s: release tags before build hashes, working copies as modified', () => {
  const text = `
lsst_distrib          g0b29ad24fb+9f4a10e1c2 \tw_2026_43 current setup
afw                   LOCAL:/home/u/afw \tsetup
base                  29.0.0 \tcurrent v29_0_0 setup
a line that is none of it:
`
  expect(parseEupsList(text).slice(0, 3)).toEqual([
    { product: 'lsst_distrib', version: 'w_2026_43', modified: false },
    { product: 'afw', version: 'LOCAL:/home/u/afw', modified: true },
    { product: 'base', version: 'v29_0_0', modified: false },
  ])
})

test('what is no list of versions is told apart', () => {
  expect(parseInstalledVersions('')).toBeUndefined()
  expect(parseInstalledVersions('{"python": "3.12", "products": [{}]}')).toBeUndefined()
})
