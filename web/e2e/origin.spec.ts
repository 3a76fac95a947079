import type { Page } from '@playwright/test';
import { BENCHES } from '../src/benches';
import { DIALOGS } from '../src/dialogs';
import { THEMES } from '../src/theme';
import { WAYS } from '../src/ways';
import english from '../src/words/en/tools.json' with { type: 'json' };
import { choose, expect, press, ready, say, test } from './page';

// With its copy of itself, too: what that fetches counts as well.
test.use({ copied: true });

const words: Record<string, string> = english;

/** Waits until an element that is fetched when it is wanted has drawn something. */
async function drawn(page: Page, tag: string): Promise<void> {
  await expect
    .poll(() => page.locator(tag).evaluateAll((all) => all.some((e) => e.shadowRoot?.firstElementChild)))
    .toBe(true);
}

test('through all views nothing is asked of another origin, nothing is sent, nothing is complained of', async ({
  page,
  context,
  baseURL,
}) => {
  test.slow();
  const asked: { method: string; url: string; body: string | null }[] = [];
  context.on('request', (r) => asked.push({ method: r.method(), url: r.url(), body: r.postData() }));
  page.on('websocket', (s) => asked.push({ method: 'socket', url: s.url(), body: null }));
  await page.addInitScript(() => {
    const seen = globalThis as unknown as { broken: string[] };
    seen.broken = [];
    document.addEventListener('securitypolicyviolation', (e) =>
      seen.broken.push(`${e.violatedDirective} ${e.blockedURI}`),
    );
  });

  await page.goto('./');
  await ready(page);
  await press(page, 'ArrowRight', 'End', 'ArrowLeft', 'ArrowLeft');
  await say(page, 'NOOP');
  const benches = page.locator('.bench .tabs button');
  for (const [i, bench] of BENCHES.entries()) {
    await benches.nth(i).click();
    await drawn(page, bench.part.tag);
  }
  for (const { key, part } of WAYS) {
    await choose(page, 'Try', words[`way.${key}`] ?? '');
    await drawn(page, part.tag);
  }
  await choose(page, 'Try', words['way.text'] ?? '');
  for (const { key, part } of DIALOGS) {
    await choose(page, 'Session', words[`dialog.${key}`] ?? '');
    await expect(page.locator(part.tag).getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator(part.tag).getByRole('dialog')).toBeHidden();
  }
  await press(page, '?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Start this task' }).click();
  await say(page, 'USER ada', 'PASS analytical', 'DELE 2', 'QUIT');
  await expect(page.locator('pop-task').getByRole('status')).toHaveText('Solved');
  for (const theme of [...THEMES.filter((t) => t !== 'auto'), 'auto'])
    await choose(page, 'View', words[`theme.${theme}`] ?? '');
  await choose(page, 'View', 'Deutsch');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('button', { name: 'Ansicht' })).toBeVisible();
  expect(await page.evaluate(() => (globalThis as unknown as { broken: string[] }).broken)).toEqual([]);
  await page.goto('./teachers.html');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  const { origin } = new URL(baseURL ?? '');
  expect(asked.length).toBeGreaterThan(30);
  expect(asked.filter(({ url }) => new URL(url).origin !== origin)).toEqual([]);
  expect(asked.filter(({ method, body }) => method !== 'GET' || body !== null)).toEqual([]);
});
