import type { Page } from '@playwright/test';
import { WAYS } from '../src/ways';
import { axe, nothing, THEMES, wear } from './clean';
import { focused } from './focus';
import { at, choose, expect, line, open, press, ready, say, test } from './page';

const help = (page: Page) => page.getByRole('dialog', { name: 'How to use this page' });

test('digits lead to the panes, and what has the focus is seen', async ({ page }) => {
  await open(page);
  await press(page, 'End');
  for (const [key, path] of [
    ['2', 'pop-ladder'],
    ['3', 'pop-machine'],
    ['4', 'pop-octets'],
    ['5', 'pop-maildrop'],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(async () => (await focused(page))?.path).toContain(path);
    expect(await focused(page)).toMatchObject({ shown: true, inView: true });
  }
  await page.keyboard.press('1');
  await expect(page.locator('#text')).toBeFocused();
  expect(await focused(page)).toMatchObject({ shown: true, inView: true });
  // In a task, the first is the task.
  await page.getByRole('button', { name: 'Start this task' }).click();
  await page.keyboard.press('1');
  await expect.poll(async () => (await focused(page))?.path).toContain('pop-task');
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('a digit brings its pane into view', async ({ page }) => {
    await open(page);
    await page.keyboard.press('5');
    await expect(page.locator('pop-maildrop')).toBeVisible();
    await page.keyboard.press('1');
    await expect(page.locator('#text')).toBeFocused();
    await expect(page.locator('pop-maildrop')).toBeHidden();
  });
});

test('single keys can be switched off, and stay off; the others remain', async ({ page }) => {
  await open(page);
  await page.keyboard.press('?');
  const one = help(page).getByRole('checkbox', { name: /^Single letters/ });
  await expect(one).toBeChecked();
  await one.focus();
  await page.keyboard.press('Space');
  await expect(one).not.toBeChecked();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByText('engine ready')).toBeAttached();
  for (const key of ['?', '/', 't', '2']) await page.keyboard.press(key);
  await expect(help(page)).toBeHidden();
  await expect(line(page)).not.toBeFocused();
  expect((await focused(page))?.path ?? '').not.toContain('pop-ladder');
  await page.keyboard.press('ArrowRight');
  await at(page, 2);
  // By mouse on again, in the menu.
  await choose(page, 'View', 'Single-key shortcuts');
  await page.keyboard.press('t');
  await expect(line(page)).toBeFocused();
});

test('Page Up and Page Down step with a projector only; b does nothing', async ({ page }) => {
  await page.goto('./?projector=1');
  await expect(page.getByText('engine ready')).toBeAttached();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await at(page, 3);
  await page.keyboard.press('b');
  await page.keyboard.press('PageUp');
  await at(page, 2);
  await choose(page, 'View', 'For a desk');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowRight');
  await at(page, 3);
});

for (const [width, height] of [
  [1920, 1080],
  [1280, 720],
  [1024, 768],
  [740, 360],
] as const)
  test(`a projector of ${width} × ${height} shows all at once: pane, explanation, controls`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.goto(height < 500 ? './' : './?projector=1');
    await ready(page);
    await page.keyboard.press('2');
    await press(page, 'End');
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height);
    const rows = page.locator('pop-ladder').getByRole('listbox');
    const box = await rows.boundingBox();
    // A telephone on its side has little, but its controls too.
    expect(box?.height).toBeGreaterThan(height * (height < 500 ? 0.1 : 0.25));
    await expect(page.locator('pop-explain .say')).toBeInViewport();
    await expect(line(page)).toBeInViewport({ ratio: 1 });
    await expect(page.locator('pop-transport .scrub')).toBeInViewport({ ratio: 1 });
  });

test('after sending, the focus stays where it was typed', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'PASS analytical');
  await at(page, 8);
  await expect(line(page)).toBeFocused();
  await page.getByRole('button', { name: 'Send' }).focus();
  await line(page).fill('STAT');
  await page.getByRole('button', { name: 'Send' }).click();
  await at(page, 10);
  expect((await focused(page))?.path).toContain('pop-console');
});

test('the page in German: what stands in its own tree, too', async ({ page }) => {
  await open(page);
  await choose(page, 'View', 'Deutsch');
  await expect(page.getByRole('link', { name: 'Zur Lektion' })).toBeAttached();
  await expect(page.getByRole('navigation', { name: 'Lektionen' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Diese Aufgabe beginnen' })).toHaveAttribute('lang', 'de');
  await expect(page.locator('article.lesson')).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: 'Diese Aufgabe beginnen' }).click();
  await expect(page.locator('pop-task')).toContainText('0 von 1 Zielen erreicht');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Wie man diese Seite benutzt' })).toContainText('Leertaste');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Ansicht', exact: true }).click();
  await page.locator('[role^="menuitem"]', { hasText: 'English' }).click();
  await expect(page.getByRole('button', { name: 'Start this task' })).toHaveAttribute('lang', 'en');
  await expect(page.locator('pop-task')).toContainText('0 of 1 goals met');
});

for (const theme of ['light', 'dark', 'contrast'])
  test(`the help has nothing that axe objects to, ${theme}`, async ({ page }) => {
    await page.goto(`./?theme=${theme}`);
    await expect(page.getByText('engine ready')).toBeAttached();
    await page.keyboard.press('?');
    await expect(help(page)).toBeVisible();
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await nothing(axe(page));
    }
  });

test('a menu gives the focus back to its button, by mouse, by keyboard and given up', async ({ page }) => {
  await open(page);
  const view = page.getByRole('button', { name: 'View', exact: true });
  await choose(page, 'View', 'Dark');
  await expect(view).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio', { name: 'As the system' })).toBeFocused();
  await page.keyboard.press('l');
  await expect(page.getByRole('menuitemradio', { name: 'Light' })).toBeFocused();
  // Letters go round.
  await page.keyboard.press('a');
  await expect(page.getByRole('menuitemradio', { name: 'As the system' })).toBeFocused();
  await page.keyboard.press('l');
  await page.keyboard.press('Enter');
  await expect(view).toBeFocused();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio', { name: 'As the system' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(view).toBeFocused();
  // What leads elsewhere does so.
  await choose(page, 'Session', 'Open a file');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(view).not.toBeFocused();
});

test('with a projector axe finds nothing in any pane, in any theme', async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto('./?projector=1');
  await ready(page);
  await press(page, 'End');
  const panes = page.getByRole('navigation', { name: 'Panes' }).getByRole('button');
  const names = await panes.allTextContents();
  expect(names.length).toBeGreaterThan(3);
  for (const theme of THEMES) {
    await wear(page, theme);
    for (const name of names) {
      await panes.filter({ hasText: name }).click();
      await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
      const seen = axe(page);
      if (name !== names[0]) seen.exclude('article.lesson');
      await nothing(seen, `${theme}, ${name}`);
    }
  }
});

test('with a projector axe finds nothing in any way of working, nor beside the octets', async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 1280, height: 720 });
  for (const way of WAYS) {
    await page.goto(`./?projector=1&way=${way.key}`);
    await ready(page);
    await expect(page.locator(`pop-${way.key} h2`).first()).toBeVisible();
    await nothing(axe(page).exclude('article.lesson'), way.key);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), way.key).toBe(1280);
  }
  await page.goto('./?projector=1');
  await ready(page);
  await press(page, 'End');
  await page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name: 'Octets' }).click();
  for (const name of ['Framing', 'Account', 'Rules']) {
    await page.getByRole('button', { name, exact: true }).click();
    await nothing(axe(page).exclude('article.lesson'), name);
  }
});
