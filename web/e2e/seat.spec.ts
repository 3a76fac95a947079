import type { Page } from '@playwright/test';
import { axe, nothing } from './clean';
import { focused, tabTo } from './focus';
import { choose, expect, moment, open, ready, test } from './page';

const seat = (page: Page) => page.locator('pop-seat');
const reply = (page: Page) => page.getByRole('textbox', { name: 'Reply line' });
const part = (page: Page, name: string) => seat(page).getByRole('region', { name });

/** Says a reply, and waits until it is sent. */
async function answer(page: Page, ...lines: string[]): Promise<void> {
  await reply(page).fill(lines.join('\n'));
  await reply(page).press('Enter');
  await expect(reply(page)).toHaveValue('');
}

/** Takes the seat, for a client by its protocol and its name. */
async function take(page: Page, protocol: string, agent: string): Promise<void> {
  await seat(page).getByRole('list', { name: protocol }).getByRole('radio', { name: agent }).check();
  await seat(page).getByRole('button', { name: 'Take the seat' }).click();
  await expect(seat(page)).toContainText('It waits for your greeting');
}

test('by mouse: a client is answered, and leaves with its mail', async ({ page }) => {
  await open(page);
  await choose(page, 'Try', 'Sit in the server’s seat');
  await take(page, 'POP3', 'download and delete');
  await expect(seat(page)).toContainText('POP3, for ada: download and delete');
  await reply(page).fill('+OK at your service');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(part(page, 'What it waits for now')).toContainText('C: CAPA');
  await expect(part(page, 'What a right reply looks like')).toContainText('a line with a dot alone');
  await answer(page, '-ERR what?');
  await expect(part(page, 'What it waits for now')).toContainText('C: USER ada');
  await answer(page, '+OK');
  await answer(page, '+OK');
  await expect(part(page, 'What it waits for now')).toContainText('C: STAT');
  await expect(part(page, 'What a right reply looks like')).toContainText('S: +OK message count octets');
  await answer(page, '+OK 1 7');
  await answer(page, '+OK', '1 7', '.');
  await answer(page, '+OK', 'Hello', '.');
  await expect(part(page, 'What it waits for now')).toContainText('C: DELE 1');
  await expect(part(page, 'Against the documents so far')).toContainText('Nothing.');
  await answer(page, '+OK');
  await answer(page, '+OK bye');
  await page.getByRole('button', { name: 'Hang up' }).click();
  await expect(part(page, 'What the client ended up with')).toContainText('the whole of it');
  // The rest of the instrument shows the same.
  expect((await moment(page)).state).toBe('closed');
  expect((await moment(page)).server.join()).toContain('gone');
});

test('by keyboard alone: a bad reply is named, one goes back to it, and says it better', async ({ page }) => {
  await page.goto('./?way=seat');
  await ready(page);
  await expect(seat(page).getByRole('radio').first()).toBeVisible();
  await tabTo(page, /^Take the seat$/);
  await page.keyboard.press('Enter');
  await expect(seat(page)).toContainText('It waits for your greeting');
  await page.keyboard.press('t');
  await expect(reply(page)).toBeFocused();
  await page.keyboard.type('Welcome!');
  await page.keyboard.press('Enter');
  const wrong = part(page, 'Against the documents so far').getByRole('listitem');
  await expect(wrong).toHaveCount(1);
  await expect(wrong.first()).toContainText('status indicator');
  await expect(reply(page)).toBeFocused();
  // Back to before it: what is said there starts a branch.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await expect(wrong).toHaveCount(0);
  await expect(seat(page)).toContainText('It waits for your greeting');
  await page.keyboard.press('t');
  await page.keyboard.type('+OK');
  await page.keyboard.press('Enter');
  await expect(part(page, 'What it waits for now')).toContainText('C: CAPA');
  await expect(page.getByRole('button', { name: '“+OK” instead' })).toBeVisible();
  expect((await focused(page))?.path).toContain('pop-console');
  // Several lines, one after the other, and brought back.
  await page.keyboard.type('-ERR');
  await page.keyboard.press('Shift+Enter');
  await expect(reply(page)).toHaveValue('-ERR\n');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expect(part(page, 'What it waits for now')).toContainText('C: USER');
  await page.keyboard.press('ArrowUp');
  await expect(reply(page)).toHaveValue('-ERR');
});

for (const [protocol, agent, says, next] of [
  ['POP1', 'read everything and keep it', '+OK', /C: USER Fred/],
  ['POP2', 'download and keep', '+ POP2 here', /C: HELO Smith/],
  ['POP4', 'filer', '+OK', /C: USER grace/],
] as const)
  test(`a client of ${protocol} calls too`, async ({ page }) => {
    await page.goto('./?way=seat');
    await ready(page);
    await take(page, protocol, agent);
    await answer(page, says);
    await expect(part(page, 'What it waits for now')).toContainText(next);
  });

test('what a right reply looks like can be hidden; the seat is kept over a reload', async ({ page }) => {
  await page.goto('./?way=seat');
  await ready(page);
  await take(page, 'POP3', 'leave on server');
  const right = part(page, 'What a right reply looks like');
  await expect(right).toContainText('RFC 1939 section 4');
  await right.getByRole('button', { name: 'Hide it' }).click();
  await expect(right).not.toContainText('RFC 1939');
  await answer(page, '+OK');
  await page.reload();
  await ready(page);
  await expect(part(page, 'What it waits for now')).toContainText('C: CAPA');
  await expect(right).toContainText('You answer from what you know.');
  await answer(page, '-ERR');
  await expect(part(page, 'What it waits for now')).toContainText('C: USER ada');
  // Another client calls.
  await seat(page).getByRole('button', { name: 'Another client' }).click();
  await take(page, 'POP1', 'read everything and delete it');
  await expect(page.getByRole('button', { name: 'Server’s seat, POP1', exact: true })).toBeVisible();
});

for (const theme of ['light', 'dark', 'contrast'])
  test(`nothing that axe objects to, ${theme}`, async ({ page }) => {
    await page.goto(`./?way=seat&theme=${theme}`);
    await ready(page);
    await expect(seat(page).getByRole('radio').first()).toBeVisible();
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await nothing(axe(page).include('pop-scope'));
    }
    await take(page, 'POP3', 'leave on server');
    await answer(page, 'Welcome!');
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await nothing(axe(page).include('pop-scope'));
    }
  });
