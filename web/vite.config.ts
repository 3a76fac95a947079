import { defineConfig, type Plugin } from 'vitest/config';

/**
 * In the one file that has everything in it, both builds of the engine are the
 * whole one, which stands in the page (web/scripts/single.mjs).
 */
const engineInPage: Plugin = {
  name: 'engine-in-page',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('.wasm?url') ? '\0engine' : undefined),
  load: (id) => (id === '\0engine' ? "export default '#engine'" : undefined),
};

export default defineConfig(({ mode }) => {
  const single = mode === 'single';
  return {
    // Relative addresses: the site works under any path of any static host.
    base: './',
    plugins: single ? [engineInPage] : [],
    build: {
      target: 'es2022',
      // The Content-Security-Policy of the site allows no data: addresses.
      assetsInlineLimit: single ? Number.POSITIVE_INFINITY : 0,
      modulePreload: { polyfill: false },
      cssCodeSplit: !single,
      // What is wanted at once comes as one file: a slow line pays for each request.
      rolldownOptions: {
        output: { codeSplitting: single ? false : { groups: [{ name: 'first', tags: ['$initial'] }] } },
      },
    },
    test: {
      include: ['test/**/*.test.ts'],
    },
  };
});
