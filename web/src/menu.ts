/**
 * The list of lessons folds and unfolds by itself, with and without scripts.
 * This folds it where one expects that: with Escape, and when one goes elsewhere.
 */
export function menu(list: HTMLDetailsElement): void {
  list.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape' || !list.open) return;
    list.open = false;
    list.querySelector('summary')?.focus();
  });
  list.addEventListener('focusout', (e) => {
    if (e.relatedTarget instanceof Node && !list.contains(e.relatedTarget)) list.open = false;
  });
  document.addEventListener('pointerdown', (e) => {
    if (e.target instanceof Node && !list.contains(e.target)) list.open = false;
  });
}
