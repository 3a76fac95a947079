import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
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

for (const [scheme, theme] of [
  ['light', ''],
  ['dark', ''],
  ['light', 'contrast'],
] as const)
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 360, height: 740 },
  ])
    test.describe(`${theme || scheme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme: scheme, viewport });

      test('axe finds nothing', async ({ page }) => {
        const pane = await bench(page);
        if (theme) await page.evaluate((t) => document.documentElement.setAttribute('data-theme', t), theme);
        for (let i = 1; i < 18; i++) await press(page, 'ArrowRight');
        await at(page, 18);
        await pane.getByRole('button', { name: 'body: ' }).focus();
        await expect(pane.locator('tr.on')).toHaveCount(1);
        const { violations } = await new AxeBuilder({ page }).exclude('article.lesson').analyze();
        expect(violations.map((v) => [v.id, ...v.nodes.map((n) => [n.target, n.failureSummary])])).toEqual(
          [],
        );
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
      });
    });
