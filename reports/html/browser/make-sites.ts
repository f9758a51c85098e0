import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderSite } from '#reports/html/render-site.ts'
import { sampleSite } from '#reports/html/testing/sample-site.ts'

const chromium = '/usr/bin/chromium'
const missing = 'Chromium is missing. Install it and try again: sudo apt-get install chromium'

/** Makes the sites that the tests open, before all tests; removes them after. */
const makeSites = async (): Promise<() => void> => {
  ensureChromium()
  const folder = mkdtempSync(join(tmpdir(), 'lvv-sites-'))
  const evidence = join(folder, 'evidence')
  mkdirSync(evidence)
  await renderSite(sampleSite(evidence, { requirements: 120, cases: 240 }), join(folder, 'plain'))
  await renderSite(
    sampleSite(evidence, { requirements: 60, cases: 90, hostile: true }),
    join(folder, 'hostile'),
  )
  await renderSite(
    { ...sampleSite(evidence, { requirements: 5000, cases: 10_000 }), runs: [] },
    join(folder, 'large'),
  )
  process.env.LVV_SITES = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/** `.ci/debian-packages` names it; `npm test` installs it before. */
const ensureChromium = (): void => {
  if (!existsSync(chromium)) throw new Error(missing)
}

// biome-ignore lint/style/noDefaultExport: Playwright asks for it
export default makeSites
