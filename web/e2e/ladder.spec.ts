import type { Page } from '@playwright/test';
import type { Event } from '../src/abi';
import { axe, nothing, system, THEMES, wear } from './clean';
import { tabTo } from './focus';
import { at, expect, open, press, say, test } from './page';

interface Instrument {
  store: {
    active: { events: Event[]; cursor: number };
    alter(what: (engine: unknown, id: number, seq: number) => unknown): boolean;
    whole(): Promise<{ disturb(id: number, seq: number, fault: unknown): unknown }>;
    act(what: string): void;
    goTo(index: number): void;
    end(): void;
  };
}

/** Puts a fault in, as the page of faults does. */
async function disturb(page: Page, fault: Record<string, unknown>): Promise<void> {
  await page.evaluate(async (f) => {
    const { store } = document.querySelector('pop-scope') as unknown as Instrument;
    const whole = await store.whole();
    store.alter((_, id, seq) => whole.disturb(id, seq, f));
  }, fault);
}

/** All events of the session that is looked at. */
const events = (page: Page) =>
  page.evaluate(() =>
    (document.querySelector('pop-scope') as unknown as Instrument).store.active.events.map((e) => e.sentence),
  );

const row = (page: Page, name: RegExp) => page.getByRole('option', { name });
const log = (page: Page) => page.locator('pop-log [role="log"]');
const shape = (page: Page, name: string) =>
  page.getByRole('group', { name: 'How the ladder is drawn' }).getByRole('button', { name });

/** Logs in, and stands where messages can be asked for. */
async function login(page: Page): Promise<void> {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'PASS analytical');
}

test('TCP’s own segments unfold, by mouse and by keyboard', async ({ page }) => {
  await open(page);
  const opening = row(page, /^Step 1: TCP opens: 3 segments/);
  await expect(opening).toBeVisible();
  await expect(row(page, /: SYN/)).toHaveCount(0);
  await opening.locator('[data-fold]').click();
  await expect(page.locator('pop-ladder .row.segment .label')).toHaveText(['SYN', 'SYN, ACK', 'ACK']);
  // A segment is an event of its own.
  await page.locator('pop-ladder .row.segment').nth(1).click();
  await expect(page.locator('pop-explain')).toContainText('event 2 of 3');
  await expect(page.locator('pop-ladder .row.segment').nth(1)).toHaveAttribute('aria-selected', 'true');
  const ladder = page.getByRole('listbox', { name: 'Messages between client and server' });
  await ladder.press('Enter');
  await expect(page.locator('pop-ladder .row.segment')).toHaveCount(0);
  await press(page, 'End');
  await ladder.press('Enter');
  await expect(page.locator('pop-ladder .row.segment .label')).toHaveText(['FIN', 'FIN, ACK', 'ACK']);
});

