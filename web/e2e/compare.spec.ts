import type { Page } from '@playwright/test';
import { clean } from './clean';
import { at, choose, expect, open, press, ready, say, test } from './page';

/** In the lesson's session, RSET instead of the last QUIT: a branch. */
async function branch(page: Page): Promise<void> {
  await press(page, 'End', 'ArrowLeft', 'ArrowLeft');
  await say(page, 'RSET', 'QUIT');
  await press(page, 'Escape');
}

test('by mouse: where two courses part, what it changes, and to the step itself', async ({ page }) => {
  await open(page);
  await branch(page);
  await choose(page, 'Try', 'Compare two branches');
  const way = page.locator('pop-compare');
  await expect(way.getByRole('combobox', { name: 'A' })).toHaveValue('0');
  await expect(way.getByRole('combobox', { name: 'B' })).toHaveValue('1');
  await expect(way.locator('.differs')).toContainText(
    'Message 3 (Your name in Morse): gone in A, there in B.',
  );
  await expect(way.locator('.fold')).toContainText('28 steps in common');
  await expect(way.locator('.parts')).toContainText('Here they part');
  const rows = way.locator('.course tbody:last-of-type tr:not(.parts)');
  await expect(rows.first()).toContainText('only in B');
  const before = await way.locator('.course .step').count();
  await way.getByRole('button', { name: 'Show them' }).click();
  expect(await way.locator('.course .step').count()).toBe(before + 56);
  await way.getByRole('button', { name: 'Change sides' }).click();
  await expect(way.locator('.differs')).toContainText('there in A, gone in B.');
  // To the recorded QUIT, in its own branch.
  await rows.getByRole('button', { name: 'QUIT' }).last().click();
  await expect(way).toHaveCount(0);
  await at(page, 29, 31);
});

test('by keyboard: two branches are chosen, and a step leads there', async ({ page }) => {
  await open(page);
  await branch(page);
  await page.goto('./?way=compare');
  await ready(page);
  const way = page.locator('pop-compare');
  await expect(way.locator('.course')).toBeVisible();
  await way.getByRole('combobox', { name: 'A' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(way.locator('.parts')).toContainText('They do not part');
  await expect(way).toContainText('in the end maildrops and clients are the same');
  await page.keyboard.press('ArrowUp');
  const step = way.getByRole('button', { name: 'RSET' });
  await step.focus();
  await page.keyboard.press('Enter');
  await at(page, 29, 33);
});

test('where there is one course only, it is said how to make another', async ({ page }) => {
  await page.goto('./?way=compare');
  await ready(page);
  const way = page.locator('pop-compare');
  await expect(way.getByRole('heading')).toBeFocused();
  await expect(way).toContainText('go back to a step, and type another command there');
  await way.getByRole('button', { name: 'To the session' }).click();
  await expect(way).toHaveCount(0);
});

test('axe finds nothing in any theme, wide and narrow', async ({ page }) => {
  test.slow();
  await page.goto('./?way=compare');
  await ready(page);
  await clean(page, 'pop-compare');
  await branch(page);
  await page.getByRole('button', { name: 'Show them' }).click();
  await clean(page, 'pop-compare');
});
