import { defineConfig } from '@playwright/test';

// Tests run against the built program, as a learner meets it. POPSCOPE_URL
// points them at one that already runs, POPSCOPE_PORT has ours listen elsewhere.
const running = process.env.POPSCOPE_URL;
const address = `127.0.0.1:${process.env.POPSCOPE_PORT ?? 8917}`;

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
    baseURL: running ?? `http://${address}/`,
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    },
    viewport: { width: 1440, height: 900 },
  },
  ...(running
    ? {}
    : {
        webServer: {
          command: `../build/popscope serve --addr ${address}`,
          url: `http://${address}/healthz`,
          reuseExistingServer: false,
        },
      }),
});
