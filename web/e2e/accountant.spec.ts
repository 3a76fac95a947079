import type { Locator, Page } from '@playwright/test';
import { cleanPage, NARROW } from './clean';
import { at, expect, open, press, test } from './page';

async function bench(page: Page): Promise<Locator> {
  await open(page);
  const octets = page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name: 'Octets' });
  if (await octets.isVisible()) await octets.click();
  await page.getByRole('button', { name: 'Account', exact: true }).click();
  return page.locator('pop-accountant');
}

/** What a table row says it counts; the sign is a minus of typography. */
function number(text: string | null): number {
  return Number((text ?? '').replace('−', '-').replace(/[+,\s]/g, ''));
}

test('before any message there is nothing to count, and it is said', async ({ page }) => {
  const pane = await bench(page);
  await expect(pane).toContainText('there is nothing to count');
  await expect(pane.locator('.bar')).toHaveCount(0);
});

test('the sums are exact, and the bars have all their parts', async ({ page }) => {
  const pane = await bench(page);
  for (let i = 1; i < 18; i++) await press(page, 'ArrowRight');
  await at(page, 18);
  await expect(pane.locator('.what')).toContainText('message 3');
  await expect(pane.locator('.sum .name')).toHaveText(['announced', 'on the wire', 'kept', 'on disk']);
  for (const [i, body] of (await pane.locator('tbody').all()).entries()) {
    const rows = await body.locator('tr:not(.head):not(.foot) .n').allTextContents();
    const sum = rows.reduce((n, text) => n + number(text), 0);
    expect(sum).toBe(number(await body.locator('.foot .n').textContent()));
    expect(sum).toBe(number(await pane.locator('.sum .total').nth(i).textContent()));
    expect(await pane.locator('.bar').nth(i).locator('.piece').count()).toBe(rows.length);
  }
  await expect(pane.locator('.verdict')).toContainText('The books agree');
  await expect(pane.locator('.foot').nth(1)).toContainText('21 more than announced');
});

test('a part of a bar and its row are marked together, and lead to where they are seen', async ({ page }) => {
  const pane = await bench(page);
  for (let i = 1; i < 18; i++) await press(page, 'ArrowRight');
  await at(page, 18);
  await pane.getByRole('button', { name: 'stuffed octets: 2 octets', exact: true }).hover();
  await expect(pane.locator('tr.on .part')).toHaveText('stuffed octets');
  await pane.getByRole('button', { name: 'body: ' }).focus();
  await expect(pane.locator('tr.on .part')).toHaveText('body');
  await pane.getByRole('button', { name: 'the reply to LIST', exact: true }).press('Enter');
  await at(page, 12);
});

test('axe finds nothing in any theme, narrow and wide', async ({ page }) => {
  test.slow();
  await page.setViewportSize(NARROW);
  const pane = await bench(page);
  for (let i = 1; i < 18; i++) await press(page, 'ArrowRight');
  await at(page, 18);
  await pane.getByRole('button', { name: 'body: ' }).focus();
  await expect(pane.locator('tr.on')).toHaveCount(1);
  await cleanPage(page);
});
