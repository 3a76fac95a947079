/// <reference lib="webworker" />
import { cleanupOutdatedCaches, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';
import { ENGINE_CACHE } from './engine-cache';

declare const self: ServiceWorkerGlobalScope;
/** What scripts/offline.mjs found in the site. */
declare const SITE: { files: PrecacheEntry[]; whole: string };

// All of the site but the rest of the engine. A new version waits until no page
// of the old one is open: never is a page made of both.
precacheAndRoute(SITE.files, { ignoreURLParametersMatching: [/./], directoryIndex: 'index.html' });
cleanupOutdatedCaches();

// The rest of the engine is kept once it has been wanted, or fetched by the page.
const whole = new URL(SITE.whole, self.registration.scope).href;
registerRoute(({ url }) => url.href === whole, new CacheFirst({ cacheName: ENGINE_CACHE }));
self.addEventListener('activate', (e) => {
  e.waitUntil(
    caches.open(ENGINE_CACHE).then(async (cache) => {
      for (const old of await cache.keys()) if (old.url !== whole) await cache.delete(old);
    }),
  );
});

// A page that was kept asks whom the relay reaches: nobody, where it is not there either.
registerRoute(
  ({ url }) => url.href === new URL('api/targets', self.registration.scope).href,
  ({ request }) => fetch(request).catch(() => Response.json({ targets: [] })),
);

// A lesson's data without its page is wanted by a link from another lesson only.
registerRoute(
  ({ url }) => /\/lessons\/[\w-]+\.json$/.test(url.pathname),
  new NetworkFirst({ cacheName: 'popscope-lessons' }),
);
