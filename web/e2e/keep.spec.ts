import type { Page } from '@playwright/test';
import type { PopScope } from '../src/scope';
import { at, choose, expect, hold, line, moment, open, press, ready, say, test } from './page';

const branches = (page: Page) => page.getByRole('group', { name: 'Branches' }).getByRole('button');

test('a reload keeps commands, branches, place and the half-typed line', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK 2 590' }).click();
  await say(page, 'RSET');
  await press(page, 'ArrowLeft');
  await say(page, 'QUIT');
  await branches(page).nth(1).click();
  await say(page, 'NOOP', 'RETR 2');
  await press(page, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
  await at(page, 31);
  await press(page, '/');
  await page.keyboard.type('DELE');
  const before = await moment(page);
  await page.reload();
  await ready(page);
  await expect.poll(() => moment(page)).toEqual(before);
  await expect(line(page)).toHaveValue('DELE');
  await expect(branches(page)).toHaveText(['as recorded', 'RSET instead', 'QUIT instead']);
  await expect(branches(page).nth(1)).toHaveAttribute('aria-pressed', 'true');
  // What was typed is still at hand, and the session goes on.
  await line(page).press('ArrowUp');
  await expect(line(page)).toHaveValue('RETR 2');
  await press(page, 'End');
  expect((await moment(page)).arrow).toBe('server: +OK 290 octets');
  await say(page, '');
  await branches(page).first().click();
  await press(page, 'End');
  await at(page, 31, 31);
});

test('two windows of one lesson: what was done in either is there when both are closed', async ({
  page,
  context,
}) => {
  const other = await context.newPage();
  await open(page);
  await open(other);
  for (const [window, command] of [
    [page, 'NOOP'],
    [other, 'RSET'],
  ] as const) {
    await window.getByRole('link', { name: 'S: +OK send PASS' }).click();
    await say(window, command);
    await expect(branches(window)).toHaveText(['as recorded', `${command} instead`]);
  }
  await other.close();
  await page.close();
  const later = await context.newPage();
  await open(later);
  const taken = later
    .getByRole('navigation', { name: 'Sessions' })
    .getByRole('button', { name: /from another window$/ });
  // The lesson is as the window left it that was written last; the other's stands beside it.
  await expect(branches(later)).toHaveText(['as recorded', /instead/]);
  const first = (await branches(later).last().textContent())?.trim();
  await taken.click();
  await expect(taken).toHaveAttribute('aria-current', 'true');
  await expect(branches(later)).toHaveText([
    'as recorded',
    first === 'NOOP instead' ? 'RSET instead' : 'NOOP instead',
  ]);
});

test('a branch made on a second visit is there on the third', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await page.reload();
  await ready(page);
  await at(page, 6, 31);
  await say(page, 'PASS analytical');
  await at(page, 8, 8);
  await page.reload();
  await ready(page);
  await at(page, 8, 8);
  await expect(branches(page).nth(1)).toHaveAttribute('aria-pressed', 'true');
});

test('a reload keeps the attempt at a task', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Start this task' }).click();
  await say(page, 'USER ada', 'PASS analytical', 'DELE 2');
  await page.reload();
  await ready(page);
  await expect(page.getByRole('button', { name: /^Task:/ })).toHaveAttribute('aria-current', 'true');
  await expect.poll(async () => (await moment(page)).server).toEqual(['1 300', '2 290 marked', '3 439']);
  await say(page, 'QUIT');
  await expect(page.locator('pop-task').getByRole('status')).toHaveText('Solved');
  await page.reload();
  await expect(page.locator('pop-task').getByRole('status')).toHaveText('Solved');
});

test('what waited for the engine waits on after a reload', async ({ page }) => {
  const release = await hold(page, '**/*.wasm');
  await page.goto('./');
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'PASS analytical');
  await expect(page.locator('pop-console')).toContainText('1 line of yours waits');
  await page.reload();
  await expect(page.locator('pop-console')).toContainText('1 line of yours waits');
  release();
  await ready(page);
  await at(page, 8, 8);
  expect((await moment(page)).state).toBe('TRANSACTION');
});

test('Start over asks first, and then forgets all that was typed', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'NOOP');
  const ask = page.getByRole('dialog', { name: 'Start over?' });
  await choose(page, 'Session', 'Start over');
  await expect(ask.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(ask).toBeHidden();
  await expect(branches(page)).toHaveText(['as recorded', 'NOOP instead']);
  await choose(page, 'Session', 'Start over');
  await ask.getByRole('button', { name: 'Start over' }).click();
  await expect(branches(page)).toHaveCount(0);
  await at(page, 1, 31);
  await page.reload();
  await ready(page);
  await at(page, 1, 31);
  await expect(branches(page)).toHaveCount(0);
});

