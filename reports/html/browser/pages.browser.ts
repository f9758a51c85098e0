import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { address, expect, kinds, overflows, test } from './open-site.ts'

/** What axe finds, each with the first place where it does. */
const barriers = async (page: Page): Promise<readonly string[]> => {
  // It would load the style sheet a second time, by what the policy of the page forbids.
  const { violations } = await new AxeBuilder({ page }).options({ preload: false }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
}

/** The execution of the sample that has evidence of every kind: the oldest of its run. */
const openExecution = async (page: Page): Promise<void> => {
  await page.goto(address('plain', 'runs/11.html'))
  await page.locator('#executions tbody th a').first().click()
}

for (const [name, path, heading] of kinds) {
  test(`${name} opens from a disk, wide and narrow, without a word on the console`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1400, height: 900 })
    await page.goto(address('plain', path))
    await expect(page.locator('h1')).toContainText(heading)
    expect(await overflows(page)).toBe(false)
    await page.setViewportSize({ width: 360, height: 780 })
    expect(await overflows(page)).toBe(false)
  })

  test(`${name} has no barrier that axe knows, by day and by night`, async ({ page }) => {
    await page.goto(address('plain', path))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await barriers(page)).toEqual([])
    }
  })
}

test('an execution shows its rows and its evidence in place', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await openExecution(page)
  await expect(page.locator('ol.rows > li')).toHaveCount(3)
  for (const summary of await page.locator('details.evidence:not([open]) > summary').all())
    await summary.click()
  await expect(page.locator('.evidence table caption').first()).toHaveText('3 rows')
  await expect(page.locator('.notebook .cell')).toHaveCount(2)
  const images = page.locator('.evidence img')
  await expect(images).toHaveCount(3)
  for (const image of await images.all()) {
    await image.scrollIntoViewIfNeeded()
    await expect(image).toHaveJSProperty('complete', true)
    await expect(image).not.toHaveJSProperty('naturalWidth', 0)
  }
  expect(await overflows(page)).toBe(false)
  expect(await page.title()).not.toContain('attacked')
  expect(await barriers(page)).toEqual([])
})

test('copies of evidence run nothing', async ({ page }) => {
  await openExecution(page)
  const links: string[] = []
  for (const link of await page.locator('.evidence a[href*="evidence/"]').all()) {
    links.push(new URL((await link.getAttribute('href')) ?? '', page.url()).href)
  }
  expect(links).toHaveLength(10)
  for (const link of links.filter((one) => one.endsWith('.txt'))) {
    await page.goto(link)
    expect(await page.title()).not.toContain('attacked')
  }
})

test('every link of the navigation leads to the page it names', async ({ page }) => {
  await page.goto(address('plain', 'requirements/DMS-REQ-0xxx/DMS-REQ-0005.html'))
  for (const name of ['Overview', 'Matrix', 'Flow-down', 'Gaps', 'Margins', 'Runs', 'Changes']) {
    const navigation = page.getByRole('navigation', { name: 'Site' })
    await navigation.getByRole('link', { name }).click()
    await expect(navigation.locator('[aria-current="page"]')).toHaveText(name)
  }
})

test('hostile data does nothing', async ({ page }) => {
  await page.goto(address('hostile', 'index.html'))
  for (const name of ['Matrix', 'Flow-down', 'Gaps', 'Margins', 'Runs', 'Changes']) {
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name }).click()
    await expect(page.locator('h1')).toBeVisible()
    expect(await overflows(page)).toBe(false)
  }
  await page.goto(address('hostile', 'matrix.html#q=<script>alert(1)</script>'))
  await expect(page.locator('#count')).toContainText(/^[1-9]\d* of/)
  await page.locator('.window [role="row"] a').first().click()
  await expect(page.locator('h1')).toBeVisible()
})

test('paper shows what a screen shows without what is pressed', async ({ page }) => {
  await page.goto(address('plain', 'requirements/DMS-REQ-0xxx/DMS-REQ-0005.html'))
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('header nav')).toBeHidden()
  await expect(page.locator('.find')).toBeHidden()
  await expect(page.locator('.chip').first()).toBeVisible()
  // What is folded on a screen is open on paper.
  await expect(page.locator('.measure details table').first()).toBeVisible()
  expect((await page.pdf()).length).toBeGreaterThan(10_000)
})
