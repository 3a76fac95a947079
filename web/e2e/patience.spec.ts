import { at, cutOff, expect, open, press, say, test } from './page';

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('a pane is drawn when it is looked at, and is as far as the others then', async ({ page }) => {
    await open(page);
    await expect(page.locator('pop-ladder [role="option"]')).toHaveCount(0);
    await expect(page.locator('pop-maildrop h2')).toHaveCount(0);
    await press(page, 'End');
    await page.getByRole('button', { name: 'Maildrop' }).click();
    await expect(page.locator('pop-maildrop')).toContainText('Server');
    await page.getByRole('button', { name: 'Ladder' }).click();
    await expect(page.locator('pop-ladder [aria-selected="true"]')).toBeInViewport();
    await press(page, 'Home');
    await expect(page.locator('pop-ladder [role="option"]').first()).toHaveAttribute('aria-selected', 'true');
  });

  test('on paper all are drawn', async ({ page }) => {
    await open(page);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await expect(page.locator('pop-maildrop h2').first()).toBeAttached();
    await expect(page.locator('pop-ladder [role="option"]').first()).toBeAttached();
  });
});

test.describe('where no worker can be had', () => {
  test.use({ excused: [cutOff] });

  test('the page fetches and compiles the engine itself', async ({ page }) => {
    await page.route('**/assets/prepare-*.js', (route) => route.abort());
    await open(page);
    await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
    await say(page, 'PASS analytical');
    await at(page, 8);
  });
});
