import type { Page } from '@playwright/test';
import { at, expect, line, moment, open, press, ready, say, test } from './page';

const truth = (page: Page) => page.locator('pop-console #truth');
const now = (page: Page) => page.locator('pop-console').getByRole('button', { name: 'Send at once' });
const branches = (page: Page) => page.getByRole('group', { name: 'Branches' }).getByRole('button');

/** Where each step leads that is in sight, from the end of the branch: what was said last. */
async function ends(page: Page, ...tail: (string | RegExp)[]): Promise<void> {
  await press(page, 'End');
  for (const want of tail.reverse()) {
    await expect.poll(async () => (await moment(page)).arrow).toMatch(want);
    await press(page, 'ArrowLeft');
  }
}

for (const { lesson, of, typed, reply, name } of [
  {
    lesson: 'first-session',
    of: 'C: PASS analytical',
    typed: 'PASS wrong',
    reply: '-ERR [AUTH] invalid name or password',
    name: 'PASS … instead',
  },
  {
    lesson: 'capa-and-auth',
    of: 'C: AGFkYQBhbmFsaXRpY2Fs',
    typed: '*',
    reply: '-ERR',
    name: '* instead',
  },
  { lesson: 'pop1-whole-mailbox', of: 'C: RCEV', typed: 'RSET', reply: '+', name: 'RSET instead' },
  { lesson: 'pop2-counted-letters', of: 'C: RETR', typed: 'READ 1', reply: '=', name: 'READ 1 instead' },
  { lesson: 'pop4-folders', of: 'C: LFLD', typed: 'STAT', reply: '+OK', name: 'STAT instead' },
])
  test(`at ${of} in ${lesson}, ${typed} is sent instead of it, and the script ends there`, async ({
    page,
  }) => {
    await open(page, lesson);
    await page.getByRole('link', { name: of, exact: true }).first().click();
    const replaced = of.slice(3);
    await expect(truth(page)).toContainText(`Your line is sent instead of ${replaced}.`);
    await expect(truth(page)).toContainText('From there on you are the client; the old course is kept.');
    const before = await page.locator('pop-transport .where').textContent();
    await say(page, typed);
    await expect(branches(page).nth(1)).toHaveText(name);
    await expect.poll(async () => (await moment(page)).arrow).toContain(`server: ${reply}`);
    // One step on: the line has taken the place of one, and its reply follows.
    const step = Number(/\d+/.exec(before ?? '')?.[0]);
    await at(page, step + 1, step + 1);
    await press(page, 'ArrowLeft');
    await expect.poll(async () => (await moment(page)).arrow).toBe(`client: ${typed}`);
    // The old course is as it was.
    await page.getByRole('link', { name: of, exact: true }).first().click();
    await expect(branches(page).first()).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(async () => (await moment(page)).arrow).toBe(`client: ${replaced}`);
  });

test('a line goes behind the client’s own at once where that is wanted', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'C: PASS analytical' }).click();
  await line(page).fill('STAT');
  await now(page).click();
  await expect(line(page)).toHaveValue('');
  await expect(line(page)).toBeFocused();
  await expect(branches(page).nth(1)).toHaveText('STAT at once');
  await ends(page, /PASS analytical/, /server: \+OK ada/, /client: STAT/, /server: \+OK 3 1029/);
});

test('on the way to a reply, a line waits for it', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await expect(truth(page)).toContainText('what you type starts a branch');
  await expect(now(page)).toHaveCount(0);
  await press(page, 'Shift+ArrowLeft');
  await expect(truth(page)).toContainText('The reply to USER ada is not here yet: your line waits for it');
  await say(page, 'PASS analytical');
  await at(page, 8, 8);
  expect((await moment(page)).state).toBe('TRANSACTION');
  await press(page, 'ArrowLeft', 'ArrowLeft');
  expect((await moment(page)).arrow).toBe('server: +OK send PASS');
});

test('before the greeting it is said that the server speaks first; both ways are offered', async ({
  page,
}) => {
  await open(page);
  await at(page, 1);
  await expect(truth(page)).toContainText('The server speaks first: your line waits for its greeting');
  await expect(page.locator('pop-console .hints')).toContainText('USER');
  await say(page, 'CAPA');
  await at(page, 4, 4);
  await ends(page, /server: \+OK POP3 server ready/, /client: CAPA/, /server: \+OK/);
  await branches(page).first().click();
  await press(page, 'Home');
  await line(page).fill('CAPA');
  await now(page).click();
  await expect(branches(page).nth(2)).toHaveText('CAPA at once');
  await ends(page, /client: CAPA/, /server: \+OK POP3 server ready/, /server: \+OK/);
});

test('several lines typed from one past stand side by side', async ({ page }) => {
  await open(page);
  for (const typed of ['PASS one', 'PASS two', 'PASS three']) {
    await page.getByRole('link', { name: 'C: PASS analytical' }).click();
    await say(page, typed);
    // From the branch itself, which has the same past, too.
    await press(page, 'ArrowLeft');
    await say(page, `${typed} again`);
  }
  await page.getByRole('button', { name: 'The branches as a tree, and their names' }).click();
  const tree = page.locator('pop-branches .tree > ul > li');
  await expect(tree).toHaveCount(1);
  await expect(tree.locator('> ul > li')).toHaveCount(6);
  await expect(tree.locator('ul ul')).toHaveCount(0);
});

test('a program’s client is taken over from it, and a reload brings that back', async ({ page }) => {
  await open(page, 'capa-and-auth');
  await press(page, 'End');
  await page.getByRole('button', { name: 'Run the laptop' }).click();
  await page.getByRole('option', { name: /^C: TOP 3 0|TOP 3 0/ }).click();
  await expect(truth(page)).toContainText(
    'Your line is sent instead of TOP 3 0, and its program does no more.',
  );
  await say(page, 'NOOP', 'STAT');
  await ends(
    page,
    /takes the client over/,
    /client: NOOP/,
    /server: \+OK/,
    /client: STAT/,
    /server: \+OK 3 1029/,
  );
  await page.reload();
  await ready(page);
  await ends(
    page,
    /takes the client over/,
    /client: NOOP/,
    /server: \+OK/,
    /client: STAT/,
    /server: \+OK 3 1029/,
  );
});
