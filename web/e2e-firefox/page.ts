import { existsSync } from 'node:fs';
import puppeteer, { type Browser, type ElementHandle, type KeyInput, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, inject, vi } from 'vitest';

/** For slow machines: nothing that works waits so long. */
const PATIENCE = { timeout: 15_000 };

let browser: Browser | undefined;

beforeAll(async () => {
  const executablePath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
  if (!existsSync(executablePath))
    throw new Error(`${executablePath} is missing: apt-get install firefox-esr`);
  browser = await puppeteer.launch({ browser: 'firefox', executablePath });
});

afterAll(() => browser?.close());

/** A fresh page, the engine at work, whose console must stay empty until `done`. */
export async function open(
  path = './',
  width = 1440,
  height = 900,
): Promise<{ page: Page; done(): Promise<void> }> {
  if (!browser) throw new Error('Firefox is not there');
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (m) => said.push(`${m.type()}: ${m.text()}`));
  page.on('pageerror', (e) => said.push(`error: ${e instanceof Error ? e.message : String(e)}`));
  await page.setViewport({ width, height });
  await page.goto(new URL(path, inject('address')).href);
  await ready(page);
  return {
    page,
    async done() {
      await context.close();
      expect(said).toEqual([]);
    },
  };
}

/** Waits until the engine works. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('popscope:ready').length > 0);
}

/** The texts of all elements a selector leads to, through shadow trees (>>>). */
export async function all(page: Page, selector: string): Promise<string[]> {
  return Promise.all((await page.$$(selector)).map(tidy));
}

/** The text of the first of them. */
export async function text(page: Page, selector: string): Promise<string> {
  const found = await page.$(selector);
  return found ? tidy(found) : '';
}

/** Waits until an element says this. */
export async function says(page: Page, selector: string, wanted: string | RegExp): Promise<void> {
  await expect.poll(() => text(page, selector)).toMatch(wanted);
}

/** Waits for what a selector leads to, can be seen and used, and says this; and clicks there, or presses a key. */
export async function use(page: Page, selector: string, wanted = /(?:)/, key?: KeyInput): Promise<void> {
  await vi.waitFor(async () => {
    for (const e of await page.$$(selector)) {
      if (!wanted.test(await tidy(e)) || !(await e.isVisible())) continue;
      if (await e.evaluate((x) => x.matches(':disabled'))) continue;
      if (!key) return e.click();
      await e.focus();
      return page.keyboard.press(key);
    }
    throw new Error(`nothing that is ${selector} and says ${wanted}`);
  }, PATIENCE);
}

function tidy(e: ElementHandle): Promise<string> {
  return e.evaluate((x) => (x.textContent ?? '').replace(/\s+/g, ' ').trim());
}

/** Types a command and sends it, by keyboard alone. */
export async function say(page: Page, ...commands: string[]): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  for (const command of commands) {
    await page.keyboard.type(command);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Escape');
}
