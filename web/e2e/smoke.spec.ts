import AxeBuilder from '@axe-core/playwright';
import { expect, open, test, where } from './page';

test('the page steps forwards and backwards, by button and by key', async ({ page }) => {
  await open(page);
  expect(await where(page)).toMatch(/^step 1 of \d+$/);
  await page.getByRole('button', { name: 'Step forward' }).click();
  expect(await where(page)).toMatch(/^step 2 /);
  await page.locator('body').press('ArrowRight');
  expect(await where(page)).toMatch(/^step 3 /);
  await page.getByRole('button', { name: 'Step back' }).click();
  await page.locator('body').press('ArrowLeft');
  expect(await where(page)).toMatch(/^step 1 /);
  await page.locator('body').press('End');
  await expect(page.getByRole('button', { name: 'Last step' })).toBeDisabled();
  await page.locator('body').press('Home');
  expect(await where(page)).toMatch(/^step 1 /);
});

test('a command typed in the past starts a branch, and the old course is kept', async ({ page }) => {
  await open(page);
  await page.locator('body').press('ArrowRight');
  await page.locator('body').press('/');
  const line = page.getByRole('textbox', { name: 'Command line' });
  await expect(line).toBeFocused();
  await line.pressSequentially('NOSUCH');
  await line.press('Enter');
  await expect(page.locator('pop-explain')).toContainText('Refused');
  const recorded = page.getByRole('button', { name: 'as recorded' });
  await expect(recorded).toHaveAttribute('aria-pressed', 'false');
  await page.reload();
  await expect(page.locator('pop-ladder')).toContainText('NOSUCH');
  await recorded.click();
  await expect(page.locator('pop-ladder')).not.toContainText('NOSUCH');
});

test('the link to the session leads to the ladder, where the arrow keys step', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'To the session' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox', { name: 'Messages' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  expect(await where(page)).toMatch(/^step 2 /);
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 360, height: 740 },
  ])
    test(`axe finds nothing, ${colorScheme}, ${viewport.width} wide`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({ colorScheme, viewport, baseURL: baseURL ?? '' });
      const page = await context.newPage();
      await open(page);
      for (const place of viewport.width < 992 ? ['Text', 'Ladder', 'States', 'Octets', 'Maildrop'] : ['']) {
        if (place !== '') await page.getByRole('button', { name: place, exact: true }).click();
        await page.locator('body').press('End');
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map((v) => [v.id, v.nodes.map((n) => n.target)])).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
          viewport.width,
        );
      }
      await context.close();
    });
