import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './page';

/** A teacher's own site, on another origin, and a Popscope that lets it show lessons. */
let site: Server;
let popscope: ChildProcess;
let theirs = '';
let ours = '';
const pages = new Map<string, string>();

const HEAR = `<script>
  window.told = [];
  addEventListener('message', (e) => told.push({ ...e.data, origin: e.origin }));
</script>`;

test.beforeAll(async () => {
  site = createServer((q, a) => {
    const page = pages.get(q.url ?? '');
    a.writeHead(page ? 200 : 204, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  theirs = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  popscope = spawn(
    fileURLToPath(new URL('../../build/popscope', import.meta.url)),
    ['serve', '--addr', '127.0.0.1:0', '--embed', theirs],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  ours = await new Promise<string>((done) =>
    popscope.stdout?.on('data', (said: Buffer) => {
      const url = /http:\/\/[\d.:]+/.exec(said.toString())?.[0];
      if (url) done(url);
    }),
  );
  pages.set(
    '/frame',
    `<!doctype html><html lang="en"><title>A course</title><main><h1>Week 3</h1>${HEAR}
    <iframe id="f" src="${ours}/first-session.html?embed=1&step=3&theme=light" title="Popscope" width="1200" height="736"></iframe>`,
  );
  for (const sandbox of ['allow-scripts', 'allow-scripts allow-same-origin'])
    pages.set(
      `/sandbox/${sandbox.replace(/ /g, '+')}`,
      `<!doctype html><html lang="en"><title>A course</title>${HEAR}
      <iframe id="f" sandbox="${sandbox}" src="${ours}/first-session.html?embed=1&step=3&theme=light" title="Popscope" width="1200" height="736"></iframe>`,
    );
  pages.set(
    '/element',
    `<!doctype html><html lang="en"><title>A course</title><h1>Week 3</h1>
    <script>window.told = [];</script>
    <pop-scope lesson="01-first-session" step="4" theme="dark"></pop-scope>
    <script>for (const t of ['ready', 'step', 'score', 'done'])
      document.querySelector('pop-scope').addEventListener(t, (e) => told.push(e.detail));</script>
    <script type="module" src="${ours}/popscope.js"></script>`,
  );
});

test.afterAll(() => {
  site.close();
  popscope.kill();
});

interface Told {
  type: string;
  origin?: string;
  [what: string]: unknown;
}
const told = (page: Page, type: string): Promise<Told[]> =>
  page.evaluate((t) => (window as never as { told: Told[] }).told.filter((m) => m.type === t), type);

test('a frame in another site shows the lesson, tells how it goes, and is led', async ({ page }) => {
  await page.goto(`${theirs}/frame`);
  const frame = page.frameLocator('#f');
  await expect(frame.getByText('engine ready')).toBeAttached();
  await expect(frame.getByText('Lessons', { exact: true })).toBeHidden();
  const mark = frame.getByRole('link', { name: 'Popscope' });
  await expect(mark).toHaveAttribute('href', `${ours}/first-session.html?step=3&theme=light`);
  await expect(mark).toHaveAttribute('target', '_blank');
  await expect(mark).toHaveAttribute('rel', 'noopener');
  await expect(frame.locator('pop-transport .where')).toContainText('step 3');
  expect(await told(page, 'ready')).toEqual([
    expect.objectContaining({ source: 'popscope', lesson: 'first-session', steps: 31, origin: ours }),
  ]);
  expect(Number((await told(page, 'height'))[0]?.height)).toBeGreaterThan(400);

  await page.evaluate((o) => {
    const f = document.querySelector<HTMLIFrameElement>('#f')?.contentWindow;
    f?.postMessage({ type: 'go', step: 'x' }, o);
    f?.postMessage(null, o);
    f?.postMessage({ type: 'go', step: 9 }, o);
  }, ours);
  await expect(frame.locator('pop-transport .where')).toContainText('step 9');
  expect((await told(page, 'step')).at(-1)).toMatchObject({ step: 9, of: 31 });

  await frame.getByRole('button', { name: 'Start this task' }).click();
  const line = frame.getByRole('textbox', { name: 'Command line' });
  for (const command of ['USER ada', 'PASS analytical', 'DELE 2', 'QUIT']) {
    await line.fill(command);
    await line.press('Enter');
    await expect(line).toHaveValue('');
  }
  await expect.poll(async () => (await told(page, 'done')).length).toBe(1);
  expect((await told(page, 'score')).at(-1)).toMatchObject({ lesson: 'first-session', solved: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => v.id)).toEqual([]);
});

test('one element shows a lesson on a page of one’s own', async ({ page }) => {
  await page.goto(`${theirs}/element`);
  const frame = page.frameLocator('pop-scope iframe');
  await expect(frame.getByText('engine ready')).toBeAttached();
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(frame.locator('pop-transport .where')).toContainText('step 4');
  await page.evaluate(() => document.querySelector('pop-scope')?.setAttribute('step', '6'));
  await expect(frame.locator('pop-transport .where')).toContainText('step 6');
  await expect.poll(async () => (await told(page, 'step')).at(-1)?.step).toBe(6);
  await expect(page.locator('pop-scope iframe')).toHaveAttribute(
    'title',
    'Popscope: Your first POP3 session',
  );
});

for (const sandbox of ['allow-scripts', 'allow-scripts+allow-same-origin'])
  test(`in a frame with the sandbox ${sandbox} the lesson works`, async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (r) => asked.push(new URL(r.url()).pathname));
    await page.goto(`${theirs}/sandbox/${sandbox}`);
    const frame = page.frameLocator('#f');
    await expect(frame.getByText('engine ready')).toBeAttached();
    await expect(frame.locator('.bare')).toBeHidden();
    await expect(frame.locator('pop-transport .where')).toContainText('step 3');
    await frame.getByRole('button', { name: 'Start this task' }).click();
    const line = frame.getByRole('textbox', { name: 'Command line' });
    // Forms may be forbidden there: what is typed goes all the same, by key and by button.
    await line.fill('USER ada');
    await line.press('Enter');
    await expect(line).toHaveValue('');
    await line.fill('PASS analytical');
    await frame.getByRole('button', { name: 'Send' }).click();
    await expect(line).toHaveValue('');
    await expect(frame.locator('pop-ladder')).toContainText('maildrop has 3 messages');
    await frame.getByRole('button', { name: /^Help/ }).click();
    const help = frame.getByRole('dialog');
    await expect(help).toBeVisible();
    await help.getByRole('button', { name: 'Close' }).click();
    await expect(help).toBeHidden();
    // The relay is not asked for by a page that nobody vouches for.
    if (sandbox === 'allow-scripts') expect(asked).not.toContain('/api/targets');
  });

test('a host that lets no sandboxed frame read its files: the frame says what its maker has to write', async ({
  page,
  baseURL,
}) => {
  // Such a host as most are: it says nothing of who may read what.
  const host = createServer(async (q, a) => {
    const from = await fetch(new URL(q.url ?? '', baseURL));
    a.writeHead(from.status, { 'content-type': from.headers.get('content-type') ?? '' }).end(
      Buffer.from(await from.arrayBuffer()),
    );
  });
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done));
  page.removeAllListeners('console');
  try {
    const { port } = host.address() as AddressInfo;
    pages.set(
      '/mute',
      `<!doctype html><title>x</title><iframe id="f" sandbox="allow-scripts" src="http://127.0.0.1:${port}/first-session.html?embed=1" title="x" width="1200" height="736"></iframe>`,
    );
    await page.goto(`${theirs}/mute`);
    const frame = page.frameLocator('#f');
    await expect(frame.getByText('sandbox="allow-scripts allow-same-origin"').first()).toBeInViewport();
    await expect(frame.getByText('Diese Seite darf hier')).toBeInViewport();
    const mark = await frame.locator('.brand svg').boundingBox();
    expect(mark?.width).toBeLessThan(40);
  } finally {
    host.close();
  }
});

test('where the frame may keep nothing, the page works all the same', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  });
  await page.goto(`${theirs}/frame`);
  const frame = page.frameLocator('#f');
  await expect(frame.getByText('engine ready')).toBeAttached();
  await expect(frame.locator('pop-transport .where')).toContainText('step 3');
});

test('a site that was not named may not show it', async ({ page, excused, baseURL }) => {
  pages.set('/other', `<!doctype html><title>x</title><iframe src="${baseURL}" title="x"></iframe>`);
  const refused: string[] = [];
  page.on('console', (m) => {
    if (m.text().includes('frame-ancestors')) {
      refused.push(m.text());
      excused.push(`error: ${m.text()}`);
    }
  });
  await page.goto(`${theirs}/other`);
  await expect.poll(() => refused.length).toBeGreaterThan(0);
});

test('?lesson=NAME goes to that lesson and keeps the rest', async ({ page }) => {
  await page.goto('./?lesson=02-capa-and-auth&theme=dark&step=2');
  await expect(page).toHaveURL(/capa-and-auth\.html\?theme=dark&step=2$/);
  await page.goto('./?lesson=no-such-lesson');
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
});
