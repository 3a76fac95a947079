import { existsSync } from 'node:fs';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';

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
  await page.waitForFunction(() => performance.getEntriesByName('popscope:ready').length > 0);
  return {
    page,
    async done() {
      await context.close();
      expect(said).toEqual([]);
    },
  };
}

/** The text of the first element a selector leads to, through shadow trees (>>>). */
export async function text(page: Page, selector: string): Promise<string> {
  const found = await page.$(selector);
  return found ? found.evaluate((e) => (e.textContent ?? '').replace(/\s+/g, ' ').trim()) : '';
}

/** Waits until an element says this. */
export async function says(page: Page, selector: string, wanted: string | RegExp): Promise<void> {
  await expect.poll(() => text(page, selector), { timeout: 15_000 }).toMatch(wanted);
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
