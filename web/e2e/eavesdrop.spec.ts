import type { Locator, Page } from '@playwright/test';
import { clean } from './clean';
import { choose, expect, open, ready, test } from './page';

const WAYS = ['USER and PASS', 'PLAIN', 'APOP', 'CRAM-MD5', 'SCRAM-SHA-256', 'TLS'];
const strip = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const row = (page: Page, name: string): Locator =>
  page.locator('.verdicts tbody tr').filter({ has: page.getByRole('rowheader', { name }) });

async function seat(page: Page): Promise<void> {
  await page.goto('./?way=eavesdrop');
  await ready(page);
  await expect(strip(page, 'TLS')).toBeVisible();
}

test('by mouse: the listener reads what is there, and a weak password is found', async ({ page }) => {
  await open(page);
  await choose(page, 'Try', 'eavesdropper');
  for (const name of WAYS) await expect(strip(page, name)).toBeVisible();
  await expect(strip(page, 'USER and PASS').locator('mark')).toContainText(['ada', 'analytical']);
  await expect(strip(page, 'PLAIN').locator('.undone')).toContainText('analytical');
  for (const name of ['APOP', 'CRAM-MD5', 'SCRAM-SHA-256', 'TLS'])
    await expect(strip(page, name)).not.toContainText('analytical');
  await expect(strip(page, 'TLS').locator('.hidden').first()).toContainText('octets of plain text, hidden');
  await expect(strip(page, 'TLS').locator('.dialogue')).not.toContainText('USER ada');

  const verdict = async (name: string): Promise<string> =>
    (await row(page, name).locator('.sign').allTextContents()).map((t) => t.trim()).join(' ');
  expect(await verdict('USER and PASS')).toBe('yes yes no need yes');
  // Where all lies open no padlock is closed, by sign or by colour.
  await expect(row(page, 'USER and PASS').locator('.sign.yes')).toHaveCount(4);
  await expect(row(page, 'TLS').locator('.sign.no')).toHaveCount(4);
  expect(await verdict('APOP')).toBe('no no yes yes');
  expect(await verdict('SCRAM-SHA-256')).toBe('no no yes yes');
  expect(await verdict('TLS')).toBe('no no no no');

  const attack = page.locator('pop-attack');
  await attack.getByRole('button', { name: 'Try them all' }).click();
  await expect(attack.locator('.stamp')).toHaveText('Found: analytical');
  await expect(attack.locator('.hit')).toHaveCount(1);
  await expect(attack.getByRole('button', { name: 'Try one word' })).toBeDisabled();
});

test('by keyboard: a password that is in no list is not found, word by word', async ({ page }) => {
  await seat(page);
  await expect(page.locator('pop-eavesdrop h2')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('password, in this simulation')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('otter lamp seven moss');
  await page.keyboard.press('Enter');
  await expect(strip(page, 'USER and PASS').locator('mark').last()).toContainText('otter lamp seven moss');
  const attack = page.locator('pop-attack');
  await attack.getByLabel('Words to try').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('analytical\nrosebud');
  await attack.getByRole('radio', { name: 'APOP' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(attack.getByRole('radio', { name: 'CRAM-MD5' })).toBeChecked();
  await attack.getByRole('button', { name: 'Try one word' }).focus();
  await page.keyboard.press('Enter');
  await expect(attack.locator('.tries li')).toHaveCount(1);
  await expect(attack.locator('.stamp')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(attack.locator('.stamp')).toHaveText('Not in this list');
  await expect(attack).toContainText('2 words tried, 8 digests computed');
});

test('axe finds nothing in any theme, wide and narrow', async ({ page }) => {
  test.slow();
  await seat(page);
  await page.getByRole('button', { name: 'Try them all' }).click();
  await expect(page.locator('pop-attack .stamp')).toBeVisible();
  await clean(page, 'pop-eavesdrop');
});
