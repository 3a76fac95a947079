// Measures what the README says, prints a table, and writes build/bench.json:
//   make bench
// A figure beyond its budget makes it fail. BENCH=visits,steps measures parts.
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { note, print, root, rows } from './bench/figures.mjs';
import { lighthouse } from './bench/lighthouse.mjs';
import { engine, lab } from './bench/native.mjs';
import { reading } from './bench/reading.mjs';
import { memory, steps } from './bench/steps.mjs';
import { visits } from './bench/visits.mjs';
import { served } from './served.mjs';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** All that can be measured, in order. */
const parts = {
  engine,
  lab,
  size() {
    const assets = join(root, 'build/site/assets');
    for (const [name, which, budget] of [
      ['core module, brotli', /^popscope-(?!whole-).*\.wasm\.br$/, { most: 800 }],
      ['whole module, brotli, fetched when it is wanted', /^popscope-whole-.*\.wasm\.br$/],
    ]) {
      const file = readdirSync(assets).find((f) => which.test(f));
      note(name, Math.round(statSync(join(assets, file)).size / 1000), 'kB', budget);
    }
  },
  visits: (browser) => visits(browser, url),
  async steps(browser) {
    for (const events of [1000, 10_000]) await steps(browser, url, events);
  },
  memory: (browser) => memory(browser, url),
  reading: (browser) => reading(browser, url),
  lighthouse: () => lighthouse(url, executablePath),
};

const wanted = process.env.BENCH?.split(',') ?? Object.keys(parts);
const { url, stop } = await served();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  for (const part of wanted) {
    if (!parts[part]) throw new Error(`there is no ${part} to measure, but ${Object.keys(parts).join(', ')}`);
    await parts[part](browser);
  }
} finally {
  await browser.close();
  await stop();
}

print();
writeFileSync(
  join(root, 'build/bench.json'),
  `${JSON.stringify({ date: new Date().toISOString(), node: process.version, rows }, null, 2)}\n`,
);
if (rows.some((r) => r.ok === false)) process.exitCode = 1;
