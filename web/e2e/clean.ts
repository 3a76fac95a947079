import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './page';

const THEMES = ['light', 'dark', 'contrast'];
const SIZES = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
];

/**
 * Holds that axe finds nothing in a way of working, and that nothing stands
 * outside of it, in every theme, narrow and wide. Leaves the page wide.
 */
export async function clean(page: Page, way: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const sideways = await page.evaluate((way) => {
      const element = document.querySelector('pop-scope')?.shadowRoot?.querySelector(way);
      return element ? [document.documentElement, element].map((e) => e.scrollWidth - e.clientWidth) : [];
    }, way);
    expect(sideways, `${way} fits, ${size.width} wide`).toEqual([0, 0]);
    for (const theme of THEMES) {
      await page.evaluate((theme) => document.documentElement.setAttribute('data-theme', theme), theme);
      await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
      const { violations } = await new AxeBuilder({ page })
        .include({ fromShadowDom: ['pop-scope', way] })
        .options({ resultTypes: ['violations'] })
        .analyze();
      expect(
        violations.map((v) => [v.id, ...v.nodes.map((n) => [n.target, n.failureSummary])]),
        `${theme}, ${size.width} wide`,
      ).toEqual([]);
    }
  }
}
