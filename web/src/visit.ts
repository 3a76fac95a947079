import { fragmentOf, readFragment } from './links/fragment';
import { submitting } from './opaque';
import { readParams } from './params';
import { obtain } from './parts/obtain';
import { Recorder } from './recorder';
import type { Shelf } from './storage';
import type { Store } from './store';

/**
 * What comes to the page from outside and goes out from it: links to sessions,
 * files that are dropped, a page around this one, progress, a copy of the site
 * for when there is no network. Each is fetched when it is wanted.
 */
export class Visit {
  constructor(
    private readonly store: Store,
    shelf: Shelf,
  ) {
    new Recorder(store, shelf);
    if (window.parent !== window) submitting();
    void this.#follow();
    window.addEventListener('hashchange', () => void this.#follow());
    window.addEventListener('dragenter', this.#dragged);
    window.addEventListener('dragover', guard);
    window.addEventListener('drop', guard);
    if (readParams(location.search).embed)
      void obtain(store, () => import('./embed')).then((it) => it?.embed(store));
    void store.settled().then((engine) => engine && this.#copy());
  }

  /** Opens what the address's fragment asks for, and keeps a session that came with it: the address can go. */
  async #follow(): Promise<void> {
    const asked = readFragment(fragmentOf(location));
    if (!asked) return;
    const links = await obtain(this.store, () => import('./links/follow'));
    const opened = await links?.follow(this.store, asked);
    // Where nothing can be kept, the address is the only memory there is.
    if (opened && asked.session && this.store.keeps())
      history.replaceState(history.state, '', location.pathname + location.search);
  }

  /** Without a network there is nothing to copy, and nobody asked for it. */
  async #copy(): Promise<void> {
    const copying = await import('./offline').catch(() => undefined);
    await copying?.offline(this.store);
  }

  /** The first file over the page fetches what takes it. */
  #dragged = (e: DragEvent): void => {
    if (!e.dataTransfer?.types.includes('Files')) return;
    window.removeEventListener('dragenter', this.#dragged);
    void obtain(this.store, () => import('./drop')).then((it) => {
      if (it) it.dropZone(this.store);
      else window.addEventListener('dragenter', this.#dragged);
    });
  };
}

/** A browser opens a file that is dropped in the page's stead: nobody shall lose their work by it. */
function guard(e: DragEvent): void {
  const field = e.composedPath().some((t) => t instanceof Element && t.matches('input[type="file"]'));
  if (!field && e.dataTransfer?.types.includes('Files')) e.preventDefault();
}
