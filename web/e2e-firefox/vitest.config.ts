import { defineConfig } from 'vitest/config';

// The main ways of the page in Debian's Firefox, driven over its own WebDriver BiDi.
export default defineConfig({
  test: {
    include: ['e2e-firefox/**/*.test.ts'],
    globalSetup: 'e2e-firefox/serve.ts',
    fileParallelism: false,
    // For slow machines: nothing that works waits so long.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
