import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { at, choose, expect, ready, say, test } from './page';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

test('on a host that sends no headers of ours, the page works and keeps its policy', async ({
  page,
  excused,
}) => {
  const site = new URL('../../build/site/', import.meta.url);
  const host = createServer(async (q, a) => {
    const name = new URL(q.url ?? '', 'http://x').pathname.slice(1) || 'index.html';
    const body = await readFile(new URL(name, site)).catch(() => undefined);
    a.writeHead(body ? 200 : 404, { 'content-type': TYPES[extname(name)] ?? 'text/plain' }).end(body);
  });
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done));
  const { port } = host.address() as AddressInfo;
  try {
    await page.goto(`http://127.0.0.1:${port}/`);
    await ready(page);
    await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
    await say(page, 'PASS analytical');
    await at(page, 8, 8);
    await choose(page, 'Session', 'Share a link');
    await page
      .getByRole('dialog')
      .getByRole('radio', { name: /whole session/ })
      .check();
    await expect(page.getByRole('textbox', { name: 'The link' })).toHaveValue(/#s1=/);
    page.on('console', (m) => {
      if (m.text().startsWith('Executing inline script violates')) excused.push(`error: ${m.text()}`);
    });
    const blocked = await page.evaluate(
      () =>
        new Promise<string>((done) => {
          document.addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective));
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.head.append(script);
        }),
    );
    expect(blocked).toBe('script-src-elem');
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  } finally {
    await page.goto('about:blank');
    host.closeAllConnections();
    host.close();
  }
});
