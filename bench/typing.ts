import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import type { Bench, Finding } from './finding.ts'
import { measure } from './measure.ts'
import { traceSet } from './trace-sets.ts'

/** Milliseconds from a key to the laid-out answer. */
const limit = 50
const browser = '/usr/bin/chromium'
const typed = ['bench-t99', 'function 12', 'low-req-4', 'nothing is called that']

/** A key typed into the filter of the site's matrix, in Chromium. */
export const typing = async (bench: Bench): Promise<readonly Finding[]> => {
  if (!existsSync(browser)) throw new Error('Chromium is not installed')
  const [requirements, cases] = bench.quick ? [500, 1000] : [5000, 10_000]
  const { root } = await traceSet(bench, requirements, cases)
  const site = join(root, '../site')
  const argv = [`${bench.install}/lvv`, 'report', 'html', '--out', site]
  measure({ name: 'lvv report html', argv, cwd: root }, bench.log)
  const running = await chromium.launch({
    executablePath: browser,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    const page = await running.newPage()
    await page.goto(pathToFileURL(join(site, 'matrix.html')).href)
    await page.locator('.window [role="row"]').first().waitFor()
    const rows = Number(await page.locator('[role="table"]').getAttribute('aria-rowcount')) - 1
    const times = (await keystrokes(page)).toSorted((one, other) => one - other)
    const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? 0
    return [
      {
        line: `a key typed into the filter of the matrix, ${rows} rows`,
        limit: `${limit} ms`,
        found: `median ${at(0.5).toFixed(1)} ms, slowest ${at(1).toFixed(1)} ms of ${times.length}`,
        holds: at(1) < limit,
      },
    ]
  } finally {
    await running.close()
  }
}

/** Types and deletes real keys; each time is from the event to the layout that shows its answer. */
const keystrokes = async (page: Page): Promise<readonly number[]> => {
  await page.evaluate(`(() => {
    window.keyTimes = []
    const field = document.getElementById('q')
    let start = 0
    field.addEventListener('keydown', () => { start = performance.now() }, true)
    field.addEventListener('input', () => {
      // After the handlers of the page, in the same task.
      queueMicrotask(() => {
        document.querySelector('.window').getBoundingClientRect()
        window.keyTimes.push(performance.now() - start)
      })
    })
  })()`)
  const field = page.locator('#q')
  for (const text of typed) {
    await field.pressSequentially(text)
    for (const _char of text) await field.press('Backspace')
  }
  return page.evaluate<number[]>('window.keyTimes')
}
