import type { Page } from '@playwright/test';
import { at, expect, open, ready, say, test } from './page';

/** A link to a solved task, as the page makes it. */
async function shared(page: Page): Promise<string> {
  await open(page);
  await page.getByRole('button', { name: 'Start this task' }).click();
  await say(page, 'USER ada', 'PASS analytical', 'DELE 2', 'QUIT');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const box = page.getByRole('dialog', { name: 'Share a link' });
  await box.getByRole('radio', { name: /whole session/ }).check();
  const field = box.getByRole('textbox', { name: 'The link' });
  await expect(field).toHaveValue(/#s1=/);
  return field.inputValue();
}

const sheets = (page: Page) => page.getByRole('navigation', { name: 'Sessions' });

test('a solved task goes through a link with its brief and its verdict; nobody else gets the credit', async ({
  page,
  browser,
}) => {
  const url = await shared(page);
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(url);
  await ready(other);
  const task = other.locator('pop-task');
  await expect(sheets(other)).toContainText('Shared with you: Throw out the advertisement');
  await expect(task).toContainText('1 of 1 goals met');
  await expect(task.getByRole('status')).toHaveText('Solved');
  await other.reload();
  await ready(other);
  await expect(task.getByRole('status')).toHaveText('Solved');
  expect(await other.evaluate(() => localStorage.getItem('popscope:progress') ?? '')).not.toContain(
    'delete-for-good',
  );
  await task.getByRole('button', { name: 'Try again from the start' }).click();
  await expect(task).toContainText('0 of 1 goals met');
  await context.close();
});

test('a link that was encoded on its way opens; one that is damaged says so', async ({ page }) => {
  const url = await shared(page);
  const packed = url.split('#s1=')[1] ?? '';
  const whole = encodeURIComponent(`s1=${packed}`);
  const came = sheets(page).getByRole('button', {
    name: /^Task: Shared with you: Throw out the advertisement/,
  });
  await page.keyboard.press('Escape');
  for (const way of [
    whole, // all of the fragment
    `s1%3D${packed.replaceAll('-', '%2D').replaceAll('_', '%5F')}`,
    encodeURIComponent(whole), // twice
    `s1=${packed.slice(0, 70)}%0A${packed.slice(70)}).`, // wrapped, and with what stood behind it
  ]) {
    await sheets(page).getByRole('button', { name: 'Lesson' }).click();
    await page.evaluate((fragment) => {
      location.hash = fragment;
    }, way);
    await expect(came).toHaveAttribute('aria-current', 'true');
    // It is no other session than the one before.
    await expect(came).toHaveCount(1);
  }
  for (const way of [`s1%3D${packed.slice(0, 40)}`, 's1=%%%', `s1%ZZ${packed}`]) {
    await page.evaluate((fragment) => {
      location.hash = fragment;
    }, way);
    const said = page.locator('pop-notices .notice', {
      hasText: 'This link could not be opened: it is damaged.',
    });
    await expect(said).toBeVisible();
    await said.getByRole('button', { name: 'Put away' }).click();
    await expect(said).toHaveCount(0);
  }
});

test('a link whose sign was encoded leads to what it led to: a server is asked for it, or a page', async ({
  page,
}) => {
  await page.goto('./first-session.html%23e=32');
  await at(page, 10, 31);
  await page.goto('./first-session.html?theme=light%23e%3D32');
  await at(page, 10, 31);
  await page.goto('./first-session.html?theme=dark#e%3D32');
  await at(page, 10, 31);
});