test('the theme is kept', async ({ page }) => {
  await open(page);
  await choose(page, 'View', 'Dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await choose(page, 'View', 'High contrast');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
  await choose(page, 'View', 'As the system');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
});

for (const [how, block] of [
  [
    'blocked',
    () => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    },
  ],
  [
    'full',
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      };
    },
  ],
] as const)
  test(`where storage is ${how}, the page works all the same`, async ({ page }) => {
    await page.addInitScript(block);
    await open(page);
    await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
    await say(page, 'PASS analytical', 'STAT');
    await at(page, 10, 10);
    expect((await moment(page)).arrow).toBe('server: +OK 3 1029');
    await choose(page, 'View', 'Dark');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await choose(page, 'Session', 'Start over');
    await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
    await at(page, 1, 31);
  });

/** What an earlier visit may have left, gone bad. */
const sheet = { saved: '', branch: 0, cursor: 40, draft: 'NOO', typed: ['STAT'], waiting: [] };
const bad: [string, string, { told?: string; draft?: string }][] = [
  ['no JSON', '{"active":', {}],
  ['a number', '42', {}],
  ['a list', '[{"sheets":{}}]', {}],
  ['a sheet of another shape', JSON.stringify({ active: 7, sheets: { lesson: 'x', 'task:none': null } }), {}],
  [
    'fields of other types',
    JSON.stringify({
      active: 'lesson',
      sheets: { lesson: { ...sheet, draft: 5, cursor: 'x', typed: 'y', waiting: [1] } },
    }),
    {},
  ],
  [
    'a place that is not there',
    JSON.stringify({ active: 'task:gone', sheets: { lesson: { ...sheet, branch: 99, cursor: 9999 } } }),
    { draft: 'NOO' },
  ],
  [
    'a session the engine cannot read',
    JSON.stringify({ active: 'lesson', sheets: { lesson: { ...sheet, saved: 'spoilt by moths' } } }),
    { draft: 'NOO', told: 'STAT' },
  ],
  [
    'a session of the wrong kind',
    JSON.stringify({
      active: 'lesson',
      sheets: { lesson: { ...sheet, saved: '{"version":99,"inputs":[{}]}' } },
    }),
    { draft: 'NOO', told: 'STAT' },
  ],
];
for (const [what, kept, { told, draft = '' }] of bad)
  test(`storage that holds ${what} does not harm the page`, async ({ page }) => {
    await page.goto('./');
    await page.evaluate((text) => localStorage.setItem('popscope:first-session', text), kept);
    // The page keeps its state when it is left: this is another visit, after the harm was done.
    await page.addInitScript((text) => {
      if (sessionStorage.getItem('harmed')) return;
      sessionStorage.setItem('harmed', 'yes');
      localStorage.setItem('popscope:first-session', text);
    }, kept);
    await page.reload();
    await ready(page);
    await expect(
      page.getByRole('heading', { name: 'Your first POP3 session', level: 1 }).first(),
    ).toBeVisible();
    const notice = page.locator('pop-notices');
    if (told === undefined) await expect(notice).not.toContainText(/\w/);
    else {
      // What can't be brought back is said, and what had been typed is given back.
      await expect(notice.locator('pre')).toHaveText(told);
      await notice.getByRole('button', { name: 'Put away' }).click();
      await expect(notice.locator('pre')).toHaveCount(0);
    }
    await expect(line(page)).toHaveValue(draft);
    await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
    await line(page).fill('');
    await say(page, 'PASS analytical');
    await at(page, 8, 8);
    await page.reload();
    await ready(page);
    await at(page, 8, 8);
  });

test('a session of one’s own is closed only after a question, once something was done in it', async ({
  page,
}) => {
  await open(page);
  const mine = (): Promise<void> =>
    page.evaluate(() => {
      const store = document.querySelector<PopScope>('pop-scope')?.store;
      store?.open('mine', store.lesson.request);
    });
  const close = page.getByRole('button', { name: 'Close the session “mine”' });
  await mine();
  await close.click();
  await expect(close).toHaveCount(0);
  await mine();
  await say(page, 'NOOP');
  await close.click();
  const ask = page.getByRole('dialog', { name: 'Close the session?' });
  await expect(ask.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(close).toHaveCount(1);
  await choose(page, 'Session', 'Close this session');
  await ask.getByRole('button', { name: 'Close it' }).click();
  await expect(close).toHaveCount(0);
});
