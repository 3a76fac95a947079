import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Page } from '@playwright/test';
import { tabTo } from './focus';
import { at, cutOff, line, moment, press, ready } from './page';
import { expect, freePort, test } from './servers';

const letter = (subject: string, body: string): string =>
  `From: Grace <grace@harbour.example>\r\nTo: Ada <ada@mail.example.org>\r\nSubject: ${subject}\r\n\r\n${body}\r\n`;

const mail = [
  letter('One', 'The first.'),
  letter('Two', '.begins with a dot'),
  letter('Three', 'The third.'),
];
test.use({ mail });

/** Opens the page and connects to a server that the relay knows by this name. */
async function connectTo(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url);
  await ready(page);
  await page.getByRole('button', { name: 'Real server…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Look at a real server' });
  await expect(dialog).toContainText('in the clear');
  await dialog.getByRole('button', { name: `Connect to ${name}` }).click();
  await expect(dialog).toBeHidden();
}

/** Types a command to the real server and waits for its whole reply. */
async function ask(page: Page, command: string, reply: RegExp): Promise<void> {
  await expect(line(page)).toBeFocused();
  await page.keyboard.type(command);
  await page.keyboard.press('Enter');
  await expect(line(page)).toHaveValue('');
  await expect.poll(async () => (await moment(page)).arrow).toMatch(reply);
}

test('a whole session with Dovecot, by keyboard alone, seen in the same panes', async ({
  page,
  dovecot,
  serve,
}) => {
  await page.goto(await serve(`lab=${dovecot.address}`));
  await ready(page);
  await tabTo(page, /^Real server…$/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Connect to lab$/);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await moment(page)).arrow).toMatch(/^server: \+OK .*ready/);
  expect((await moment(page)).state).toBe('AUTHORIZATION');
  await expect(page.locator('pop-console')).toContainText('You type now, to the real server.');

  await page.keyboard.press('/');
  await ask(page, 'STAT', /^server: -ERR/);
  await expect(page.locator('pop-explain .refused')).toBeVisible();
  const why = page.locator('pop-explain .why');
  await expect(why).toContainText('STAT may only be given in the TRANSACTION state');
  await expect(why.getByRole('link')).toHaveText(/^RFC 1939 section \d+$/);
  await ask(page, 'USER ada', /^server: \+OK/);
  await ask(page, 'PASS analytical', /^server: \+OK/);
  await expect.poll(async () => (await moment(page)).state).toBe('TRANSACTION');
  await ask(page, 'STAT', /^server: \+OK 3 \d+$/);
  await expect.poll(async () => (await moment(page)).told).toMatch(/^told: 3 messages/);
  await ask(page, 'XYZZY', /^server: -ERR/);
  await expect(why).toContainText('knows no command XYZZY');
  await ask(page, 'LIST', /^server: \+OK/);
  await expect.poll(async () => (await moment(page)).client).toHaveLength(3);
  await ask(page, 'RETR 2', /^server: \+OK/);
  await expect.poll(async () => (await moment(page)).client[1]).toMatch(/^2 \d+ whole$/);
  const read = await moment(page);
  // Each octet came: with the dot that Dovecot put before the dot.
  await expect(page.locator('pop-octets')).toContainText('.stuffed octet.begins with a dot');
  await ask(page, 'DELE 1', /^server: \+OK/);
  await expect.poll(async () => (await moment(page)).client[0]).toMatch(/marked$/);
  expect(dovecot.maildrop()).toEqual(mail);

  for (const pane of ['explain', 'ladder', 'machine', 'octets', 'maildrop'])
    await expect(page.locator(`pop-${pane} .inferred`).first()).toBeVisible();

  // Back in time; typing always happens now.
  const marked = await moment(page);
  await press(page, 'Home');
  expect((await moment(page)).state).not.toBe('TRANSACTION');
  await press(page, 'End');
  // The log has read it out when it came; who comes back to it hears it from the page.
  expect({ ...(await moment(page)), heard: '' }).toEqual({ ...marked, heard: '' });
  await press(page, 'ArrowLeft', 'ArrowLeft', '/');
  await expect(line(page)).toBeFocused();
  await page.keyboard.type('QUIT');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await moment(page)).state).toBe('closed');
  await expect(page.getByRole('option', { name: /server: \+OK Logging out/ })).toBeVisible();
  await expect(line(page)).toBeDisabled();
  await expect(page.getByRole('group', { name: 'Branches' }).getByRole('button')).toHaveCount(0);
  // It is true: message 1 is gone from the real maildrop, and the others are not.
  await expect.poll(() => dovecot.maildrop()).toEqual(mail.slice(1));

  // And still every moment of it can be seen.
  await press(page, 'Home');
  await at(page, 1);
  // Only the rows in sight are in the document.
  const retr = page.getByRole('option', { name: /client: RETR 2/ });
  while (!(await retr.isVisible())) await press(page, 'ArrowRight');
  await retr.click();
  await press(page, 'ArrowRight');
  expect((await moment(page)).client).toEqual(read.client);
});

