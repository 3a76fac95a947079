import { expect, type Locator, type Page } from '@playwright/test';

/** What has the focus, seen through all shadow roots. */
export interface Focused {
  /** Where it is, to tell one element from another. */
  path: string;
  /** How it is called. */
  name: string;
  /** Whether it can be seen that it has the focus. */
  shown: boolean;
  /** Whether it can be seen at all. */
  inView: boolean;
}

/** Looks at what has the focus; undefined where it is on nothing of the page. */
export function focused(page: Page): Promise<Focused | undefined> {
  return page.evaluate(() => {
    let e = document.activeElement;
    const path: string[] = [];
    const place = (x: Element): string => {
      const root = x.getRootNode() as Document | ShadowRoot;
      return `${x.localName}#${[...root.querySelectorAll(x.localName)].indexOf(x)}`;
    };
    for (; e; e = e.shadowRoot?.activeElement ?? null) {
      path.push(place(e));
      if (!e.shadowRoot?.activeElement) break;
    }
    if (!e || e === document.body) return undefined;
    // Most have a ring; the command line's is around its form, a state's is its circle.
    const ringed = (x: Element | null): boolean => {
      if (!x) return false;
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(x);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor);
    };
    const circle = e.querySelector(':scope > circle.outer');
    const shown =
      ringed(e) ||
      ringed(e.closest('form')) ||
      (circle !== null && getComputedStyle(circle).strokeWidth === '4px');
    const box = e.getBoundingClientRect();
    const inView =
      box.width > 0 &&
      box.height > 0 &&
      box.bottom > 0 &&
      box.right > 0 &&
      box.top < innerHeight &&
      box.left < innerWidth;
    const name = (e.getAttribute('aria-label') ?? e.textContent ?? '').replace(/\s+/g, ' ').trim();
    return { path: path.join(' '), name, shown, inView };
  });
}

/** Presses Tab until this, or what is called so, has the focus, which must always be seen. */
export async function tabTo(page: Page, what: RegExp | Locator, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (!now) continue;
    expect(now, `the focus on “${now.name}” can be seen`).toMatchObject({ shown: true, inView: true });
    if (what instanceof RegExp ? what.test(now.name) : await hasFocus(what)) return;
    passed.push(now.name);
  }
  throw new Error(`${key} does not lead to ${what}, only to ${passed.join(' | ')}`);
}

const hasFocus = (what: Locator): Promise<boolean> =>
  what.evaluate((e) => e === (e.getRootNode() as Document | ShadowRoot).activeElement);
