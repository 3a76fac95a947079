import { at, choose, cutOff, expect, line, open, press, test } from './page';

test.use({ excused: [cutOff] });

const missing = 'What this needs could not be loaded';

test('a way of working that cannot be fetched says so, and comes at the second try', async ({ page }) => {
  await open(page);
  await page.route('**/assets/break-*.js', (route) => route.abort());
  await choose(page, 'Try', 'Break things');
  const failed = page.getByRole('alert').filter({ hasText: 'This part could not be loaded' });
  await expect(failed).toBeVisible();
  await page.unroute('**/assets/break-*.js');
  await failed.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('pop-break')).toBeVisible();
});

test('a language that cannot be fetched: the page stays as it is, and says why', async ({ page }) => {
  await open(page);
  await page.route('**/assets/de-*.js', (route) => route.abort());
  await choose(page, 'View', 'Deutsch');
  await expect(page.locator('pop-notices')).toContainText(missing);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.unroute('**/assets/de-*.js');
  await choose(page, 'View', 'Deutsch');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});

test('lines that are pasted, when what takes them cannot be fetched', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await page.evaluate(() => navigator.clipboard.writeText('USER ada\nPASS analytical\n'));
  await page.route('**/assets/paste-*.js', (route) => route.abort());
  await press(page, '/');
  await page.keyboard.press('Control+v');
  await expect(page.locator('pop-notices')).toContainText(missing);
  await page.unroute('**/assets/paste-*.js');
  await line(page).focus();
  await page.keyboard.press('Control+v');
  await expect(page.locator('pop-paste')).toContainText('PASS analytical');
});

test('a link to a session stays in the address until it can be opened', async ({ page }) => {
  await page.route('**/assets/follow-*.js', (route) => route.abort());
  await page.goto('./#e=5');
  await expect(page.locator('pop-notices')).toContainText(missing);
  await page.unroute('**/assets/follow-*.js');
  await page.reload();
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#e=5');
  await at(page, 2);
});