test('hanging up without QUIT loses nothing; by mouse', async ({ page, dovecot, serve }) => {
  await connectTo(page, await serve(`lab=${dovecot.address}`), 'lab');
  const send = async (command: string, reply: RegExp) => {
    await line(page).fill(command);
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(async () => (await moment(page)).arrow).toMatch(reply);
  };
  await expect.poll(async () => (await moment(page)).arrow).toMatch(/^server: \+OK/);
  await send('USER ada', /^server: \+OK/);
  await send('PASS analytical', /^server: \+OK/);
  await send('DELE 3', /^server: \+OK/);
  await page.getByRole('button', { name: 'Hang up' }).click();
  await expect(page.locator('pop-acts')).toContainText('You closed the connection.');
  await expect.poll(async () => (await moment(page)).state).toBe('closed');
  expect(dovecot.maildrop()).toEqual(mail);
  // The lesson is untouched, and the session can be put away.
  await page.getByRole('button', { name: 'Close the session with lab' }).click();
  await page
    .getByRole('dialog', { name: 'Close the session?' })
    .getByRole('button', { name: 'Close it' })
    .click();
  await at(page, 1, 31);
  await expect(page.getByRole('button', { name: 'Real: lab' })).toHaveCount(0);
});

test('a password typed to a real server is not kept', async ({ page, dovecot, serve }) => {
  await connectTo(page, await serve(`lab=${dovecot.address}`), 'lab');
  await expect.poll(async () => (await moment(page)).arrow).toMatch(/^server: \+OK/);
  await press(page, '/');
  await ask(page, 'USER ada', /^server: \+OK/);
  await ask(page, 'PASS analytical', /^server: \+OK/);
  await page.keyboard.type('PASS anal');
  await page.reload();
  await ready(page);
  await at(page, 1, 31);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('PASS anal');
});

