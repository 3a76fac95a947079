import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// Tests run against the built program, as a learner meets it. POPSCOPE_URL
// points them at one that already runs; otherwise e2e/serve.ts starts one, on a
// port that is free, before any test asks for the address.
const running = process.env.POPSCOPE_URL;

// Chromium without a window's machinery, where Debian has it: half the time.
const shell = '/usr/bin/chromium-headless-shell';
const browser = process.env.CHROMIUM ?? (existsSync(shell) ? shell : '/usr/bin/chromium');

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  // For slow machines: nothing that works waits so long.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    // What is waited for in vain is named, with its line; a test's own end names nothing.
    actionTimeout: 20_000,
    ...(running ? { baseURL: running } : {}),
    browserName: 'chromium',
    launchOptions: {
      executablePath: browser,
      args: ['--no-sandbox'],
    },
    viewport: { width: 1440, height: 900 },
  },
  ...(running ? {} : { globalSetup: './e2e/serve.ts' }),
});
