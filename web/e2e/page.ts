import { test as base, expect, type Page } from '@playwright/test';

/** A page whose console must stay empty and whose scripts must not fail. */
export const test = base.extend<{ quiet: undefined }>({
  quiet: [
    async ({ page }, use) => {
      const said: string[] = [];
      page.on('console', (m) => said.push(`${m.type()}: ${m.text()}`));
      page.on('pageerror', (e) => said.push(`error: ${e.message}`));
      await use(undefined);
      expect(said).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens the lesson and waits until the engine works. */
export async function open(page: Page): Promise<void> {
  await page.goto('./');
  await expect(page.getByText('engine ready')).toBeAttached();
}

/** The number of the step that is shown, and how many there are. */
export async function where(page: Page): Promise<string> {
  const text = (await page.locator('pop-transport .where').textContent()) ?? '';
  return text.replace(/·.*/, '').replace(/\s+/g, ' ').trim();
}
