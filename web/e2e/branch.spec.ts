import { at, expect, hold, line, moment, open, press, ready, say, test } from './page';

test('a command at the end goes on from there', async ({ page }) => {
  await open(page);
  await press(page, 'End');
  await page.getByRole('button', { name: 'Connect again' }).click();
  await at(page, 33);
  await expect(page.getByRole('button', { name: 'Connect again' })).toBeHidden();
  await say(page, 'USER ada', 'PASS analytical', 'STAT');
  await at(page, 39);
  const now = await moment(page);
  expect(now.arrow).toBe('server: +OK 2 590');
  expect(now.state).toBe('TRANSACTION');
  expect(now.lock).toBe('2 messages; locked by connection 1');
  // Nothing was left behind: no branch.
  await expect(page.getByRole('group', { name: 'Branches' }).getByRole('button')).toHaveCount(0);
});

test('a command in the past starts a branch; the old course is kept and returned to', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK 2 590' }).click();
  await at(page, 28);
  await expect(page.locator('pop-console')).toContainText('what you type starts a branch; the rest is kept');
  await say(page, 'RSET');
  await at(page, 30, 30);
  expect((await moment(page)).server).toEqual(['1 300', '2 290', '3 439']);
  const branches = page.getByRole('group', { name: 'Branches' }).getByRole('button');
  await expect(branches).toHaveText(['as recorded', 'RSET instead']);
  await expect(branches.nth(1)).toHaveAttribute('aria-pressed', 'true');
  await say(page, 'QUIT');
  await at(page, 33, 33);
  expect((await moment(page)).server).toEqual(['1 300', '2 290', '3 439']);

  await branches.first().click();
  await expect(branches.first()).toHaveAttribute('aria-pressed', 'true');
  await press(page, 'End');
  await at(page, 31, 31);
  const kept = await moment(page);
  expect(kept.server).toEqual(['1 300', '2 290', '3 439 gone']);
  expect(kept.line).toBe('31');

  // By keyboard alone to the other one again.
  await branches.nth(1).focus();
  await page.keyboard.press('Enter');
  await press(page, 'End');
  await at(page, 33, 33);
  expect((await moment(page)).server).toEqual(['1 300', '2 290', '3 439']);
});

test('a branch starts from a branch too, and a line of the lesson leads back', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'PASS wrong', 'USER ada');
  await press(page, 'ArrowLeft', 'ArrowLeft');
  await at(page, 8);
  await say(page, 'QUIT');
  const branches = page.getByRole('group', { name: 'Branches' }).getByRole('button');
  await expect(branches).toHaveText(['as recorded', 'PASS … instead', 'QUIT instead']);
  await at(page, 10, 10);
  await expect(page.locator('.lesson a[aria-current="step"]')).toHaveCount(0);
  await page.getByRole('link', { name: 'C: RETR 3' }).click();
  await at(page, 17, 31);
  await expect(branches.first()).toHaveAttribute('aria-pressed', 'true');
});

for (const { name, after, command, reply, why, section } of [
  {
    name: 'a command nobody knows',
    after: 'S: +OK send PASS',
    command: 'FETCH 1',
    reply: /^server: -ERR unknown command$/,
    why: /This server knows no command FETCH/,
    section: /^RFC 1939 section \d+$/,
  },
  {
    name: 'a command in the wrong state',
    after: 'S: +OK send PASS',
    command: 'DELE 1',
    reply: /^server: -ERR DELE is not valid in the AUTHORIZATION state$/,
    why: /AUTHORIZATION/,
    section: /^RFC 1939 section \d+$/,
  },
  {
    name: 'a message that is not there',
    after: 'S: +OK 2 590',
    command: 'RETR 9',
    reply: /^server: -ERR no such message/,
    why: /message/,
    section: /^RFC 1939 section \d+$/,
  },
  {
    name: 'an argument that is no number',
    after: 'S: +OK 2 590',
    command: 'RETR one',
    reply: /^server: -ERR/,
    why: /number/,
    section: /^RFC 1939 section \d+$/,
  },
])
  test(`${name} gets the server’s real reply, why, and the section`, async ({ page }) => {
    await open(page);
    await page.getByRole('link', { name: after }).click();
    await say(page, command);
    const explain = page.locator('pop-explain');
    await expect(explain.locator('.refused')).toHaveText('Refused');
    const now = await moment(page);
    expect(now.arrow).toMatch(reply);
    const octets = Buffer.from(now.hex, 'hex').toString();
    expect(octets).toBe(`${now.arrow.replace('server: ', '')}\r\n`.slice(0, 16));
    await expect(explain.locator('.why')).toContainText(why);
    const link = explain.locator('.why').getByRole('link', { name: section });
    await expect(link).toHaveAttribute('href', /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc1939#section-\d+$/);
  });

test('what is typed before the engine has come waits for it, and is then sent', async ({ page }) => {
  const release = await hold(page, '**/*.wasm');
  await page.goto('./');
  await expect(page.getByText('engine on its way')).toBeVisible();
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await at(page, 6, 31);
  await say(page, 'PASS analytical', 'STAT');
  await expect(page.locator('pop-console')).toContainText('2 lines of yours wait for it');
  await page.keyboard.type('LIS');
  await at(page, 6, 31);
  release();
  await ready(page);
  await at(page, 10, 10);
  const now = await moment(page);
  expect(now.arrow).toBe('server: +OK 3 1029');
  expect(now.state).toBe('TRANSACTION');
  await expect(page.getByRole('button', { name: 'PASS … instead' })).toHaveAttribute('aria-pressed', 'true');
  await expect(line(page)).toHaveValue('LIS');
  await expect(line(page)).toBeFocused();
});

test('the arrow keys bring back what was typed', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'PASS analytical', 'LIST');
  await page.keyboard.type('ST');
  for (const [key, text] of [
    ['ArrowUp', 'LIST'],
    ['ArrowUp', 'PASS analytical'],
    ['ArrowUp', 'PASS analytical'],
    ['ArrowDown', 'LIST'],
    ['ArrowDown', 'ST'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(line(page)).toHaveValue(text);
  }
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await at(page, 12, 12);
  expect((await moment(page)).arrow).toBe('server: +OK 3 messages (1029 octets)');
});

test('a keyword that is begun is hinted at, and completed', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await press(page, 't');
  await page.keyboard.type('pa');
  await expect(page.locator('pop-console')).toContainText('PASS');
  await page.keyboard.press('ArrowRight');
  await expect(line(page)).toHaveValue('paSS');
  await page.keyboard.type(' analytical');
  await page.getByRole('button', { name: 'Send' }).click();
  await at(page, 8, 8);
  expect((await moment(page)).state).toBe('TRANSACTION');
});

test('hanging up and waiting are things a client can do', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK message 3 deleted' }).click();
  await at(page, 26);
  await page.getByRole('button', { name: 'Hang up' }).click();
  await expect.poll(async () => (await moment(page)).state).toBe('closed');
  expect((await moment(page)).server).toEqual(['1 300', '2 290', '3 439']);
  await page.getByRole('link', { name: 'S: +OK message 3 deleted' }).click();
  await page.getByRole('button', { name: 'Wait 11 min' }).click();
  await expect.poll(async () => (await moment(page)).state).toBe('closed');
  expect((await moment(page)).server).toEqual(['1 300', '2 290', '3 439']);
  await expect(page.getByRole('group', { name: 'Branches' }).getByRole('button')).toHaveCount(3);
});
