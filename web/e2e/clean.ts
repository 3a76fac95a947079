import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './page';

/** All themes. Light and dark come by themselves, where the system is so. */
export const THEMES = ['light', 'dark', 'contrast'] as const;
type Theme = (typeof THEMES)[number];

/** The system that a theme comes with. */
export const system = (theme: Theme): 'light' | 'dark' => (theme === 'dark' ? 'dark' : 'light');

/** Shows the page in a theme. */
export function wear(page: Page, theme: Theme): Promise<void> {
  return page.evaluate((theme) => document.documentElement.setAttribute('data-theme', theme), theme);
}

/** The smallest page; for scenes that are come to differently where there is little room. */
export const NARROW = { width: 360, height: 740 };
const SIZES = [NARROW, { width: 1440, height: 900 }];

/** Does something in every theme, narrow and wide, once nothing moves any more. */
async function everywhere(page: Page, look: (where: string, width: number) => Promise<void>): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const theme of THEMES) {
      await wear(page, theme);
      // Colours on their way would be measured wrongly.
      await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
      await look(`${theme}, ${size.width} wide`, size.width);
    }
  }
}

/**
 * Axe as the tests use it: it need not list what is right, nor open a page of
 * its own to ask into frames of other origins, and is three times as fast so.
 */
export function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
}

/** Holds that axe finds nothing; else says what, and where. */
export async function nothing(seen: AxeBuilder, where = ''): Promise<void> {
  const { violations } = await seen.analyze();
  expect(
    violations.map((v) => [v.id, ...v.nodes.map((n) => [n.target, n.failureSummary])]),
    where,
  ).toEqual([]);
}

/**
 * Holds that axe finds nothing on the whole page but its lesson, and that
 * nothing has to be scrolled sideways, in every theme, narrow and wide. Leaves
 * the page wide.
 */
export async function cleanPage(page: Page): Promise<void> {
  await everywhere(page, async (where, width) => {
    await nothing(axe(page).exclude('article.lesson'), where);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(width);
  });
}

/**
 * Holds that axe finds nothing in a way of working, and that nothing stands
 * outside of it, in every theme, narrow and wide. Leaves the page wide.
 */
export async function clean(page: Page, way: string): Promise<void> {
  await everywhere(page, async (where) => {
    const sideways = await page.evaluate((way) => {
      const element = document.querySelector('pop-scope')?.shadowRoot?.querySelector(way);
      return element ? [document.documentElement, element].map((e) => e.scrollWidth - e.clientWidth) : [];
    }, way);
    expect(sideways, `${way} fits: ${where}`).toEqual([0, 0]);
    await nothing(axe(page).include({ fromShadowDom: ['pop-scope', way] }), where);
  });
}
