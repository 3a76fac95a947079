import type { Page } from '@playwright/test';
import { axe, nothing, system, THEMES, wear } from './clean';
import { lessons } from './lessons';
import { at, expect, open, press, test } from './page';

const PLACES = ['Text', 'Ladder', 'States', 'Octets', 'Maildrop'];

/** The places of a telephone; everything is in sight at once on a desk. */
function places(viewport: { width: number }): readonly string[] {
  return viewport.width < 992 ? PLACES : [''];
}

async function show(page: Page, place: string): Promise<void> {
  if (place === '') return;
  await page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name: place }).click();
}

/** Words in the drawings of the states that lie upon each other. */
function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const machine = document.querySelector('pop-scope')?.shadowRoot?.querySelector('pop-machine');
    const found: string[] = [];
    for (const drawing of machine?.shadowRoot?.querySelectorAll('svg') ?? []) {
      const frame = drawing.getBoundingClientRect();
      const texts = [...drawing.querySelectorAll('text')].filter((t) => t.textContent);
      const boxes = texts.map((t) => ({ text: t.textContent ?? '', box: t.getBoundingClientRect() }));
      for (const [i, { text, box }] of boxes.entries()) {
        if (box.left < frame.left - 1 || box.right > frame.right + 1) found.push(`${text} stands outside`);
        if (box.top < frame.top - 1 || box.bottom > frame.bottom + 1) found.push(`${text} stands outside`);
        for (const other of boxes.slice(i + 1)) {
          // Lines stand close: their boxes may touch, their letters do not.
          const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
          const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
          if (across > 1 && down > box.height * 0.3) found.push(`${text} and ${other.text}`);
        }
      }
    }
    return found;
  });
}

for (const { name } of lessons)
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 1920, height: 1080 },
    { width: 1024, height: 768 },
    { width: 360, height: 740 },
  ])
    test.describe(`${name}, ${viewport.width} wide`, () => {
      test.use({ viewport });

      test('no word of the states lies upon another, and nothing is wider than the page', async ({
        page,
      }) => {
        await open(page, name);
        for (const place of places(viewport)) {
          await show(page, place);
          await press(page, 'Home', 'ArrowRight');
          await at(page, 2);
          await press(page, 'End');
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
          if (place && place !== 'States') continue;
          await expect(page.locator('pop-machine .node').first()).toBeVisible();
          expect(await overlaps(page)).toEqual([]);
        }
      });
    });

for (const { name } of lessons.slice(1))
  for (const theme of THEMES)
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 360, height: 740 },
    ])
      test.describe(`${name}, ${theme}, ${viewport.width} wide`, () => {
        test.use({ colorScheme: system(theme), viewport });

        test('axe finds nothing', async ({ page }) => {
          test.slow();
          await open(page, name);
          if (theme === 'contrast') await wear(page, theme);
          const check = async (text: boolean): Promise<void> => {
            await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
            const seen = axe(page);
            if (!text) seen.exclude('article.lesson');
            await nothing(seen);
          };
          await press(page, 'End');
          for (const [i, place] of places(viewport).entries()) {
            await show(page, place);
            await check(i === 0);
          }
          await page.locator('details.lessons summary').click();
          await check(false);
          await page.keyboard.press('Escape');
          if (viewport.width < 992) await show(page, 'States');
          await page.getByRole('button', { name: /^About POP/ }).click();
          await check(false);
        });
      });
