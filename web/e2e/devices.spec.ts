import type { Locator, Page } from '@playwright/test';
import { axe, nothing } from './clean';
import { tabTo } from './focus';
import { choose, expect, open, test } from './page';

const pane = (page: Page): Locator => page.locator('pop-devices');
const cells = (page: Page): Locator => pane(page).locator('.places tbody tr');
const button = (page: Page, name: string | RegExp): Locator => pane(page).getByRole('button', { name });

/** Opens the way, and there one of the experiments. */
async function start(page: Page, experiment: RegExp): Promise<void> {
  await open(page);
  await choose(page, 'Try', 'Two devices');
  await expect(page.getByRole('heading', { name: 'Two devices' })).toBeFocused();
  await button(page, experiment).click();
  await expect(pane(page).locator('.end')).toBeVisible();
}

test('each experiment ends in a sentence with the numbers that came of it', async ({ page }) => {
  await start(page, /The phone alone/);
  const end = pane(page).locator('.end');
  await expect(end).toHaveText(/The phone has 2 of 2, and the server still keeps 2/);
  await button(page, /The laptop downloads and deletes/).click();
  await expect(end).toHaveText(/The phone has 2 of 3; 1 came and went/);
  await expect(cells(page)).toHaveText([
    /Tide tables.*gone.*fetched.*fetched/s,
    /Tea on Thursday.*gone.*fetched.*never seen/s,
    /Two books overdue.*there.*not yet.*fetched/s,
  ]);
  await button(page, /Both leave all on the server/).click();
  await expect(end).toHaveText(/Laptop 3, phone 3, server 3 of 3, and 0 fetched in vain/);
  await expect(pane(page)).toContainText('all have the same');
  await button(page, /The server renumbers/).click();
  await expect(end).toHaveText(/For 3 letters, 6 fetches in vain/);
  await button(page, /Both at once/).click();
  await expect(end).toHaveText(/Let in: 1\. Turned away: 1\./);
  // Both lists have their room in the pane, beside the choice whose is shown.
  const wide = page.locator('pop-maildrop section').filter({ has: page.getByRole('combobox') });
  expect(await wide.evaluate((e) => e.scrollWidth - e.clientWidth)).toBe(0);
});

test('the calendar moves the instrument, and the instrument the calendar', async ({ page }) => {
  await start(page, /The laptop downloads and deletes/);
  const stamps = pane(page).locator('.postmark');
  await expect(stamps).toHaveCount(5);
  await expect(stamps.nth(2)).toHaveAttribute('aria-current', 'date');
  await stamps.nth(2).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(stamps.nth(1)).toHaveAttribute('aria-current', 'date');
  await expect(stamps.nth(1)).toBeFocused();
  await expect(cells(page)).toHaveCount(2);
  await button(page, 'Laptop, Monday: 1 fetched, 1 removed').click();
  await expect(stamps.nth(0)).toHaveAttribute('aria-current', 'date');
  await expect(page.locator('pop-ladder [aria-selected="true"]')).toContainText('laptop');
  await page.keyboard.press('End');
  await expect(stamps.nth(2)).toHaveAttribute('aria-current', 'date');
});

test('a week of one’s own: settings, letters, visits, days; the past begins a branch', async ({ page }) => {
  await open(page);
  await choose(page, 'Try', 'Two devices');
  await page.getByRole('combobox', { name: 'Laptop: what its program does' }).selectOption('leave on server');
  const laptop = pane(page).getByRole('group', { name: 'Laptop' });
  await laptop.getByRole('spinbutton').fill('2');
  await button(page, 'Begin the week').press('Enter');
  await expect(cells(page)).toHaveCount(1);
  await button(page, 'Laptop fetches').press('Enter');
  await expect(cells(page).first()).toHaveText(/there.*fetched.*not yet/s);
  for (const days of [2, 3]) {
    await button(page, 'Next day, a letter').click();
    await expect(cells(page)).toHaveCount(days);
    await button(page, 'Laptop fetches').click();
  }
  // After two days the laptop has cleared away what the phone has never fetched.
  await expect(cells(page).first()).toHaveText(/gone.*fetched.*never seen/s);
  await button(page, 'To the end of Monday').click();
  await expect(cells(page)).toHaveCount(1);
  await button(page, 'Phone fetches').click();
  await expect(cells(page).first()).toHaveText(/there.*fetched.*fetched/s);
  await button(page, 'The rest of the week').click();
  await expect(cells(page)).toHaveCount(5);
});

test('by keyboard alone: a week is begun, letters come, both devices fetch', async ({ page }) => {
  await open(page);
  await tabTo(page, /^Try$/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('t');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Two devices' })).toBeFocused();
  const act = async (name: RegExp): Promise<void> => {
    await tabTo(page, name);
    await page.keyboard.press('Enter');
  };
  await act(/^Begin the week$/);
  await expect(cells(page)).toHaveCount(1);
  await act(/^Laptop fetches$/);
  await expect(cells(page).first()).toHaveText(/gone.*fetched.*never seen/s);
  await act(/^Next day, a letter$/);
  await expect(cells(page)).toHaveCount(2);
  await act(/^Phone fetches$/);
  await expect(cells(page).nth(1)).toHaveText(/fetched/);
});

test('on a telephone the way stays in sight, whatever session it opens', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  await choose(page, 'Try', 'Two devices');
  await button(page, /Both at once/).click();
  await expect(pane(page).locator('.calendar')).toBeInViewport();
  await expect(pane(page).locator('.end')).toHaveText(/Let in: 1\. Turned away: 1\./);
});

for (const theme of ['light', 'dark', 'contrast'])
  test(`its view is accessible, wide and narrow: ${theme}`, async ({ page }) => {
    await start(page, /Both at once/);
    await page.evaluate((t) => document.documentElement.setAttribute('data-theme', t), theme);
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 800 });
      if (width < 1000) await page.getByRole('button', { name: 'Trial' }).click();
      await expect(pane(page)).toBeVisible();
      const seen = axe(page).include({ fromShadowDom: ['pop-scope', 'pop-devices'] });
      await nothing(seen, `${width} wide`);
    }
  });
