import type { Page } from '@playwright/test';
import { cleanPage } from './clean';
import { expect, ready, test } from './page';

/** Opens the form, and waits until there is somebody to connect to. */
async function come(page: Page, query = ''): Promise<void> {
  await page.goto(`./?way=account${query}`);
  await ready(page);
  await expect(page.getByRole('button', { name: 'Connect', exact: true })).toBeEnabled();
}

const says = (page: Page) => page.locator('pop-account .window p');

test('the form is filled in by keyboard, and a right account opens its session', async ({ page }) => {
  await come(page);
  const server = page.getByLabel('Incoming mail server');
  await expect(server).toHaveValue('');
  await server.focus();
  await page.keyboard.type('mail.example.org');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.getByLabel('Connection security').selectOption('SSL/TLS');
  // As mail programs do, the port that goes with it is put in.
  await expect(page.getByRole('textbox', { name: 'Port' })).toHaveValue('995');
  await page.keyboard.press('Tab');
  await page.keyboard.type('ada');
  await page.keyboard.press('Tab');
  await page.keyboard.type('analytical');
  await page.keyboard.press('Enter');
  await expect(says(page)).toHaveText(/The account works/);
  await expect(page.locator('pop-sheets')).toContainText('The mail program of ada');
  await expect(page.getByRole('heading', { name: 'Set up a mail program' })).toBeAttached();
});

test('a wrong entry is blamed, explained and followed step by step', async ({ page }) => {
  await come(page);
  await page.getByRole('button', { name: 'No security on port 995' }).click();
  await expect(says(page)).toHaveText(/does not respond/);
  await expect(page.getByRole('heading', { name: 'Your mail program says' })).toBeFocused();
  await expect(page.getByLabel('Connection security')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('pop-account .outcome')).toContainText('A deadlock');
  await expect(page.locator('pop-account .steps li')).toHaveCount(7);
  await page.getByLabel('Connection security').selectOption('SSL/TLS');
  await expect(page.getByLabel('Connection security')).toHaveAttribute('aria-invalid', 'false');
  await page.getByRole('button', { name: 'Password analyticals' }).click();
  await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('button', { name: 'Look at this session' }).click();
  await expect(page.locator('pop-sheets')).toContainText('A login of ada that failed');
  await expect(page.locator('pop-ladder')).toContainText('-ERR');
});

test('nothing is found by axe in any theme, on a desk and on a telephone', async ({ page }) => {
  test.slow();
  await come(page);
  await page.getByRole('button', { name: 'Password analyticals' }).click();
  await expect(says(page)).toBeVisible();
  await cleanPage(page);
});
