import type { Page } from '@playwright/test';
import { at, expect, line, moment, open, press, say, test } from './page';

const task = (page: Page) => page.locator('pop-task');

async function begin(page: Page): Promise<void> {
  await open(page);
  await page.getByRole('button', { name: 'Start this task' }).click();
  await expect(task(page)).toContainText('0 of 1 goals met');
}

test('solved by mouse', async ({ page }) => {
  await begin(page);
  for (const command of ['USER ada', 'PASS analytical', 'DELE 2', 'QUIT']) {
    await expect(task(page)).not.toContainText('Solved');
    await line(page).fill(command);
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(line(page)).toHaveValue('');
  }
  await expect(task(page).getByRole('status')).toHaveText('Solved');
  await expect(task(page)).toContainText('1 of 1 goals met');
  await expect(task(page)).toContainText('Must not happen: Message 1 is gone');
  expect((await moment(page)).server).toEqual(['1 300', '2 290 gone', '3 439']);
  await expect(page.getByRole('button', { name: /^Task: .* solved$/ })).toBeVisible();
  await press(page, 'Home');
  await task(page).getByRole('button', { name: 'Go to that step' }).click();
  await expect(page.locator('pop-explain [aria-current="true"]')).toContainText('removes message 2');
  await page.getByRole('button', { name: 'Back to the lesson' }).click();
  await at(page, 1, 31);
});

test('solved by keyboard alone', async ({ page }) => {
  await open(page);
  const start = page.getByRole('button', { name: 'Start this task' });
  const focused = () => start.evaluate((e) => e === document.activeElement);
  for (let i = 0; i < 100 && !(await focused()); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(task(page)).toContainText('Throw out the advertisement');
  await page.keyboard.press('/');
  await say(page, 'USER ada', 'PASS analytical', 'LIST', 'DELE 2', 'STAT', 'QUIT');
  await expect(task(page).getByRole('status')).toHaveText('Solved');
});

test('deleting without QUIT does not solve it', async ({ page }) => {
  await begin(page);
  await say(page, 'USER ada', 'PASS analytical', 'DELE 2');
  expect((await moment(page)).server).toEqual(['1 300', '2 290 marked', '3 439']);
  await expect(task(page)).toContainText('0 of 1 goals met');
  await page.getByRole('button', { name: 'Hang up' }).click();
  await expect.poll(async () => (await moment(page)).state).toBe('closed');
  expect((await moment(page)).server.join()).not.toContain('gone');
  await expect(task(page)).toContainText('Not met yet: Message 2 is gone');
  await expect(task(page)).not.toContainText('Solved');
  // Going back to before the line dropped, and saying QUIT after all.
  await press(page, 'ArrowLeft');
  await expect.poll(async () => (await moment(page)).arrow).toBe('server: +OK message 2 deleted');
  await say(page, 'QUIT');
  await expect(task(page).getByRole('status')).toHaveText('Solved');
});

test('removing message 1 as well is said to be wrong, with a way back', async ({ page }) => {
  await begin(page);
  await say(page, 'USER ada', 'PASS analytical', 'DELE 1', 'DELE 2', 'QUIT');
  await expect(task(page)).toContainText('This should not have happened: Message 1 is gone');
  await expect(task(page)).not.toContainText('Solved');
  await task(page).getByRole('list', { name: 'What must not happen' }).getByRole('button').click();
  expect((await moment(page)).says).toContain('removes message 1');
  // Back in time to before the wrong DELE, and on from there.
  await press(page, 'Home');
  await page.getByRole('option', { name: 'PASS analytical' }).click();
  await press(page, 'ArrowRight');
  await expect.poll(async () => (await moment(page)).arrow).toMatch(/maildrop has 3 messages/);
  await say(page, 'DELE 2', 'QUIT');
  await expect(task(page).getByRole('status')).toHaveText('Solved');
  await expect(task(page)).not.toContainText('should not have happened');
});

test('a fresh attempt begins at the beginning', async ({ page }) => {
  await begin(page);
  const before = await moment(page);
  await say(page, 'USER ada', 'PASS analytical', 'DELE 1', 'QUIT');
  await expect(task(page)).toContainText('This should not have happened');
  await page.getByRole('button', { name: 'Try again from the start' }).click();
  await expect(task(page)).toContainText('Must not happen');
  await expect.poll(() => moment(page)).toEqual(before);
  await expect(page.getByRole('button', { name: /^Task:/ })).toHaveCount(1);
});

test('hints come one by one, in order; then there is a solution', async ({ page }) => {
  await begin(page);
  const hints = page.getByRole('list', { name: 'Hints' }).getByRole('listitem');
  await page.getByRole('button', { name: 'Give me a hint' }).click();
  await expect(hints).toHaveText([/^\s*The server is polite/]);
  await page.getByRole('button', { name: 'Next hint (1 of 3)' }).click();
  await expect(hints).toHaveText([/^\s*The server is polite/, /^\s*One command marks/]);
  await page.getByRole('button', { name: 'Next hint (2 of 3)' }).click();
  await expect(hints).toHaveText([/polite/, /One command marks/, /^\s*Marked is not gone/]);
  await expect(page.getByRole('button', { name: 'Next hint (3 of 3)' })).toBeDisabled();
  await page.getByRole('button', { name: 'Show the solution' }).click();
  const solution = page.getByLabel('Solution');
  await expect(solution).toHaveText('C: USER ada\nC: PASS analytical\nC: DELE 2\nC: QUIT');
  await page.getByRole('button', { name: 'Hide the solution' }).click();
  await expect(solution).toBeHidden();
});

test('harmless commands on the way do no harm', async ({ page }) => {
  await begin(page);
  await say(
    page,
    'STAT',
    'USER ada',
    'PASS analytical',
    'DELE 3',
    'RSET',
    'NOOP',
    'DELE 2',
    'RETR 1',
    'QUIT',
  );
  await expect(task(page).getByRole('status')).toHaveText('Solved');
});
