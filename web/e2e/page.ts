import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { Lesson } from '../src/abi';

interface Fixtures {
  /** Lines that the browser itself writes to the console about what a test does to it. */
  excused: string[];
  /** Whether the page may keep a copy of itself: then it answers requests that a test would see. */
  copied: boolean;
  quiet: undefined;
}

/** A page whose console must stay empty and whose scripts must not fail. */
export const test = base.extend<Fixtures>({
  excused: [[], { option: true }],
  copied: [false, { option: true }],
  quiet: [
    async ({ page, excused, copied }, use) => {
      if (!copied)
        await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
      const said: string[] = [];
      page.on('console', (m) => said.push(`${m.type()}: ${m.text()}`));
      page.on('pageerror', (e) => said.push(`error: ${e.message}`));
      await use(undefined);
      expect(said.filter((line) => !excused.includes(line))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** What Chromium says of a request that a test cut off. */
export const cutOff = 'error: Failed to load resource: net::ERR_FAILED';

/** Opens a lesson, the first if none is named, and waits until the engine works. */
export async function open(page: Page, lesson?: string): Promise<void> {
  await page.goto(lesson ? `./${lesson}.html` : './');
  await ready(page);
}

/** Waits until the engine works. */
export async function ready(page: Page): Promise<void> {
  await expect(page.getByText('engine ready')).toBeAttached();
}

/** Holds back what the page asks for, until the test lets it go. */
export async function hold(page: Page, what: string): Promise<() => void> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(what, async (route) => {
    await released;
    await route.continue();
  });
  return () => release();
}

/** The number of the step that is shown, and how many there are. */
export async function where(page: Page): Promise<string> {
  const text = (await page.locator('pop-transport .where').textContent()) ?? '';
  return text.replace(/·.*/, '').replace(/\s+/g, ' ').trim();
}

/** Waits until a step is shown. */
export async function at(page: Page, step: number, of?: number): Promise<void> {
  const text = of === undefined ? `^step ${step} of \\d+$` : `^step ${step} of ${of}$`;
  await expect.poll(() => where(page)).toMatch(new RegExp(text));
}

/** Presses the keys of the page; leaves the command line first, where they are letters. */
export async function press(page: Page, ...keys: string[]): Promise<void> {
  if (await typing(page)) await page.keyboard.press('Escape');
  for (const key of keys) await page.keyboard.press(key);
}

/** The command line. */
export function line(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Command line' });
}

function typing(page: Page): Promise<boolean> {
  return line(page).evaluate((e) => e === (e.getRootNode() as ShadowRoot).activeElement);
}

/** Types commands and sends them, by keyboard alone. */
export async function say(page: Page, ...commands: string[]): Promise<void> {
  if (!(await typing(page))) await page.keyboard.press('/');
  await expect(line(page)).toBeFocused();
  for (const command of commands) {
    await page.keyboard.type(command);
    await page.keyboard.press('Enter');
    await expect(line(page)).toHaveValue('');
  }
}

/** The lesson and its recorded session, as the page was given them. */
export async function recorded(page: Page): Promise<Lesson> {
  return JSON.parse((await page.locator('script#lesson').textContent()) ?? '') as Lesson;
}

/** Does what a line of one of the page's menus says. */
export async function choose(page: Page, menu: 'Try' | 'Session' | 'View', name: string): Promise<void> {
  await page.getByRole('button', { name: menu, exact: true }).click();
  const item = page.locator('[role^="menuitem"]', { hasText: name });
  await item.click();
  await expect(item).toBeHidden();
}

/** What every pane says, read in one go. */
export interface Moment {
  where: string;
  /** The marked row of the ladder. */
  arrow: string;
  /** The state that is lit. */
  state: string;
  /** How many octets, from whom; and the first of them in hexadecimal. */
  size: string;
  hex: string;
  lock: string;
  /** For each message: number, octets, marks. */
  server: string[];
  told: string;
  /** For each message: number, octets, what is held, marks. */
  client: string[];
  /** The sentence that is shown, and the one that is read out. */
  says: string;
  heard: string;
  /** Whether it is said that the server refused. */
  refused: boolean;
  /** The step whose line of the lesson is marked. */
  line: string;
}

/** Reads all panes at once. */
export async function moment(page: Page): Promise<Moment> {
  return page.evaluate(() => {
    const scope = document.querySelector('pop-scope')?.shadowRoot;
    const find = (pane: string, what: string): Element[] => [
      ...(scope?.querySelector(pane)?.shadowRoot?.querySelectorAll(what) ?? []),
    ];
    const tidy = (e: Element | null | undefined): string =>
      (e?.textContent ?? '').replace(/\s+/g, ' ').trim();
    const text = (pane: string, what: string): string => find(pane, what).map(tidy).join(' ');
    const cell = (row: Element, n: number): string => tidy(row.querySelectorAll('td')[n]);
    const rows = (section: string, held: boolean): string[] =>
      find('pop-maildrop', `section[aria-label^="${section}"] tbody tr:not(.drop, .none)`).map((row) => {
        const holds = held ? tidy(row.querySelector('td:last-child')) : '';
        return [cell(row, 0), cell(row, 1), holds, tidy(row.querySelector('.stamp'))]
          .filter(Boolean)
          .join(' ');
      });
    return {
      where: text('pop-transport', '.where').replace(/ ·.*/, ''),
      arrow: find('pop-ladder', '[aria-selected="true"]')
        .map((row) => {
          const side = ['client', 'server'].find((name) => row.classList.contains(name));
          return `${side ? `${side}: ` : ''}${tidy(row.querySelector('.label'))}`;
        })
        .join(' '),
      state: text('pop-machine', '.node.lit .name'),
      size: text('pop-octets', 'h2 .aside').replace(/ ?Show all$/, ''),
      // Behind the digits of 8 or 16 octets stands what they are as text.
      hex: (find('pop-octets', '.cells')[0]?.textContent ?? '')
        .split('\n')
        .map((row) => row.slice(0, row.length > 50 ? 50 : 26))
        .join('')
        .replace(/\s+/g, '')
        .slice(0, 32),
      lock: text('pop-maildrop', 'section:first-of-type .sum'),
      server: rows('Server', false),
      told: text('pop-maildrop', 'section:last-of-type .sum'),
      client: rows('What the client', true),
      says: find('pop-explain', '.say')
        .map((p) => {
          const plain = p.cloneNode(true) as Element;
          for (const e of plain.querySelectorAll('.who, .cite')) e.remove();
          return tidy(plain);
        })
        .join(' '),
      refused: find('pop-explain', '.refused').length > 0,
      heard: tidy(scope?.querySelector('#live')),
      line: [...document.querySelectorAll('.lesson a[aria-current="step"]')]
        .map((a) => a.getAttribute('data-step'))
        .join(' '),
    };
  });
}
