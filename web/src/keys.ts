import { habit } from './habits';
import type { Store } from './store';
import { projecting } from './theme';

/** What a key may also do, outside the store. */
export interface KeyTargets {
  console(): void;
  help(): void;
  /** To a pane, by its place among them, from 1. */
  pane(number: number): void;
}

/** Whether the keys of the page are off: something is being typed or chosen. */
function busy(path: readonly EventTarget[]): boolean {
  for (const t of path) {
    if (!(t instanceof HTMLElement)) continue;
    if (t instanceof HTMLInputElement || t instanceof HTMLTextAreaElement || t instanceof HTMLSelectElement)
      return true;
    if (t.isContentEditable || t instanceof HTMLDialogElement) return true;
  }
  return false;
}

/** Whether Space has a meaning of its own there. */
function pressable(path: readonly EventTarget[]): boolean {
  return path.some(
    (t) => t instanceof Element && t.matches('button, a[href], summary, [role="button"], [role="tab"]'),
  );
}

/**
 * The keys of the page. Returns whether the key was one of them. Signs, that
 * is letters, digits and punctuation, can be switched off.
 */
export function pressed(e: KeyboardEvent, store: Store, targets: KeyTargets): boolean {
  if (e.defaultPrevented || e.altKey || e.ctrlKey || e.metaKey) return false;
  const path = e.composedPath();
  if (busy(path)) return false;
  if (e.key === ' ') {
    if (pressable(path)) return false;
    if (store.playing) store.pause();
    else store.play();
    return true;
  }
  if (e.key.length === 1 && !habit('shortcuts')) return false;
  if (/^[1-5]$/.test(e.key)) {
    targets.pane(Number(e.key));
    return true;
  }
  // Elsewhere these keys scroll.
  if (e.key.startsWith('Page') && !projecting()) return false;
  const act = actions[e.shiftKey && e.key.startsWith('Arrow') ? `Shift+${e.key}` : e.key];
  if (!act) return false;
  act(store, targets);
  return true;
}

const actions: Record<string, (store: Store, targets: KeyTargets) => void> = {
  ArrowRight: (s) => s.forth(),
  ArrowLeft: (s) => s.rewind(),
  'Shift+ArrowRight': (s) => s.nextEvent(),
  'Shift+ArrowLeft': (s) => s.backEvent(),
  PageDown: (s) => s.next(),
  PageUp: (s) => s.back(),
  Home: (s) => s.first(),
  End: (s) => s.end(),
  // Where a presenter's remote has its button for a black screen.
  '.': (s) => (s.playing ? s.pause() : s.play()),
  '/': (_, t) => t.console(),
  t: (_, t) => t.console(),
  '?': (_, t) => t.help(),
};
