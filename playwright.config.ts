import { defineConfig } from '@playwright/test'
import { findChromium } from './build/chromium.ts'

const executablePath = findChromium()
const isRoot = process.getuid?.() === 0

/**
 * End-to-end tests against real processes: two files at a time, each test in a world of its own; no retries, because a
 * test that is right sometimes is wrong.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'America/Chicago',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: {
          // Chromium has no sandbox as root.
          chromiumSandbox: !isRoot && process.platform === 'linux',
          ...(executablePath === null ? {} : { executablePath }),
        },
      },
    },
  ],
})
