import type { Page } from '@playwright/test';
import { cleanPage } from './clean';
import { tabTo } from './focus';
import { expect, ready, test } from './page';

/** Opens the form, and waits until the engine has looked at it. */
async function come(page: Page): Promise<void> {
  await page.goto('./?way=setup');
  await ready(page);
  await expect(form(page)).toBeVisible();
}

const form = (page: Page) => page.locator('pop-setup form');
const go = (page: Page) => form(page).getByRole('button', { name: 'Open the session' });

/** Drops a file with a message somewhere on the page. */
async function drop(page: Page): Promise<void> {
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['Subject: Dropped\r\n\r\nHere.\r\n'], 'a.eml'));
    for (const kind of ['dragenter', 'drop'])
      document.body.dispatchEvent(
        new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }),
      );
  });
}

test('protocol, maildrop, client and line make a session', async ({ page }) => {
  await come(page);
  await form(page).getByRole('radio', { name: 'POP2' }).check();
  await form(page).getByLabel('A maildrop that is ready').selectOption('The kennel of RFC 937');
  await expect(form(page)).toContainText('Welcome, FIDO');
  await form(page).getByRole('button', { name: 'Remove message 2' }).click();
  await expect(form(page)).not.toContainText('Safe');
  await form(page).getByRole('button', { name: 'Add a client' }).click();
  await form(page).getByLabel('What its program does').selectOption('download and delete');
  await form(page).getByLabel('Latency').fill('5');
  await go(page).click();
  await expect(page.locator('pop-sheets')).toContainText('POP2: Smith');
  // The session is what was asked for, and nothing is opened beside it.
  await expect(page.getByRole('region', { name: 'Way of working' })).toHaveCount(0);
  await expect(page.locator('pop-break')).toHaveCount(0);
  await expect(page.locator('pop-ladder')).toBeVisible();
  await expect(page.locator('pop-acts')).toContainText('laptop');
});

test('by keyboard alone: a protocol, a maildrop and a latency make a session', async ({ page }) => {
  await page.goto('./');
  await ready(page);
  await tabTo(page, /^Try$/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('s');
  await page.keyboard.press('Enter');
  await expect(form(page)).toBeVisible();
  const chosen = form(page).getByRole('radio', { checked: true });
  await tabTo(page, chosen);
  await page.keyboard.press('ArrowUp');
  await expect(form(page).getByRole('radio', { name: 'POP2' })).toBeChecked();
  const samples = form(page).getByLabel('A maildrop that is ready');
  await tabTo(page, samples);
  await page.keyboard.type('The kennel');
  await expect(form(page)).toContainText('Welcome, FIDO');
  await tabTo(page, form(page).getByLabel('Latency'));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await expect(page.locator('pop-sheets')).toContainText('POP2: Smith');
});

test('a fault is said at its field, and nothing typed is lost', async ({ page }) => {
  await come(page);
  const latency = form(page).getByLabel('Latency');
  await latency.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('far away');
  await expect(latency).toHaveAttribute('aria-invalid', 'true');
  const user = form(page).getByLabel('User name').first();
  await user.fill('ada lovelace');
  await expect(form(page)).toContainText('A user name has printable characters and no spaces.');
  await user.press('Enter');
  // Nothing opens; the first field to be put right has the focus.
  await expect(user).toBeFocused();
  await expect(page.locator('pop-sheets')).not.toContainText('POP3:');
  await page.reload();
  await expect(form(page).getByLabel('Latency')).toHaveValue('far away');
  await expect(form(page).getByLabel('User name').first()).toHaveValue('ada lovelace');
});

test('mail files are put into the maildrop, capabilities switched off', async ({ page }) => {
  await come(page);
  await form(page)
    .locator('input[type="file"]')
    .setInputFiles({
      name: 'two.mbox',
      mimeType: 'application/mbox',
      buffer: Buffer.from(
        'From a@b Thu Jan  1 00:00:00 1970\nSubject: One\n\nA\n\nFrom a@b Thu Jan  1 00:00:00 1970\nSubject: Two\n\nB\n',
      ),
    });
  await expect(form(page)).toContainText('2 messages out of two.mbox.');
  await expect(form(page)).toContainText('5 messages');
  // A protocol that is tried and left takes nothing along.
  const server = form(page).locator('summary', { hasText: 'What the server can' });
  await server.click();
  await form(page).getByRole('checkbox', { name: 'UIDL' }).uncheck();
  await form(page).getByRole('radio', { name: 'POP1' }).check();
  await expect(server).toBeHidden();
  await form(page).getByRole('radio', { name: 'POP3' }).check();
  await server.click();
  await expect(form(page).getByRole('checkbox', { name: 'UIDL' })).not.toBeChecked();
  await go(page).click();
  await page.getByRole('textbox', { name: 'Command line' }).fill('CAPA');
  await page.keyboard.press('Enter');
  await expect(page.locator('pop-ladder')).toContainText('CAPA');
  await expect(page.locator('pop-octets')).toContainText('PIPELINING');
  await expect(page.locator('pop-octets')).not.toContainText('UIDL');
});

test('nothing is found by axe in any theme, on a desk and on a telephone', async ({ page }) => {
  test.slow();
  await come(page);
  await form(page).getByRole('button', { name: 'Add a client' }).click();
  for (const fold of await form(page).locator('summary').all()) await fold.click();
  await form(page).getByLabel('Seed').fill('x');
  await cleanPage(page);
});

test('mail that is dropped anywhere on the page is put into the maildrop of the form', async ({ page }) => {
  await page.goto('./');
  await ready(page);
  // The first file over the page fetches what takes it.
  await expect(async () => {
    await drop(page);
    await expect(form(page)).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await expect(form(page)).toContainText('1 message out of a.eml.');
  await expect(
    form(page)
      .getByRole('row', { name: /Dropped/ })
      .first(),
  ).toBeVisible();
});

test('in another language the fields have its words, and mean the same', async ({ page }) => {
  await page.goto('./?way=setup&lang=de');
  await expect(form(page).getByLabel('Startwert')).toBeAttached();
  await expect(form(page)).toContainText('Wie lange Oktette unterwegs sind, je Richtung.');
  await expect(form(page).getByLabel(/^Segment Oktette/)).toBeAttached();
  // What the engine says of its documents stays the engine's.
  await expect(form(page).locator('option', { hasText: 'RFC 1939' })).toHaveAttribute('lang', 'en');
});
