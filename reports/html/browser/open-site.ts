import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test as base, expect, type Page } from '@playwright/test'

/** Address of a page of a sample site on the disk. */
export const address = (site: 'plain' | 'hostile' | 'large', path: string): string => {
  const [file = '', ...hash] = path.split('#')
  const folder = process.env.LVV_SITES ?? ''
  return [pathToFileURL(join(folder, site, file)).href, ...hash].join('#')
}

/**
 * Fails a test in which a page says anything on its console (a broken policy does), throws, asks for anything that
 * is not a file of the site, or opens a dialog.
 */
export const test = base.extend<{ readonly complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('console', (message) => complaints.push(`console: ${message.text()}`))
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
      page.on('dialog', (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`)
        void dialog.dismiss()
      })
      page.on('request', (request) => {
        if (!/^(file|data):/.test(request.url())) complaints.push(`request: ${request.url()}`)
      })
      page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`))
      await use(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

/** True where the page is wider than the window. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

/** One page of each kind of the plain site. */
export const kinds: readonly (readonly [name: string, path: string, heading: string | RegExp])[] = [
  ['overview', 'index.html', 'What is verified'],
  ['matrix', 'matrix.html', 'Matrix'],
  ['flow-down', 'flow.html', 'Flow-down'],
  ['gaps', 'gaps.html', 'Gaps'],
  ['margins', 'margins.html', 'Margins and trends'],
  ['approvals', 'approvals.html', 'Waivers, deviations and known issues'],
  ['runs', 'runs.html', 'Runs'],
  ['changes', 'changes.html', 'Changes'],
  ['words', 'words.html', 'Words'],
  ['document', 'documents/LSE-61.html', /LSE-61/],
  ['requirement', 'requirements/DMS-REQ-0xxx/DMS-REQ-0005.html', /DMS-REQ-0005/],
  ['parent', 'requirements/OSS-REQ-0xxx/OSS-REQ-0002.html', /OSS-REQ-0002/],
  ['case', 'cases/LVV-T0xxx/LVV-T2.html', /LVV-T2/],
  ['precursor', 'cases/LVV-T0xxx/LVV-T51.html', /LVV-T51/],
  ['run', 'runs/11.html', 'Run 11'],
  ['imported run', 'runs/12.html', 'Run 12 (imported)'],
]

export { expect }