test('a long reply unfolds in place, line by line', async ({ page }) => {
  await login(page);
  await say(page, 'RETR 1');
  const reply = row(page, /^Step \d+, server: \+OK 300 octets, \+14 lines/);
  await expect(reply).toBeVisible();
  await page.keyboard.press('Escape');
  await tabTo(page, /^Messages between client and server/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const lines = page.locator('pop-ladder .row.line .label');
  await expect(lines.first()).toHaveText(/^From: /);
  await expect(lines.nth(3)).toHaveText(/^Date: /);
  await reply.locator('[data-fold]').click();
  await expect(lines).toHaveCount(0);
});

test('what goes wrong on the way is told, and drawn', async ({ page }) => {
  await login(page);
  await disturb(page, { kind: 'segment', octets: 100 });
  await say(page, 'RETR 1');
  await expect(row(page, /4 segments/)).toBeVisible();
  await expect(page.locator('pop-ladder .seams')).toHaveAttribute('d', /M.+M.+M/);
  await disturb(page, { kind: 'lose', from: 'server', delay: 5e9 });
  await say(page, 'STAT');
  await expect(row(page, /server: \+OK 3 1029, × lost, sent again/)).toBeVisible();
  await disturb(page, { kind: 'pause', delay: 3e9 });
  await say(page, 'NOOP');
  await expect(row(page, /client: NOOP, slowed: 3 s/)).toBeVisible();
  await disturb(page, { kind: 'cut', from: 'server', octets: 130 });
  await say(page, 'RETR 2');
  await expect(row(page, /✂ cut after 130/)).toBeVisible();
  await expect(row(page, /The line breaks/)).toBeVisible();
  await expect(page.locator('pop-ladder .drawing .fault')).toHaveAttribute('d', /M/);
});

test('in true time a wait is longer than a journey, and the axis is broken', async ({ page }) => {
  await login(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Wait 11 min' }).click();
  const closing = row(page, /^\d+ min later, Step \d+: The autologout timer fires/);
  const before = row(page, /\+OK ada/);
  const gap = async (): Promise<number> =>
    ((await closing.boundingBox())?.y ?? 0) - ((await before.boundingBox())?.y ?? 0);
  await expect(closing).toBeVisible();
  const even = await gap();
  await shape(page, 'Time').click();
  await expect(shape(page, 'Time')).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(gap).toBeGreaterThan(even * 2);
  await expect(page.locator('pop-ladder text.wait')).toHaveText(/^\d+ min$/);
});

test('the row that is looked at stays in sight in every shape of the ladder', async ({ page }) => {
  await open(page);
  for (let i = 0; i < 17; i++) await page.keyboard.press('ArrowRight');
  await at(page, 18);
  for (const name of ['Time', 'Log', 'Steps', 'Log', 'Time']) {
    await shape(page, name).click();
    const current =
      name === 'Log'
        ? log(page).locator('[aria-current]')
        : page.locator('pop-ladder .row[aria-selected="true"]');
    await expect(current).toBeInViewport();
  }
});

test('each program has a lane of its own', async ({ page }) => {
  await open(page, 'capa-and-auth');
  await press(page, 'End');
  await page.getByRole('button', { name: 'Run the laptop' }).click();
  await expect(page.locator('pop-ladder .clients')).toHaveText('C: client · laptop');
  await expect(page.locator('pop-ladder .lane.client')).toHaveAttribute('d', /M\d+ 0.*M\d+ 0/);
});

test('every event of the session is in the log, in its order, whatever one does', async ({ page }) => {
  await open(page);
  const told = () => log(page).locator('.entry span').allTextContents();
  const same = async (): Promise<void> => {
    const all = await events(page);
    expect(all.length).toBeGreaterThan(5);
    await expect.poll(told).toEqual(all);
  };
  await same();
  // A branch, from the past.
  await page.getByRole('link', { name: 'S: +OK 2 590' }).click();
  await say(page, 'RSET', 'RETR 1', 'QUIT');
  await same();
  await page.getByRole('button', { name: 'as recorded' }).click();
  await same();
  // Thousands of events.
  await page.keyboard.press('End');
  await page.evaluate(() => {
    const { store } = document.querySelector('pop-scope') as unknown as Instrument;
    for (let i = 0; i < 40; i++) {
      store.act('connect');
      store.act('hangup');
      store.end();
    }
  });
  await same();
});

test('the log can be read in the ladder’s place, and leads to its events', async ({ page }) => {
  await open(page);
  await tabTo(page, /^Log/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox', { name: 'Messages between client and server' })).toBeHidden();
  const entry = log(page).locator('.entry');
  await expect(entry.nth(2)).toBeInViewport();
  await entry.nth(5).click();
  await expect(entry.nth(5)).toHaveAttribute('aria-current', 'true');
  await at(page, 2);
  await log(page).press('ArrowDown');
  await expect(entry.nth(6)).toHaveAttribute('aria-current', 'true');
  await expect(entry.nth(5)).not.toHaveAttribute('aria-current');
  await press(page, 'End');
  await expect(log(page).locator('[aria-current]')).toBeInViewport();
});

test('what is new is read out politely; what is much is not', async ({ page }) => {
  await open(page);
  await expect(log(page).locator('.entry').first()).toBeAttached();
  await expect(log(page)).toHaveAttribute('aria-live', 'off');
  await press(page, 'End');
  await page.getByRole('button', { name: 'Connect again' }).click();
  await expect(log(page)).toHaveAttribute('aria-live', 'polite');
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'PASS analytical');
  await expect(log(page)).toHaveAttribute('aria-live', 'off');
});

for (const theme of THEMES)
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 360, height: 740 },
  ])
    test.describe(`${theme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme: system(theme), viewport });

      test('axe finds nothing in any shape of the ladder', async ({ page }) => {
        test.slow();
        await login(page);
        if (theme === 'contrast') await wear(page, theme);
        await disturb(page, { kind: 'cut', from: 'server', octets: 30 });
        await say(page, 'RETR 2');
        await page.keyboard.press('Escape');
        const ladder = page.getByRole('listbox', { name: 'Messages between client and server' });
        await ladder.press('Enter');
        for (const name of ['Steps', 'Time', 'Log']) {
          await shape(page, name).click();
          await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
          await nothing(axe(page).exclude('article.lesson'), name);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
        }
      });
    });
