import type { Page } from '@playwright/test';

/** What is wrong with the words in sight: cut by an edge, or lying over one another. */
export function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Box {
      left: number;
      top: number;
      right: number;
      bottom: number;
    }
    interface Words {
      text: string;
      box: Box;
      height: number;
      lifted: Element | null;
      from: Element;
    }
    /** By how much less than its height and width words may be seen, in CSS pixels: serifs reach over. */
    const slack = 2;
    const found: string[] = [];
    const words: Words[] = [];
    const meet = (a: Box, b: Box): Box => ({
      left: Math.max(a.left, b.left),
      top: Math.max(a.top, b.top),
      right: Math.min(a.right, b.right),
      bottom: Math.min(a.bottom, b.bottom),
    });
    const boxOf = (r: DOMRect): Box => ({ left: r.left, top: r.top, right: r.right, bottom: r.bottom });
    const parent = (e: Element): Element | null =>
      e.assignedSlot ?? e.parentElement ?? (e.getRootNode() as ShadowRoot).host ?? null;
    const say = (e: Element): string => {
      const host = (e.getRootNode() as ShadowRoot).host?.tagName.toLowerCase() ?? '';
      return `${host} ${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''}`;
    };

    /** What a learner sees of an element's inside, and whether an edge cuts words instead of letting them scroll. */
    const window_ = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const seen = (e: Element, box: Box): { box: Box; cutBy: Element | undefined; lifted: Element | null } => {
      let visible = meet(box, window_);
      let cutBy: Element | undefined;
      let lifted: Element | null = null;
      let scrolls = false;
      for (let a: Element | null = e; a; a = parent(a)) {
        const style = getComputedStyle(a);
        if (!lifted && /sticky|fixed/.test(style.position)) lifted = a;
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
        if (a.namespaceURI?.endsWith('svg') && a.tagName !== 'svg') continue;
        const clip = boxOf(a.getBoundingClientRect());
        if (/auto|scroll/.test(style.overflowX + style.overflowY)) scrolls = true;
        else if (!scrolls && !cutBy && (box.right > clip.right + slack || box.left < clip.left - slack))
          cutBy = a;
        if (style.position === 'fixed') break;
        visible = meet(visible, clip);
      }
      return { box: visible, cutBy, lifted };
    };

    const walk = (node: Node, inDialog: boolean): void => {
      if (node instanceof Element) {
        if (node.namespaceURI?.endsWith('svg') && node.tagName === 'title') return;
        if (node.matches('.visually-hidden, [data-cut]')) return;
        if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return;
        for (const child of node.shadowRoot?.childNodes ?? []) walk(child, inDialog);
        if (node instanceof HTMLSlotElement && node.assignedNodes().length > 0) {
          for (const child of node.assignedNodes()) walk(child, inDialog);
          return;
        }
        if (node.shadowRoot) return;
      }
      if (node instanceof Text && node.data.trim() && node.parentElement) {
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const r of range.getClientRects()) {
          if (r.width < 3 || r.height < 3) continue;
          const whole = boxOf(r);
          const { box, cutBy, lifted } = seen(node.parentElement, whole);
          const text = node.data.trim().replace(/\s+/g, ' ').slice(0, 30);
          if (node.parentElement.clientWidth === 1 && node.parentElement.clientHeight === 1) continue; // for ears only
          if (box.right - box.left < slack || box.bottom - box.top < slack) {
            if (cutBy && r.width > 4 && box.bottom > box.top)
              found.push(`gone: "${text}" in ${say(node.parentElement)}, by ${say(cutBy)}`);
            continue;
          }
          if (cutBy) found.push(`cut: "${text}" in ${say(node.parentElement)}, by ${say(cutBy)}`);
          words.push({ text, box, height: r.height, lifted, from: node.parentElement });
        }
        return;
      }
      for (const child of node.childNodes) walk(child, inDialog);
    };
    walk(document.body, false);
    // Lines set close together reach into each other with what no letter uses.
    for (const [i, a] of words.entries())
      for (const b of words.slice(i + 1)) {
        if (a.from === b.from || a.lifted !== b.lifted) continue;
        const over = meet(a.box, b.box);
        if (over.right - over.left > slack && over.bottom - over.top > 0.45 * Math.min(a.height, b.height))
          found.push(`over: "${a.text}" (${say(a.from)}) and "${b.text}" (${say(b.from)})`);
      }
    return [...new Set(found)];
  });
}
