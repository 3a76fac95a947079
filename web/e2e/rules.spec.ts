import type { Locator, Page } from '@playwright/test';
import { cleanPage, NARROW } from './clean';
import { at, expect, open, press, test } from './page';

async function bench(page: Page): Promise<Locator> {
  await open(page);
  const octets = page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name: 'Octets' });
  if (await octets.isVisible()) await octets.click();
  await page.getByRole('button', { name: 'Rules', exact: true }).click();
  const pane = page.locator('pop-rules');
  await expect(pane.locator('.stamp').first()).toBeVisible();
  return pane;
}

test('stamps are postmarked as the session goes on, and counted', async ({ page }) => {
  const pane = await bench(page);
  const sheet = pane.getByRole('region', { name: 'RFC 1939', exact: true });
  const marked = sheet.locator('.stamp.marked');
  await press(page, 'ArrowRight');
  await at(page, 2);
  const before = await marked.count();
  await press(page, 'End');
  await at(page, 31);
  await expect.poll(() => marked.count()).toBeGreaterThan(before);
  const all = await sheet.locator('.stamp').count();
  await expect(sheet.locator('.count')).toHaveText(`${await marked.count()} of ${all} sections`);
  // Not by colour only: the name says it, too.
  await expect(sheet.getByRole('button', { name: /, exercised$/ })).toHaveCount(await marked.count());
  await press(page, 'Home');
  await expect.poll(() => marked.count()).toBeLessThanOrEqual(before);
});

test('only the documents at hand are shown, until all are asked for', async ({ page }) => {
  const pane = await bench(page);
  const documents = pane.locator('.document');
  await expect(pane.getByRole('region', { name: 'RFC 918', exact: true })).toHaveCount(0);
  const few = await documents.count();
  await pane.getByRole('button', { name: 'All documents' }).click();
  await expect.poll(() => documents.count()).toBeGreaterThan(few);
  await expect(pane.getByRole('region', { name: 'RFC 918', exact: true })).toHaveCount(1);
});

test('the keys lead from stamp to stamp; its rules are read, and its steps followed', async ({ page }) => {
  const pane = await bench(page);
  await press(page, 'End');
  await at(page, 31);
  const stamps = pane.getByRole('region', { name: 'RFC 1939', exact: true }).locator('.stamp');
  await stamps.first().focus();
  const reading = pane.locator('.reading');
  await expect(reading.getByRole('link')).toHaveText('RFC 1939 section 2');
  await expect(reading.locator('li').first()).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(stamps.nth(1)).toBeFocused();
  await expect(reading.getByRole('link')).toHaveText('RFC 1939 section 3');
  await page.keyboard.press('Home');
  await expect(stamps.first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await reading.getByRole('button', { name: 'Go to step 2', exact: true }).click();
  await at(page, 2);
});

test('axe finds nothing in any theme, narrow and wide', async ({ page }) => {
  test.slow();
  await page.setViewportSize(NARROW);
  const pane = await bench(page);
  await press(page, 'End');
  await at(page, 31);
  await pane.locator('.stamp.marked').first().focus();
  await expect(pane.locator('.reading li').first()).toBeVisible();
  await cleanPage(page);
});
