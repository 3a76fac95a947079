import type { Page } from '@playwright/test';
import { axe, nothing } from './clean';
import { focused, tabTo } from './focus';
import { at, choose, expect, line, moment, open, press, ready, say, test } from './page';

const console = (page: Page) => page.locator('pop-console');
const pads = (page: Page, name: string) => console(page).getByRole('group', { name });

/** Pastes a text into the command line, as the browser does. */
async function paste(page: Page, text: string): Promise<void> {
  await line(page).focus();
  await line(page).evaluate((field, what) => {
    const data = new DataTransfer();
    data.setData('text/plain', what);
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true, composed: true }),
    );
  }, text);
}

/** To where PASS is due. */
async function begin(page: Page): Promise<void> {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
}

test('the shape of the arguments is shown as one types', async ({ page }) => {
  await begin(page);
  await say(page, 'PASS analytical');
  for (const [typed, rest] of [
    ['to', 'P msg n'],
    ['top ', 'msg n'],
    ['top 1', ' n'],
    ['top 1 5', ''],
  ] as const) {
    await line(page).fill(typed);
    await expect(console(page).locator('.ghost')).toHaveText(typed + rest);
  }
});

test('did you mean: before sending, by keyboard; and after the refusal, by mouse', async ({ page }) => {
  await begin(page);
  await say(page, 'PASS analytical');
  await page.keyboard.type('RTER 1');
  await expect(console(page)).toContainText('Did you mean RETR 1?');
  // It is sent as it was typed all the same.
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await moment(page)).arrow).toMatch(/^server: -ERR/);
  await expect(console(page)).toContainText('No command RTER is known here. Did you mean RETR 1?');
  await console(page).getByRole('button', { name: 'RETR 1' }).click();
  await expect(line(page)).toHaveValue('RETR 1');
  await expect(line(page)).toBeFocused();
  await line(page).fill('LSIT');
  await tabTo(page, /^LIST$/);
  await page.keyboard.press('Enter');
  await expect(line(page)).toHaveValue('LIST');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await moment(page)).arrow).toMatch(/^server: \+OK 3 messages/);
  await expect(console(page)).not.toContainText('Did you mean');
});

test('hints and completion can be switched off, and stay off', async ({ page }) => {
  await begin(page);
  await choose(page, 'View', 'Hints and completion');
  await press(page, 't');
  await page.keyboard.type('RTE');
  await page.keyboard.press('ArrowRight');
  await expect(line(page)).toHaveValue('RTE');
  await expect(console(page).locator('.hints')).toHaveText('');
  await expect(console(page).locator('.ghost')).toHaveText('RTE');
  await page.reload();
  await ready(page);
  await expect(console(page).locator('.hints')).toHaveText('');
  await choose(page, 'View', 'Hints and completion');
  await expect(console(page).locator('.hints')).not.toHaveText('');
});

test('pasted lines are shown, and all sent: in the past, one branch', async ({ page }) => {
  await begin(page);
  await paste(page, 'C: PASS analytical\nS: +OK\nC: STAT\n\nC: QUIT\n');
  const dialog = page.getByRole('dialog', { name: '3 lines to send' });
  await expect(dialog).toContainText('its C: is taken off');
  await expect(dialog).toContainText('1 line that is not the client’s is left out');
  await expect(dialog).toContainText('together they start one branch');
  await expect(dialog.getByRole('listitem')).toHaveText(['C: PASS analytical', 'C: STAT', 'C: QUIT']);
  await dialog.getByRole('button', { name: 'Send all' }).click();
  await expect.poll(async () => (await moment(page)).state).toBe('closed');
  const branches = page.getByRole('group', { name: 'Branches' }).getByRole('button');
  await expect(branches).toHaveText(['as recorded', 'PASS … instead']);
});

