import { readdirSync, statSync } from 'node:fs';
import { lessons } from './lessons';
import { expect, open, test } from './page';

/** Octets, as they travel. */
const ENGINE = 800_000;
const VISIT = 1_000_000;

for (const { name } of lessons)
  test(`a first visit to ${name} takes at most ${VISIT} octets, the engine ${ENGINE} of them`, async ({
    page,
  }) => {
    const sizes = new Map<string, number>();
    const fetched: Promise<unknown>[] = [];
    // Of the page and of its workers.
    page.on('requestfinished', (r) =>
      fetched.push(r.sizes().then((s) => sizes.set(r.url(), s.responseHeadersSize + s.responseBodySize))),
    );
    await open(page, name);
    await page.waitForLoadState('networkidle');
    await Promise.all(fetched);
    const engine = [...sizes].filter(([url]) => url.endsWith('.wasm'));
    expect(engine).toHaveLength(1);
    expect(engine[0]?.[1]).toBeGreaterThan(100_000);
    expect(engine[0]?.[1]).toBeLessThanOrEqual(ENGINE);
    const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    expect(all).toBeGreaterThan(engine[0]?.[1] ?? 0);
    expect(all, [...sizes].join('\n')).toBeLessThanOrEqual(VISIT);
  });

test(`any static host can send the engine in ${ENGINE} octets`, () => {
  const assets = new URL('../../build/site/assets/', import.meta.url);
  const engines = readdirSync(assets).filter((name) => /^popscope-(?!whole-).*\.wasm\.br$/.test(name));
  expect(engines).toHaveLength(1);
  expect(statSync(new URL(engines[0] ?? '', assets)).size).toBeLessThanOrEqual(ENGINE);
});
