import { deflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { axe, nothing } from './clean';
import { choose, expect, line, open, press, ready, test, where } from './page';

/** A link to a session, as anybody may make it. */
function link(session: unknown): string {
  return `#s1=${deflateRawSync(Buffer.from(JSON.stringify(session))).toString('base64url')}`;
}

const opens = { at: 0, conn: 1, from: 'client', kind: 'open' };
const sends = (data: string) => ({
  at: 0,
  conn: 1,
  kind: 'octets',
  data: Buffer.from(data).toString('base64'),
});
const saved = (...inputs: unknown[]) => ({
  version: 2,
  branches: [
    { parent: -1, at: -1, name: 'as recorded', inputs: [opens, { at: 0, kind: 'rest' }, ...inputs] },
  ],
});

/** Notes the longest time in which the page did not answer, from now on. */
async function watch(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const w = window as unknown as { longest: number };
    w.longest = 0;
    new PerformanceObserver((all) => {
      for (const e of all.getEntries()) w.longest = Math.max(w.longest, e.duration);
    }).observe({ type: 'longtask' });
  });
  return () => page.evaluate(() => (window as unknown as { longest: number }).longest);
}

/** Pastes into the command line. */
async function paste(page: Page, text: string): Promise<void> {
  await line(page).focus();
  await line(page).evaluate((input, text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    input.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true, composed: true }),
    );
  }, text);
}

test('a small link that unpacks to a million lines is refused at once, in words', async ({ page }) => {
  const hostile = [
    link({ t: 'x', l: 'first-session', s: saved(sends('\n'.repeat(1_000_000))), b: 0, e: 0 }),
    link({
      t: 'x',
      c: {
        protocol: 'POP3',
        host: 'a',
        seed: 1,
        latency: 0,
        mailboxes: [
          { name: 'ada', password: 'x', messages: [Buffer.from('\n'.repeat(1_000_000)).toString('base64')] },
        ],
      },
      s: saved(sends('USER ada\r\nPASS x\r\nRETR 1\r\nRETR 1\r\n')),
      b: 0,
      e: 0,
    }),
  ];
  expect(hostile[0]?.length).toBeLessThan(4000);
  await open(page);
  for (const [i, says] of [
    'Popscope does not take the session in it: the saved session is too long: an input sends more than 20000 lines at once (found at input 3 of branch 0). Nothing of your own work is lost.',
    '1000000 lines of mail',
  ].entries()) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, hostile[i] ?? '');
    await expect(page.locator('pop-notices')).toContainText(says);
    await expect(page.locator('pop-notices')).toContainText('This link could not be opened');
  }
  // What was not taken is not shown as if it had come.
  await expect(page.locator('pop-notices')).not.toContainText(/What you did before|came with the link/);
  await expect(page.getByRole('button', { name: /^Shared/ })).toHaveCount(0);
});

test('on a telephone what the page has to say is seen beside the text, too', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await expect(page.locator('pop-ladder')).toBeHidden();
  await page.evaluate(() => {
    location.hash = '#s1=rZVbT4MwGIb_Cul1lwBzx2';
  });
  const notice = page.locator('pop-notices');
  await expect(notice).toContainText('it is damaged');
  await expect(notice).toBeInViewport({ ratio: 1 });
  await notice.getByRole('button', { name: 'Put away' }).click();
  await expect(notice.getByRole('button')).toHaveCount(0);
});

test('a link that a visit ended on is not opened by itself, but offered', async ({ page }) => {
  const good = link({
    t: 'Mine',
    l: 'first-session',
    s: saved(sends('CAPA\r\n'), { at: 0, kind: 'rest' }),
    b: 0,
    e: 0,
  });
  // The page goes away while it opens the link.
  await page.addInitScript(() => {
    if (location.protocol === 'about:' || sessionStorage.getItem('once')) return;
    sessionStorage.setItem('once', 'yes');
    const clear = localStorage.removeItem.bind(localStorage);
    Storage.prototype.removeItem = (key) => {
      if (!key.includes('opening@')) clear(key);
    };
  });
  await page.goto(`./${good}`);
  await ready(page);
  const theirs = page.getByRole('navigation', { name: 'Sessions' }).getByRole('button', { name: /^Shared/ });
  await expect(theirs).toHaveCount(1);
  await page.evaluate(() => localStorage.removeItem('popscope:first-session'));
  await page.goto('about:blank');
  await page.goto(`./${good}`);
  await ready(page);
  const notice = page.locator('pop-notices');
  await expect(notice).toContainText('ended while this link was being opened');
  await nothing(axe(page).include('pop-scope'), 'what is offered');
  await notice.getByRole('button', { name: 'Open it again' }).press('Enter');
  await expect(theirs.last()).toHaveAttribute('aria-current', 'true');
  await expect(notice).not.toContainText('ended while');
});

test('two thousand pasted lines are sent while the page answers', async ({ page }) => {
  test.slow();
  await open(page);
  await press(page, 'End');
  const longest = await watch(page);
  await paste(page, Array.from({ length: 2000 }, (_, i) => ['NOOP', 'STAT', 'XYZZY'][i % 3]).join('\n'));
  await page.getByRole('dialog').getByRole('button', { name: 'Send all' }).click();
  await expect.poll(() => where(page), { timeout: 40_000 }).toMatch(/of 2,\d{3}$/);
  await expect(line(page)).toBeEnabled();
  test.info().annotations.push({ type: 'longest task', description: `${await longest()} ms` });
  // Every line of it is one of the history, and can be brought back.
  await page.reload();
  await ready(page);
  await expect.poll(() => where(page)).toMatch(/of 2,\d{3}$/);
});

test('a paste can be stopped by keyboard, and what was not sent is given back', async ({ page }) => {
  test.slow();
  await open(page);
  await paste(page, Array.from({ length: 6000 }, (_, i) => `NOOP ${i}`).join('\n'));
  await page.getByRole('dialog').getByRole('button', { name: 'Send all' }).click();
  const stop = page.locator('pop-notices').getByRole('button', { name: 'Stop' });
  await stop.press('Enter');
  await expect(page.locator('pop-notices')).toContainText('of 6,000 lines. These were not sent');
  await expect(page.locator('pop-notices pre')).toContainText('NOOP 5999');
  await expect(line(page)).toBeEnabled();
});

test('a long transcript is read while the page answers, and reading it can be stopped', async ({ page }) => {
  test.slow();
  await open(page);
  const text = `S: +OK ready\n${'C: NOOP\nS: +OK\n'.repeat(60_000)}C: QUIT\nS: +OK\n`;
  const file = { name: 'long.txt', mimeType: 'text/plain', buffer: Buffer.from(text) };
  await choose(page, 'Session', 'Open a file');
  const box = page.getByRole('dialog', { name: 'Open a file' });
  await box.getByLabel('From a file').setInputFiles(file);
  await box.getByRole('button', { name: 'Stop' }).press('Enter');
  await expect(box).toContainText('You stopped reading it');
});
