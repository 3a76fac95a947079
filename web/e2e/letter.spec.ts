import type { Page } from '@playwright/test';
import { cleanPage, NARROW } from './clean';
import { at, expect, open, press, say, test } from './page';

async function drops(page: Page): Promise<void> {
  const place = page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name: 'Maildrop' });
  if (await place.isVisible()) await place.click();
}

test('a message is read by mouse: the server’s copy, and what the client has of it', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'C: RETR 1' }).first().click();
  await press(page, 'ArrowRight');
  await at(page, 14);
  await page.getByRole('button', { name: 'Read: Tea on Thursday' }).first().click();
  const letter = page.getByRole('dialog', { name: 'Tea on Thursday' });
  await expect(letter.locator('dt').filter({ hasText: /^Subject$/ })).toBeVisible();
  await expect(letter.locator('pre')).toContainText('Ada');
  await expect(letter.locator('.how')).toContainText('The whole message: 300 octets.');
  await letter.getByRole('button', { name: 'Client of connection 1' }).click();
  await expect(letter.locator('.how')).toContainText('The whole message: 300 octets.');
  await expect(letter.getByRole('button', { name: 'Client of connection 1' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await letter.getByRole('button', { name: 'Go to where it came' }).click();
  await expect(letter).toBeHidden();
  await at(page, 14);
});

test('a message is read by keyboard, and the focus comes back', async ({ page }) => {
  await open(page);
  await press(page, 'End');
  const read = page.locator('pop-maildrop').getByRole('button', { name: 'Read: FOUR stamps' }).first();
  await read.focus();
  await page.keyboard.press('Enter');
  const letter = page.getByRole('dialog', { name: /FOUR stamps/ });
  await expect(letter.locator('pre')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(letter).toBeHidden();
  await expect(read).toBeFocused();
});

test('a message that is gone cannot be read from the server any more', async ({ page }) => {
  await open(page);
  await press(page, 'End');
  await at(page, 31);
  const row = page.locator('pop-maildrop section').first().locator('tr', { hasText: 'Your name in Morse' });
  await expect(row.locator('.stamp')).toHaveText('gone');
  await row.getByRole('button', { name: 'Read: Your name in Morse' }).click();
  const letter = page.getByRole('dialog', { name: 'Your name in Morse' });
  await expect(letter.locator('.how')).toContainText('Nothing of it.');
  await expect(letter.locator('pre')).toHaveCount(0);
  // What the client has fetched, it keeps.
  await letter.getByRole('button', { name: 'Client of connection 1' }).click();
  await expect(letter.locator('pre')).toContainText('Samuel');
});

test('no stamp covers a subject', async ({ page }) => {
  for (const width of [1440, 1024, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    await drops(page);
    await press(page, 'End');
    const stamps = page.locator('pop-maildrop .stamp');
    await expect(stamps.first()).toBeVisible();
    const covered = await stamps.evaluateAll(
      (all) =>
        all.filter((stamp) => {
          const a = stamp.getBoundingClientRect();
          const b = stamp.parentElement?.firstElementChild?.getBoundingClientRect();
          // It stands on a slant: its corners may come near.
          return (
            b && a.left < b.right - 3 && b.left < a.right - 3 && a.top < b.bottom - 6 && b.top < a.bottom - 6
          );
        }).length,
    );
    expect(covered, `${width} wide`).toBe(0);
  }
});

test('an empty maildrop says so', async ({ page }) => {
  await open(page);
  await press(page, 'End');
  await page.getByRole('button', { name: 'Connect again' }).click();
  await say(page, 'USER ada', 'PASS analytical', 'DELE 1', 'DELE 2', 'QUIT');
  const server = page.locator('pop-maildrop section').first();
  await expect(server.locator('.sum')).toContainText('0 messages');
});

test('axe finds nothing in any theme, narrow and wide', async ({ page }) => {
  test.slow();
  await page.setViewportSize(NARROW);
  await open(page);
  await drops(page);
  await press(page, 'End');
  await page.locator('pop-maildrop').getByRole('button', { name: 'Read: Tea on Thursday' }).first().click();
  await expect(page.locator('pop-letter pre')).toBeVisible();
  await cleanPage(page);
});
