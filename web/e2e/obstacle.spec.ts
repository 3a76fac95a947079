import type { Page } from '@playwright/test';
import { expect, test } from './page';

const notice = (page: Page) => page.locator('pop-notices');

interface Case {
  /** What stands in the way, and what is said of it. */
  what: string;
  begin: (page: Page) => Promise<unknown>;
  en: string;
  de: string;
}

const answer = (status: number) => (page: Page) =>
  page.route('**/popscope-*.wasm', (route) => route.fulfill({ status, body: '' }));

const CASES: Case[] = [
  {
    what: 'a policy without WebAssembly',
    begin: (page) =>
      page.route(/first-session\.html|prepare-/, async (route) => {
        const response = await route.fetch();
        const policy = response.headers()['content-security-policy'] ?? '';
        await route.fulfill({
          response,
          headers: {
            ...response.headers(),
            'content-security-policy': policy.replace(" 'wasm-unsafe-eval'", ''),
          },
        });
      }),
    en: "has to name 'wasm-unsafe-eval' in script-src",
    de: "muss bei script-src 'wasm-unsafe-eval' nennen",
  },
  {
    what: 'no WebAssembly',
    begin: (page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly')),
    en: 'This browser has no WebAssembly',
    de: 'Dieser Browser kennt kein WebAssembly',
  },
  {
    what: '403',
    begin: answer(403),
    en: 'does not hand the file out (HTTP 403',
    de: 'gibt die Datei nicht heraus (HTTP 403',
  },
  {
    what: '404',
    begin: answer(404),
    en: 'does not have the file (HTTP 404',
    de: 'hat die Datei nicht (HTTP 404',
  },
  {
    what: '503',
    begin: answer(503),
    en: 'has trouble of its own (HTTP 503',
    de: 'hat selbst Schwierigkeiten (HTTP 503',
  },
  {
    what: 'a file cut short',
    begin: (page) =>
      page.route('**/popscope-*.wasm', async (route) => {
        const body = await (await route.fetch()).body();
        await route.fulfill({ contentType: 'application/wasm', body: body.subarray(0, body.length / 2) });
      }),
    en: 'is not the engine, or only a part of it',
    de: 'ist nicht die Maschine oder nur ein Teil davon',
  },
  {
    what: 'a page to sign in at, in place of the file',
    begin: (page) =>
      page.route('**/popscope-*.wasm', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<h1>Hello' }),
      ),
    en: 'is not the engine, or only a part of it',
    de: 'ist nicht die Maschine oder nur ein Teil davon',
  },
  {
    what: 'no network',
    begin: (page) => page.route('**/popscope-*.wasm', (route) => route.abort('internetdisconnected')),
    en: 'there is no network, or something blocks the request',
    de: 'Es gibt kein Netz, oder etwas hält die Anfrage auf',
  },
];

for (const { what, begin, en, de } of CASES)
  test(`the engine can't be had: ${what}`, async ({ page, excused }) => {
    // What the browser says of it by itself; the page adds nothing.
    page.on('console', (m) => {
      if (/Failed to load resource|WebAssembly|Content Security Policy/.test(m.text()))
        excused.push(`${m.type()}: ${m.text()}`);
    });
    await begin(page);
    for (const [lang, words] of [
      ['en', en],
      ['de', de],
    ]) {
      await page.goto(`./first-session.html?lang=${lang}`);
      await expect(notice(page)).toContainText(words ?? '');
      await expect(
        notice(page).getByRole('button', { name: /^(Try again|Noch einmal versuchen)$/ }),
      ).toBeVisible();
    }
  });
