import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { axe, nothing } from './clean';
import { at, choose, expect, moment, open, press, ready, say, test, where } from './page';

const box = (page: Page) => page.getByRole('dialog', { name: 'Share a link' });
const field = (page: Page) => box(page).getByRole('textbox', { name: 'The link' });

/** The link of what is looked at, as the dialog gives it. */
async function link(page: Page, extent: RegExp): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await box(page).getByRole('radio', { name: extent }).check();
  await expect(field(page)).toHaveValue(extent.source === 'This moment' ? /#e=/ : /#s1=/);
  const url = await field(page).inputValue();
  await page.keyboard.press('Escape');
  await expect(box(page)).toBeHidden();
  return url;
}

const sheet = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Sessions' }).getByRole('button', { name });

test('a session with its branches goes through a link to somebody else', async ({ page, browser }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'PASS hunter2', 'PASS analytical', 'DELE 2');
  await press(page, 'ArrowLeft');
  const here = await moment(page);
  const url = await link(page, /whole session/);
  expect(decodeURIComponent(url)).not.toContain('hunter2');

  const other = await browser.newPage();
  await other.goto(url);
  await ready(other);
  await expect(sheet(other, /^Shared with you: Your first POP3 session/)).toHaveAttribute(
    'aria-current',
    'true',
  );
  await expect.poll(() => where(other)).toBe(await where(page));
  expect((await moment(other)).server).toEqual(here.server);
  await expect(other.getByRole('group', { name: 'Branches' }).getByRole('button')).toHaveCount(2);
  // Nobody's password went along: what was made up has a stand-in.
  const lines = other.locator('pop-ladder');
  await expect(lines).not.toContainText('hunter2');
  // It is the visitor's own now, and a reload finds it again.
  expect(other.url()).not.toContain('#s1');
  await press(other, 'End');
  await say(other, 'RSET');
  const before = await where(other);
  await other.reload();
  await ready(other);
  await expect(sheet(other, /^Shared with you/)).toHaveAttribute('aria-current', 'true');
  await expect.poll(() => where(other)).toBe(before);
  await other.close();
});

test('a link takes nothing of the visitor’s own', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  const url = await link(page, /whole session/);
  await say(page, 'PASS analytical', 'STAT');
  await at(page, 10, 10);
  await page.goto(url);
  await ready(page);
  await expect(sheet(page, /^Shared with you/)).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('pop-notices')).toContainText('your own work in this lesson is as you left it');
  await sheet(page, 'Lesson').click();
  await at(page, 10, 10);
  // The same link once more opens no second one.
  await page.goto(url);
  await ready(page);
  await expect(sheet(page, /^Shared with you/)).toHaveAttribute('aria-current', 'true');
  await expect(sheet(page, /^Shared with you/)).toHaveCount(1);
});

test('a moment of the lesson, and one octet of it, have an address', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  const there = await moment(page);
  const url = await link(page, /This moment/);
  expect(url).toMatch(/first-session\.html#e=\d+$/);
  await press(page, 'End');
  await page.goto('about:blank');
  await page.goto(`${url}&o=4`);
  await ready(page);
  await expect.poll(async () => (await moment(page)).arrow).toBe(there.arrow);
  await expect
    .poll(() =>
      page.evaluate(
        () => (document.querySelector('pop-scope') as never as { store: { octet?: number } }).store.octet,
      ),
    )
    .toBe(4);
  // A link followed within the page works too.
  await page.evaluate(() => {
    location.hash = '#e=0';
  });
  await at(page, 1);
});

test('by keyboard alone: share, choose, copy', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await page.getByRole('button', { name: 'Share', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(box(page)).toBeVisible();
  await box(page)
    .getByRole('radio', { name: /This moment/ })
    .focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(field(page)).toHaveValue(/#s1=/);
  await box(page).getByRole('button', { name: 'Copy the link' }).focus();
  await page.keyboard.press('Enter');
  await expect(box(page)).toContainText('Copied.');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await field(page).inputValue());
  await page.keyboard.press('Escape');
  await expect(box(page)).toBeHidden();
  await choose(page, 'Session', 'Share a link');
  await expect(box(page)).toBeVisible();
});

for (const [what, hash, told] of [
  ['damaged', '#s1=rZVbT4MwGIb_Cul1lwBzx2', 'damaged'],
  ['of a later version', '#s9=AAAA', 'newer Popscope'],
  ['of a lesson that is gone', '', 'the lesson “gone-lesson”'],
  [
    'that the engine can’t play',
    '',
    'Popscope does not take the session in it: the saved session is of version 77',
  ],
] as const)
  test(`a link ${what} is answered in words, and nothing is lost`, async ({ page, excused }) => {
    excused.push('error: Failed to load resource: the server responded with a status of 404 (Not Found)');
    await open(page);
    await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
    await say(page, 'PASS analytical');
    await at(page, 8, 8);
    const made =
      hash ||
      (await page.evaluate(
        async (lesson) => {
          const text = JSON.stringify({ t: 'x', l: lesson, s: { version: 77, branches: [{}] }, b: 0, e: 3 });
          const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
          const octets = new Uint8Array(await new Response(stream).arrayBuffer());
          return `#s1=${btoa(String.fromCharCode(...octets))
            .replaceAll('+', '-')
            .replaceAll('/', '_')}`;
        },
        what.includes('gone') ? 'gone-lesson' : 'first-session',
      ));
    await page.goto('about:blank');
    await page.goto(`./first-session.html${made}`);
    await ready(page);
    await expect(page.locator('pop-notices')).toContainText(told);
    await sheet(page, 'Lesson').click();
    await at(page, 8, 8);
  });

const kept = new URL('../test/links/', import.meta.url);
for (const file of readdirSync(kept))
  test(`the link ${file} opens as it did when it was made`, async ({ page }) => {
    const [address = '', hash = '', place = ''] = readFileSync(new URL(file, kept), 'utf8').split('\n');
    await page.goto(`./${address}${hash}`);
    await ready(page);
    await expect(sheet(page, /^Shared with you/)).toHaveAttribute('aria-current', 'true');
    await expect.poll(() => where(page)).toBe(place);
    await expect(page.locator('pop-notices')).not.toContainText(/could not|damaged/);
  });

test('the window to share passes axe in each theme, wide and narrow', async ({ page }) => {
  test.slow();
  await open(page);
  for (const theme of ['light', 'dark', 'contrast'])
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 740 });
      await page.evaluate((t) => {
        document.documentElement.dataset.theme = t;
      }, theme);
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      await box(page)
        .getByRole('radio', { name: /whole session/ })
        .check();
      await expect(field(page)).toHaveValue(/#s1=/);
      await nothing(axe(page), `${theme} ${width}`);
      await page.keyboard.press('Escape');
    }
});