test('what was seen of a real server is there after a reload, masked, and can be gone on with', async ({
  page,
  dovecot,
  serve,
}) => {
  await connectTo(page, await serve(`lab=${dovecot.address}`), 'lab');
  await expect.poll(async () => (await moment(page)).arrow).toMatch(/^server: \+OK/);
  await press(page, '/');
  await ask(page, 'USER ada', /^server: \+OK/);
  await ask(page, 'PASS analytical', /^server: \+OK/);
  await ask(page, 'STAT', /^server: \+OK 3/);
  await page.reload();
  await ready(page);
  const notice = page.locator('pop-notices');
  await expect(notice).toContainText('The connection to “lab” ended when the page was left.');
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('analytical');
  await notice.getByRole('button', { name: 'Connect again' }).press('Enter');
  const sessions = page.getByRole('navigation', { name: 'Sessions' });
  await expect(sessions.getByRole('button', { name: 'Real: lab' })).toHaveAttribute('aria-current', 'true');
  await expect.poll(async () => (await moment(page)).arrow).toMatch(/^server: \+OK .*ready/);
  await sessions.getByRole('button', { name: 'Read: lab' }).click();
  await press(page, 'End');
  expect((await moment(page)).arrow).toMatch(/^server: \+OK 3/);
  await press(page, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
  expect((await moment(page)).arrow).toBe('client: PASS **********');
  await expect(notice).not.toContainText('ended when the page was left');
});

test('a reply that has begun and not ended is shown, and so much is said of it', async ({ page, serve }) => {
  const callers: Socket[] = [];
  const slow = createServer((caller) => {
    callers.push(caller);
    caller.write('+OK slowly\r\n');
    caller.once('data', () => caller.write('+OK\r\n1 120\r\n2 3'));
  });
  await new Promise<void>((done) => slow.listen(0, '127.0.0.1', done));
  const { port } = slow.address() as AddressInfo;
  try {
    await connectTo(page, await serve(`slow=127.0.0.1:${port}`), 'slow');
    await expect.poll(async () => (await moment(page)).arrow).toMatch(/^server: \+OK slowly/);
    await press(page, '/');
    await page.keyboard.type('LIST');
    await page.keyboard.press('Enter');
    const truth = page.locator('pop-console');
    await expect(truth).toContainText('The server’s reply has begun and not ended: 15 octets so far.');
    await expect(page.locator('pop-ladder [aria-selected="true"]')).toContainText('… more to come');
    callers[0]?.write('00\r\n.\r\n');
    await expect(truth).toContainText('You type now, to the real server.');
    await expect(page.locator('pop-octets')).toContainText('7 octets, from server');
  } finally {
    for (const caller of callers) caller.destroy();
    slow.close();
  }
});

test.describe('what listens to real servers', () => {
  test.use({ excused: [cutOff] });

  test('is loaded first: the page says so, says if it can’t be had, and tries again', async ({
    page,
    dovecot,
    serve,
  }) => {
    const url = await serve(`lab=${dovecot.address}`);
    let tries = 0;
    let give = (): void => {};
    const given = new Promise<void>((done) => {
      give = done;
    });
    await page.route('**/assets/popscope-whole-*.wasm', async (route) => {
      if (tries++ > 0) return route.continue();
      await given;
      return route.abort();
    });
    await connectTo(page, url, 'lab');
    const sessions = page.getByRole('navigation', { name: 'Sessions' });
    await expect(sessions.getByRole('button', { name: 'Real: lab' })).toHaveAttribute('aria-current', 'true');
    const explain = page.locator('pop-explain');
    const again = page.locator('pop-acts').getByRole('button', { name: 'Connect again' });
    await expect(explain).toContainText('is being loaded');
    await expect(page.locator('#live')).toContainText('is being loaded');
    await expect(again).toBeDisabled();
    await expect(line(page)).toBeDisabled();
    give();
    await expect(explain).toContainText('Not connected: what listens to a real server could not be loaded.');
    await expect(page.locator('pop-notices')).toContainText('The rest of the engine could not be loaded');
    await again.click();
    await expect.poll(async () => (await moment(page)).arrow).toMatch(/^server: \+OK .*ready/);
    await expect(sessions.getByRole('button', { name: 'Real: lab' })).toHaveCount(1);
  });
});

test('a server that is down: the page says why', async ({ page, serve }) => {
  await connectTo(page, await serve(`lab=127.0.0.1:${await freePort()}`), 'lab');
  await expect(page.locator('pop-acts')).toContainText(/refused|does not answer|could not/i);
  await expect(line(page)).toBeDisabled();
  await expect(page.locator('pop-explain')).toContainText(/refused|does not answer|could not/i);
  await page.getByRole('button', { name: 'Close the session with lab' }).click();
  await at(page, 1, 31);
});

test('a page without a relay does not offer real servers', async ({ page, serve }) => {
  const asked = page.waitForResponse('**/api/targets');
  await page.goto(await serve());
  await ready(page);
  await (await asked).finished();
  await expect(page.getByRole('button', { name: 'Help' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Real server' })).toHaveCount(0);
});
