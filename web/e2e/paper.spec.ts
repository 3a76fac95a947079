import type { PopScope } from '../src/scope';
import { expect, open, press, ready, say, test } from './page';

/** How many pages the browser makes of what is shown. */
const pages = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

test('printed as it stands, the page is the lesson and the session, whole and legible', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page);
  const entries = page.locator('pop-log .entry');
  const events = await page.evaluate(
    () => document.querySelector<PopScope>('pop-scope')?.store?.active.events.length ?? 0,
  );
  expect(events).toBeGreaterThan(60);
  await expect(entries).toHaveCount(events);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const gone of ['.masthead', 'pop-tools', 'pop-console', 'pop-transport', 'pop-machine', '.ladder'])
    await expect(page.locator(gone).first()).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Your first POP3 session', level: 1 }).last()).toBeVisible();
  await expect(entries.first()).toBeVisible();
  await expect(entries.last()).toBeVisible();
  expect(
    await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.documentElement);
      return [backgroundColor, color];
    }),
  ).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  // All of it has room: nothing is cut off by what it stands in.
  const cut = await page.evaluate(() => {
    const found: string[] = [];
    const look = (root: ParentNode): void => {
      for (const e of root.querySelectorAll('*')) {
        if (e.shadowRoot) look(e.shadowRoot);
        const { overflowY } = getComputedStyle(e);
        if (overflowY !== 'visible' && e.checkVisibility() && e.scrollHeight > e.clientHeight + 1)
          found.push(`${e.localName}.${e.className}`);
      }
    };
    look(document);
    return found.filter((e) => !e.includes('visually-hidden'));
  });
  expect(cut).toEqual([]);
  const { bottom } = await entries.last().evaluate((e) => e.getBoundingClientRect());
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThanOrEqual(
    Math.floor(bottom),
  );
  expect(pages(await page.pdf({ format: 'A4' }))).toBeGreaterThan(4);
});

test('beside a way of working, and in a branch, it is the session that is looked at', async ({ page }) => {
  await page.goto('./?way=break');
  await ready(page);
  await press(page, 'ArrowRight', 'ArrowRight', 'ArrowRight');
  await say(page, 'NOOP');
  const refused = page.locator('pop-log .entry').filter({ hasText: '-ERR NOOP' });
  await expect(refused.first()).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('pop-break')).toBeHidden();
  await expect(page.locator('article.lesson')).toBeVisible();
  await expect(refused.first()).toBeVisible();
});
