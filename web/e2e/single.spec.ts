import { fileURLToPath } from 'node:url';
import { at, choose, expect, ready, say, test } from './page';

const file = `file://${fileURLToPath(new URL('../../build/popscope.html', import.meta.url))}`;

test('the one file opens from a disk, with all lessons and the whole engine, and asks for nothing', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (r) => asked.push(r.url()));
  await page.goto(file);
  await ready(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'PASS analytical');
  await at(page, 8, 8);
  // What the whole engine is wanted for.
  await choose(page, 'Session', 'Share a link');
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: /whole session/ })
    .check();
  await expect(page.getByRole('textbox', { name: 'The link' })).toHaveValue(/#s1=/);
  await page.keyboard.press('Escape');
  // Other lessons.
  await page.getByText('Lessons', { exact: true }).click();
  await page.getByRole('link', { name: 'POP2, 1985: one letter at a time' }).click();
  await expect(page).toHaveTitle('POP2, 1985: one letter at a time');
  await ready(page);
  await at(page, 1, 50);
  await page.getByText('Lessons', { exact: true }).click();
  await page.getByRole('link', { name: 'For teachers' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'For teachers' })).toBeVisible();
  expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
  // Only the file itself, once for each page.
  expect(asked.filter((url) => url.startsWith('file:')).every((url) => url.split(/[?#]/)[0] === file)).toBe(
    true,
  );
  expect(asked.filter((url) => url.startsWith('file:'))).toHaveLength(3);
});
