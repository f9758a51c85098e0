import { tmpdir } from 'node:os'
import { defineConfig } from '@playwright/test'

// Debian's Chromium: browsers that Playwright would download are not needed, and often cannot be had.
export default defineConfig({
  testDir: 'reports/html/browser',
  testMatch: '*.browser.ts',
  globalSetup: './reports/html/browser/make-sites.ts',
  outputDir: `${tmpdir()}/lvv-playwright-${process.pid}`,
  preserveOutput: 'never',
  reporter: 'dot',
  fullyParallel: true,
  workers: '100%',
  timeout: 60_000,
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
