const TAKES =
  '[tabindex="0"], a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary';

/**
 * Puts the focus on the first thing that takes it and can be seen, in an
 * element and in the shadow roots within it. Says whether there was one.
 */
export function focusIn(root: Element): boolean {
  for (const e of [root, ...(root.shadowRoot ?? root).querySelectorAll('*')]) {
    if (e !== root && e.shadowRoot && focusIn(e)) return true;
    if (!e.matches(TAKES) || !(e instanceof HTMLElement || e instanceof SVGElement)) continue;
    if (!e.checkVisibility()) continue;
    e.focus();
    return true;
  }
  return false;
}
