import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Relative addresses: the site works under any path of any static host.
  base: './',
  build: {
    target: 'es2022',
    // The Content-Security-Policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    include: ['test/**/*.test.ts'],
  },
});
