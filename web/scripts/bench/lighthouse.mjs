// Lighthouse, as it comes: a telephone, a slow network, the processor slowed 4×.
// It is fetched for the bench alone, in one fixed version.
import { spawnSync } from 'node:child_process';
import { median, note } from './figures.mjs';

const VERSION = '12.8.2';
const RUNS = 3;
const KINDS = ['performance', 'accessibility', 'best-practices'];

/** Notes Lighthouse's scores of a page. */
export function lighthouse(url, chromium) {
  const runs = [];
  for (let i = 0; i < RUNS; i++) {
    const { stdout, status, error } = spawnSync(
      'npx',
      [
        '--yes',
        `lighthouse@${VERSION}`,
        url,
        '--quiet',
        '--output=json',
        `--only-categories=${KINDS.join(',')}`,
        '--chrome-flags=--headless=new --no-sandbox',
      ],
      { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, CHROME_PATH: chromium } },
    );
    if (status !== 0) throw new Error(`Lighthouse failed: ${error?.message ?? `exit ${status}`}`);
    runs.push(JSON.parse(stdout));
  }
  for (const kind of KINDS)
    note(
      `Lighthouse, ${kind}`,
      Math.round(median(runs.map((r) => r.categories[kind].score)) * 100),
      'of 100',
      {
        least: 95,
      },
    );
}
