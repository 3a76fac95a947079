import type { Page } from '@playwright/test';
import { WAYS } from '../src/ways';
import { unreadable } from './cut';
import { expect, test } from './page';

/** What was said on the wire is as long as it likes: its beginning is shown here, and all of it in "What happens". */
const asLongAsItLikes = /in pop-ladder span\.label|in pop-maildrop (td\.uid|button\.pick)/;

const sizes = [
  { width: 1366, height: 768 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
  { width: 320, height: 640 },
  { width: 683, height: 384 }, // 1366 × 768 at 200 %
];

const faults = async (page: Page): Promise<string[]> =>
  (await unreadable(page)).filter((fault) => !asLongAsItLikes.test(fault));

/** Waits until the engine works, in any language. */
const ready = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => performance.getEntriesByName('popscope:ready').length > 0);
};

const step = (page: Page) => page.locator('pop-transport .where b').first();

/** Looks at it in every size; at one pane after the other, where there is room for one only. */
async function readable(page: Page, what: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    const places = page.locator('pop-scope .places button');
    const count = (await places.first().isVisible()) ? await places.count() : 0;
    for (let i = Math.min(0, count - 1); i < count; i++) {
      if (i >= 0) await places.nth(i).click();
      const where = `${what}, ${size.width} × ${size.height}, ${i < 0 ? 'all panes' : await places.nth(i).textContent()}`;
      await expect.poll(() => faults(page), { message: where }).toEqual([]);
    }
  }
}

for (const language of ['en', 'de']) {
  test(`no word of the instrument is cut, and none lies over another, in ${language}`, async ({ page }) => {
    await page.goto(`./?lang=${language}`);
    await ready(page);
    await readable(page, 'the first step');
    for (let i = 0; i < 17; i++) await page.keyboard.press('ArrowRight');
    await expect(step(page)).toHaveText('18');
    await readable(page, 'step 18');
    await page.keyboard.press('/');
    await page.keyboard.type('RETR 2');
    await page.keyboard.press('Enter');
    await expect(page.locator('pop-transport button.tree')).toBeVisible();
    await page.keyboard.press('Escape');
    await readable(page, 'a branch');
  });
}

// In German, whose words are the longer ones.
for (const way of WAYS.map((w) => w.key))
  test(`nor in the way of working “${way}”`, async ({ page }) => {
    await page.goto(`./?lang=de&way=${way}`);
    await ready(page);
    await readable(page, way);
  });
