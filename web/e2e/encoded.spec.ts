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
  const [path = '', packed = ''] = url.split('#s1=');
  const whole = encodeURIComponent(`s1=${packed}`);
  for (const way of [
    `${path}#${whole}`, // all of the fragment
    `${path}#s1%3D${packed.replaceAll('-', '%2D').replaceAll('_', '%5F')}`,
    `${path}#${encodeURIComponent(whole)}`, // twice
    `${path}%23s1=${packed}`, // the sign itself, so that a server is asked for it
    `${path}?theme=light%23${whole}`,
    `${path}#s1=${packed.slice(0, 70)}%0A${packed.slice(70)}).`, // wrapped, and with what stood behind it
  ]) {
    await page.goto('about:blank');
    await page.goto(way);
    await ready(page);
    await expect(sheets(page)).toContainText('Shared with you: Throw out the advertisement');
    await page.evaluate(() => localStorage.clear());
    await page.evaluate(() => sessionStorage.clear());
  }
  for (const way of [`${path}#s1%3D${packed.slice(0, 40)}`, `${path}#s1=%%%`, `${path}#s1%ZZ${packed}`]) {
    await page.goto('about:blank');
    await page.goto(way);
    await ready(page);
    await expect(page.locator('pop-notices')).toContainText('This link could not be opened: it is damaged.');
  }
});

test('a link to an event that was encoded leads there', async ({ page }) => {
  await page.goto('./first-session.html#e%3D32');
  await ready(page);
  await at(page, 9, 30);
});
