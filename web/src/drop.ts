import { openFiles } from './opening';
import type { Store } from './store';
import { area } from './words';
import en from './words/en/opening.json';

const say = area('opening', en);

/** Takes files that are dropped anywhere on the page; while they hover, it says so. */
export function dropZone(store: Store): void {
  const zone = document.createElement('div');
  zone.className = 'drop-zone';
  zone.append(document.createElement('b'), document.createElement('span'));
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const files = (e: DragEvent): boolean => e.dataTransfer?.types.includes('Files') === true;
  /** Elements that take files themselves say so, and are left alone. */
  const taken = (e: DragEvent): boolean =>
    e
      .composedPath()
      .some(
        (t) => t instanceof HTMLElement && (t.dataset.drop !== undefined || t.matches('input[type="file"]')),
      );
  const show = (e: DragEvent): void => {
    if (!files(e) || taken(e)) {
      zone.remove();
      return;
    }
    clearTimeout(leaving);
    // Over a modal window too: that is in the top layer, so the zone must be.
    if (zone.isConnected) return;
    zone.children[0]?.replaceChildren(say('drop'));
    zone.children[1]?.replaceChildren(say('drop.what'));
    zone.popover = 'manual';
    document.body.append(zone);
    zone.showPopover();
  };
  const hide = (): void => {
    clearTimeout(leaving);
    zone.remove();
  };
  window.addEventListener('dragenter', show);
  window.addEventListener('dragover', show);
  // Leaving one element for another is no leaving: the next "over" comes at once.
  window.addEventListener('dragleave', () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 200);
  });
  window.addEventListener('drop', (e) => {
    hide();
    if (!files(e) || taken(e)) return;
    void openFiles(store, [...(e.dataTransfer?.files ?? [])]).then((faults) => {
      for (const fault of faults) store.tell(fault);
    });
  });
}
