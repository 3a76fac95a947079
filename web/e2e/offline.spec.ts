import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync } from 'node:zlib';
import { at, choose, expect, open, ready, say, test } from './page';

test.use({ copied: true });

test('after the first visit the page works without a network: this lesson, another, and the whole engine', async ({
  page,
  context,
}) => {
  await open(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  // The rest of the engine is fetched in the background.
  await expect
    .poll(() => page.evaluate(async () => (await (await caches.open('popscope-engine')).keys()).length))
    .toBe(1);
  await context.setOffline(true);
  await page.reload();
  await ready(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'PASS analytical');
  await at(page, 8, 8);
  await page.goto('./pop2-counted-letters.html?step=3&theme=dark');
  await ready(page);
  await at(page, 3, 50);
  await choose(page, 'Session', 'Share a link');
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: /whole session/ })
    .check();
  await expect(page.getByRole('textbox', { name: 'The link' })).toHaveValue(/#s1=/);
  await page.keyboard.press('Escape');
  await page.goto('./teachers.html');
  await expect(page.getByRole('heading', { level: 1, name: 'For teachers' })).toBeVisible();
});

test('where data is dear, the rest of the engine is fetched when it is wanted', async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) }),
  );
  const asked: string[] = [];
  page.context().on('request', (r) => asked.push(r.url()));
  await open(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForLoadState('networkidle');
  expect(asked.filter((url) => url.includes('popscope-whole'))).toEqual([]);
});

test('a new version of the site is told of, and nothing changes under the learner', async ({
  page,
  baseURL,
}) => {
  let version = 1;
  const site = createServer(async (q, a) => {
    const from = await fetch(new URL(q.url ?? '', baseURL));
    const body = Buffer.from(await from.arrayBuffer());
    const headers = Object.fromEntries(
      [...from.headers].filter(([name]) => !/^(content-(encoding|length)|connection|etag)$/.test(name)),
    );
    a.writeHead(from.status, headers);
    a.end(q.url === '/sw.js' ? `${body}\n// version ${version}\n` : body);
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  try {
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    await ready(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const notices = page.locator('pop-notices');
    await page.reload();
    await ready(page);
    await expect(notices).not.toContainText('new version');
    version = 2;
    await page.reload();
    await ready(page);
    await expect(notices).toContainText('There is a new version of Popscope');
    await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
    await say(page, 'PASS analytical');
    await at(page, 8, 8);
  } finally {
    await page.goto('about:blank');
    site.closeAllConnections();
    site.close();
  }
});

test('what makes the page work without a network is small, and can be installed', async ({ request }) => {
  const site = new URL('../../build/site/', import.meta.url);
  expect(brotliCompressSync(readFileSync(new URL('sw.js', site))).length).toBeLessThan(12_000);
  const manifest = await (await request.get('./manifest.webmanifest')).json();
  expect(manifest.start_url).toBe('./');
  for (const { src, type } of manifest.icons as { src: string; type: string }[]) {
    const icon = await request.get(src);
    expect(icon.headers()['content-type']).toBe(type);
  }
});
