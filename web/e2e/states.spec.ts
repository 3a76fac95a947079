import type { Locator, Page } from '@playwright/test';
import { at, choose, expect, moment, open, press, test } from './page';

/** The way that is lit, as its label says it. */
const taken = (page: Page): Locator => page.locator('pop-machine text.label.taken');
/** The path that is lit, in the drawing. */
const path = (page: Page): Promise<string | null> =>
  page.locator('pop-machine .way.taken').first().getAttribute('d');

test('hanging up, a cut line and the autologout each take a way of their own', async ({ page }) => {
  await open(page);
  const ways = new Set<string | null>();
  const ended = async (label: string, sentence: string | RegExp): Promise<void> => {
    await expect.poll(async () => (await moment(page)).state).toBe('closed');
    await expect(taken(page)).toHaveText([label]);
    ways.add(await path(page));
    // Explanation, log and what is read out say the same.
    await expect(page.locator('pop-explain')).toContainText(sentence);
    await expect(page.locator('pop-log .entry').filter({ hasText: sentence }).first()).toBeAttached();
  };
  const to = (): Promise<void> => page.getByRole('link', { name: 'S: +OK message 3 deleted' }).click();
  await to();
  await page.getByRole('button', { name: 'Hang up' }).click();
  await ended('client closes', 'The client closes the TCP connection.');
  await to();
  await page.getByRole('button', { name: 'Wait 11 min' }).click();
  await ended('autologout', 'The autologout timer fires');
  await to();
  await choose(page, 'Try', 'Break things');
  await page.getByRole('button', { name: 'Cut after this step' }).click();
  await ended('line breaks', 'The line breaks.');
  expect(ways.size).toBe(3);
});

test('a way says what takes it, and where that is laid down', async ({ page }) => {
  await open(page);
  await page.locator('pop-machine .edge', { hasText: 'client closes' }).first().click();
  const card = page.locator('pop-machine .card');
  await expect(card.locator('dt')).toHaveText(['client closes']);
  await expect(card).toContainText('RFC 1939 section 6');
});

test('step by step, UPDATE is current before the reply to QUIT', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'C: QUIT' }).click();
  await at(page, 29, 31);
  expect((await moment(page)).state).toBe('TRANSACTION');
  await press(page, 'ArrowRight');
  await at(page, 30);
  await expect(taken(page)).toHaveText(['QUIT']);
  const update = await moment(page);
  expect(update.state).toBe('UPDATE');
  expect(update.server).toEqual(['1 300', '2 290', '3 439 gone']);
  expect(update.lock).toBe('2 messages; locked by connection 1');
  // The client has not heard of it: to it the message is marked.
  expect(update.client).toEqual(['1 300 whole', '2 290 nothing', '3 439 whole marked']);
  await press(page, 'ArrowRight');
  const over = await moment(page);
  expect(over.state).toBe('closed');
  expect(over.arrow).toMatch(/^server: \+OK/);
  // Now it knows.
  expect(over.client).toEqual(['1 300 whole', '2 290 nothing', '3 439 whole removed']);
});

test('marks are void once the client has hung up without QUIT', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK message 3 deleted' }).click();
  expect((await moment(page)).client.at(-1)).toBe('3 439 whole marked');
  await page.getByRole('button', { name: 'Hang up' }).click();
  await expect.poll(async () => (await moment(page)).client.at(-1)).toBe('3 439 whole');
});

for (const [lesson, state, last] of [
  ['pop2-counted-letters', 'DONE', 'LSTN'],
  ['pop4-folders', 'UPDATE', 'closed'],
] as const)
  test(`in ${lesson}, ${state} is a step too`, async ({ page }) => {
    await open(page, lesson);
    await page
      .getByRole('link', { name: /^[CD]: QUIT$/ })
      .first()
      .click();
    await press(page, 'ArrowRight');
    expect((await moment(page)).state).toMatch(new RegExp(`^${state}\\b`));
    await press(page, 'ArrowRight');
    expect((await moment(page)).state).toMatch(new RegExp(`^${last}\\b`));
  });

test('on paper UPDATE has a row of its own, and a worksheet of states does not tell it', async ({ page }) => {
  await open(page);
  await choose(page, 'Session', 'Print');
  const dialog = page.getByRole('dialog', { name: 'Print' });
  const rows = dialog.locator('pop-handout tbody tr');
  const update = rows.filter({ has: page.locator('.no', { hasText: /^30$/ }) });
  await expect(update.locator('.state')).toHaveText('TRANSACTION → UPDATE');
  await expect(rows.filter({ has: page.locator('.no', { hasText: /^31$/ }) }).locator('.state')).toHaveText(
    'UPDATE → closed',
  );
  await dialog.getByRole('radio', { name: /some states/ }).check();
  await expect(update).toContainText('The server removes message 3 from the maildrop.');
  await expect(update).not.toContainText('to the UPDATE state');
});
