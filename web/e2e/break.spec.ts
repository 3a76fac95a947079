import type { Locator, Page } from '@playwright/test';
import { axe, nothing } from './clean';
import { at, choose, expect, open, test } from './page';

const pane = (page: Page): Locator => page.locator('pop-break');
const knife = (page: Page): Locator => page.getByRole('slider', { name: 'Where the line is cut' });

/** Opens the way beside the first lesson, at the step that sends RETR 1. */
async function start(page: Page): Promise<void> {
  await open(page);
  await page.getByRole('link', { name: 'C: RETR 1' }).first().click();
  await at(page, 13);
  await choose(page, 'Try', 'Break things');
  await expect(page.getByRole('heading', { name: 'Break things' })).toBeFocused();
  await expect(pane(page).locator('.ends')).toBeVisible();
}

test('a mouse drags the knife, and the line is cut there, in a branch', async ({ page }) => {
  await start(page);
  await expect(pane(page).locator('.message code')).toHaveText('C: RETR 1');
  const cells = pane(page).locator('.cell');
  await expect(cells).toHaveCount(8);
  const from = await cells.nth(3).boundingBox();
  const to = await cells.nth(6).boundingBox();
  if (!from || !to) throw new Error('the octets have no place');
  await page.mouse.move(from.x + from.width, from.y + from.height / 2);
  await page.mouse.down();
  for (const step of [4, 5]) {
    const box = await cells.nth(step).boundingBox();
    if (box) await page.mouse.move(box.x + box.width, box.y + box.height / 2);
  }
  await expect(knife(page)).toHaveAttribute('aria-valuetext', 'after octet 6 of 8');
  await page.mouse.move(to.x + to.width, to.y + to.height / 2);
  await page.mouse.up();
  await expect(pane(page).locator('.where')).toContainText('after octet 7 of 8');
  await expect(pane(page).locator('.cell.lost')).toHaveCount(1);
  // Half a line end is no line: the server has not read the command.
  await pane(page).getByText('What would happen, in order').click();
  await expect(pane(page).locator('details')).toContainText('The 7 octets arrive at the server.');
  await expect(pane(page).locator('details')).not.toContainText('reads RETR');
  await pane(page).getByRole('button', { name: 'Cut here' }).click();
  await expect(page.getByText('line cut after 7 octets')).not.toHaveCount(0);
  await expect(pane(page).locator('.now')).toContainText('The line breaks.');
});

test('the arrow keys move the knife: the last octet decides', async ({ page }) => {
  await start(page);
  await knife(page).focus();
  await page.keyboard.press('Home');
  await expect(knife(page)).toHaveAttribute('aria-valuetext', 'after octet 1 of 8: within: keyword');
  await page.keyboard.press('End');
  await expect(knife(page)).toHaveAttribute('aria-valuenow', '8');
  await pane(page).getByText('What would happen, in order').click();
  await expect(pane(page).locator('details')).toContainText('The server reads RETR.');
  await page.keyboard.press('Tab');
  await knife(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(pane(page).locator('details')).not.toContainText('The server reads RETR.');
  // The keys of the knife are no keys of the page.
  await at(page, 13);
  await pane(page).getByRole('button', { name: 'The message after' }).press('Enter');
  await at(page, 14);
  await expect(pane(page).locator('.message code')).toContainText('S: +OK');
});

test('the network and the server give trouble, and it is said where to look', async ({ page }) => {
  await start(page);
  await page.keyboard.press('End');
  const distance = page.getByRole('slider', { name: 'How far away the server is' });
  await distance.focus();
  await page.keyboard.press('End');
  await expect(distance).toHaveAttribute('aria-valuetext', 'the Moon: 1.280 s');
  await pane(page).getByRole('button', { name: 'Move it there' }).press('Enter');
  await expect(pane(page).locator('.now')).toContainText('1280 ms each way');
  await pane(page).getByRole('button', { name: 'Hold the lock elsewhere' }).click();
  await expect(pane(page).locator('.now')).toContainText('Somebody opens maildrop');
  await pane(page).getByRole('button', { name: 'Fill the disk' }).click();
  await expect(pane(page).locator('.now')).toContainText('disk is full');
  const list = pane(page).getByRole('region', { name: 'Put in so far' });
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await list.getByRole('button', { name: /Moon|1280 ms/ }).click();
  await expect(pane(page).locator('.now')).toContainText('1280 ms each way');
});

for (const theme of ['light', 'dark', 'contrast'])
  test(`its view is accessible, wide and narrow: ${theme}`, async ({ page }) => {
    await start(page);
    await pane(page).getByRole('button', { name: 'Cut here' }).click();
    await expect(pane(page).locator('.now')).toBeVisible();
    await page.evaluate((t) => document.documentElement.setAttribute('data-theme', t), theme);
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 800 });
      if (width < 1000) await page.getByRole('button', { name: 'Trial' }).click();
      await expect(pane(page)).toBeVisible();
      const seen = axe(page).include({ fromShadowDom: ['pop-scope', 'pop-break'] });
      await nothing(seen, `${width} wide`);
    }
  });
