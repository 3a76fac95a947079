import { ENGINE_CACHE } from './engine-cache';
import { wholeURL } from './load';
import { fetches } from './site';
import type { Store } from './store';
import { area } from './words';
import en from './words/en/offline.json';

const say = area('offline', en);

/** What some browsers know of the line (Network Information API). */
interface Line {
  saveData?: boolean;
  type?: string;
  effectiveType?: string;
}

/**
 * Keeps a copy of the site in the browser, so that the next visit needs no
 * network. It is made once the page works, and never in the way of that.
 */
export async function offline(store: Store): Promise<void> {
  if (!import.meta.env.PROD || !fetches() || !('serviceWorker' in navigator)) return;
  try {
    const known = navigator.serviceWorker.controller !== null;
    const registration = await navigator.serviceWorker.register(new URL('sw.js', document.baseURI), {
      updateViaCache: 'none',
    });
    // The first copy is no news. The browser looks for a new one at each visit: it may be there before us.
    if (known) {
      const heard = (): void => {
        if (registration.waiting) store.tell(say('new'));
        registration.installing?.addEventListener('statechange', heard);
      };
      registration.addEventListener('updatefound', heard);
      heard();
    }
    await navigator.serviceWorker.ready;
    // The rest of the engine is another 0.9 MB: at once where that costs nothing, else when it is wanted.
    if (free() && 'caches' in window) await keepWhole();
  } catch {
    // Blocked, or the disk is full: the page works on, with the network.
  }
}

async function keepWhole(): Promise<void> {
  const cache = await caches.open(ENGINE_CACHE);
  if (!(await cache.match(wholeURL))) await cache.add(wholeURL);
}

/** Whether nothing says that the learner pays for what is fetched, or waits for it. */
function free(): boolean {
  const line = (navigator as { connection?: Line }).connection;
  if (!line) return true;
  return !line.saveData && line.type !== 'cellular' && !/2g|3g/.test(line.effectiveType ?? '');
}