test('pasted lines are sent one by one, by keyboard', async ({ page }) => {
  await begin(page);
  await paste(page, 'PASS analytical\nSTAT\nLIST');
  await expect(page.getByRole('dialog', { name: '3 lines to send' })).toBeVisible();
  await page.keyboard.press('Tab');
  expect((await focused(page))?.name).toBe('One by one');
  await page.keyboard.press('Enter');
  await expect(line(page)).toBeFocused();
  await expect(line(page)).toHaveValue('PASS analytical');
  await expect(console(page)).toContainText('2 pasted lines still wait');
  await page.keyboard.press('Enter');
  await expect(line(page)).toHaveValue('STAT');
  await page.keyboard.press('Escape');
  await expect(console(page)).not.toContainText('still wait');
  await press(page, 't');
  await page.keyboard.press('Enter');
  await expect(line(page)).toHaveValue('');
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test('a session is tapped together', async ({ page }) => {
    await begin(page);
    await line(page).fill('PASS analytical');
    await page.getByRole('button', { name: 'Send' }).tap();
    await pads(page, 'Commands').getByRole('button', { name: 'RETR' }).tap();
    await expect(line(page)).toHaveValue('RETR ');
    const two = pads(page, 'Message-numbers').getByRole('button', { name: '2' });
    const box = await two.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40);
    await two.tap();
    await expect(line(page)).toHaveValue('RETR 2');
    await page.getByRole('button', { name: 'Send' }).tap();
    await expect.poll(async () => (await moment(page)).says).toContain('290');
    await pads(page, 'Commands').getByRole('button', { name: 'QUIT' }).tap();
    await page.getByRole('button', { name: 'Empty the command line' }).tap();
    await expect(line(page)).toHaveValue('');
    await at(page, 10);
  });

  test('where no command is valid, the place of their buttons says so', async ({ page }) => {
    await open(page);
    // Before the greeting: what is typed waits for that.
    await expect(pads(page, 'Commands').getByRole('button', { name: 'USER' })).toBeVisible();
    await press(page, 'End');
    await expect(pads(page, 'Commands')).toHaveText('No command is valid at this moment.');
  });
});

test('at a closed connection the command line does not promise that a session goes on', async ({ page }) => {
  await open(page);
  await press(page, 'End');
  await expect(console(page)).toContainText('The connection is closed: connect again to go on.');
  await page.getByRole('button', { name: 'Connect again' }).click();
  await expect(console(page)).toContainText('the end: what you type goes on from here');
});

test('commands that would be refused at this moment stand last, struck out', async ({ page }) => {
  await open(page);
  const offered = console(page).locator('.hints code');
  await press(page, 'ArrowRight');
  await expect(offered.last()).toHaveText('PASS');
  await expect(offered.last()).toHaveClass(/off/);
  await expect(console(page).locator('.hints code:not(.off)').filter({ hasText: 'USER' })).toBeVisible();
  await line(page).fill('PASS x');
  await expect(console(page)).toContainText('Would be refused at this moment');
  // It would: the page asks nobody but the table that answers.
  await say(page, '');
  await expect.poll(async () => (await moment(page)).arrow).toMatch(/^server: -ERR PASS/);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await expect(offered.first()).toHaveText('PASS');
  await expect(offered.first()).not.toHaveClass(/off/);
});

test('in the middle of an exchange no command is offered', async ({ page }) => {
  await open(page, 'capa-and-auth');
  await page.getByRole('link', { name: 'C: AGFkYQBhbmFsaXRpY2Fs' }).click();
  await expect(console(page).locator('.hints')).toHaveText(
    'AUTH goes on: your line is the client’s answer to the server, and no command.',
  );
});

for (const theme of ['light', 'dark', 'contrast'])
  test(`nothing that axe objects to, ${theme}`, async ({ page }) => {
    await page.goto(`./?theme=${theme}`);
    await ready(page);
    await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
    await say(page, 'PSAS analytical');
    await paste(page, 'PASS analytical\nSTAT');
    await expect(page.getByRole('dialog', { name: '2 lines to send' })).toBeVisible();
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await nothing(axe(page).include('pop-scope'));
    }
  });
