import type { Page } from '@playwright/test';
import { cleanPage } from './clean';
import { choose, expect, hold, open, ready, test } from './page';

const PAGE = './?way=generations';
const title = 'Fetch two, delete one, keep one';

/** Opens the way, and waits for the engine. */
async function come(page: Page, address = PAGE): Promise<void> {
  await page.goto(address);
  await ready(page);
}

/** The times on the line of the four generations, in milliseconds. */
async function times(page: Page): Promise<number[]> {
  const cells = await page.locator('pop-generations .bill tbody td.num', { hasText: ' s' }).allTextContents();
  return cells.map((t) => Math.round(Number.parseFloat(t) * 1000));
}

test('the four generations stand side by side before there is an engine', async ({ page }) => {
  const release = await hold(page, '**/*.wasm');
  await page.goto(PAGE);
  const plate = page.getByRole('table', { name: 'The errand in four generations, by purpose' });
  await expect(plate.getByRole('columnheader')).toHaveText([/Purpose/, /POP1/, /POP2/, /POP3/, /POP4/]);
  await expect(page.getByRole('heading', { name: title })).toBeFocused();
  // The same purpose stands in the same row, in the words of each.
  const settle = plate.getByRole('row', { name: /^Settle/ });
  await expect(settle.getByRole('cell')).toHaveText([
    /RCVD/,
    /ACKD.*ACKS/s,
    /DELE 1/,
    /CFLD Kept.*MOVE Kept 2/s,
  ]);
  const live = page.getByRole('button', { name: 'Open this session POP2' });
  await expect(live).toBeDisabled();
  release();
  await ready(page);
  await live.click();
  await expect(page.locator('pop-sheets')).toContainText(`POP2: ${title}`);
  await expect(page.locator('pop-ladder')).toContainText('ACKS');
});

test('the farther the server, the longer each round trip', async ({ page }) => {
  await open(page);
  await choose(page, 'Try', 'Four generations');
  const knob = page.getByRole('slider', { name: 'Distance to the server' });
  await expect(knob).toHaveAttribute('aria-valuetext', '40 ms each way: across an ocean');
  expect(await times(page)).toEqual([640, 720, 800, 880]);
  await knob.focus();
  await page.keyboard.press('End');
  await expect(knob).toHaveAttribute('aria-valuetext', /^150 ms/);
  expect(await times(page)).toEqual([2400, 2700, 3000, 3300]);
  await page.keyboard.press('Home');
  expect(await times(page)).toEqual([20, 20, 20, 20]);
});

test('a rule marks the lines that show it, and a line leads to its rule', async ({ page }) => {
  await come(page);
  const rule = page.getByRole('button', { name: /^Each message is acknowledged/ });
  await rule.focus();
  await page.keyboard.press('Enter');
  await expect(rule).toHaveAttribute('aria-expanded', 'true');
  const marked = page.locator('pop-generations .plate .step.marked');
  await expect(marked).toHaveText([/ACKD/, /ACKS/]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  const see = page.getByRole('button', { name: 'See it in the session of POP2' });
  await expect(see).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(marked.first().getByRole('button')).toBeFocused();
  await page
    .locator('pop-generations .step', { hasText: 'UIDL' })
    .getByRole('button', { name: 'Rule 12' })
    .click();
  await expect(page.getByRole('button', { name: /^UIDL: unique-ids/ })).toBeFocused();
  await expect(marked).toHaveText([/UIDL/]);
});

test('on a telephone one generation is shown at a time', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await come(page);
  const which = page.getByRole('group', { name: 'Which generation is shown' });
  await expect(page.getByText('RDEL mailbox')).toBeVisible();
  await which.getByRole('button', { name: 'POP2' }).click();
  await expect(page.getByText('RDEL mailbox')).toBeHidden();
  await expect(page.getByText('HELO fred sesame')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('nothing is found by axe in any theme, on a desk and on a telephone', async ({ page }) => {
  test.slow();
  await come(page);
  await page.getByRole('button', { name: /^Deleting is a command/ }).click();
  await cleanPage(page);
});
