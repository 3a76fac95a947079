// Visits to the page: with an empty cache and a full one, as fast as this
// machine is, and with its processor slowed down.
import { median, note } from './figures.mjs';

const RUNS = 7;

/** One visit; gives what went over the wire, and when what was there. */
async function visit(context, url, slowed) {
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  // Of the page and of its workers.
  const fetched = [];
  page.on('requestfinished', (r) => fetched.push(r.sizes()));
  await page.goto(url);
  await page.waitForFunction(() =>
    ['popscope:ready', 'first-contentful-paint'].every((n) => performance.getEntriesByName(n).length > 0),
  );
  const sizes = await Promise.all(fetched);
  const octets = sizes.reduce((sum, s) => sum + s.responseHeadersSize + s.responseBodySize, 0);
  const times = await page.evaluate(() => ({
    text: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    step: performance.getEntriesByName('popscope:interactive')[0].startTime,
    engine: performance.getEntriesByName('popscope:ready')[0].startTime,
  }));
  // The copy for visits without a network is made once the page works: who comes again finds it.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!(await caches.has('popscope-engine'))) await new Promise((r) => setTimeout(r, 50));
    const engine = await caches.open('popscope-engine');
    while ((await engine.keys()).length === 0) await new Promise((r) => setTimeout(r, 50));
  });
  await page.close();
  return { octets, ...times };
}

/** Notes first visits, and second ones. */
export async function visits(browser, url) {
  for (const slowed of [1, 4]) {
    const first = [];
    const second = [];
    for (let i = 0; i < RUNS; i++) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      first.push(await visit(context, url, slowed));
      second.push(await visit(context, url, slowed));
      await context.close();
    }
    const pace = slowed === 1 ? '' : `, processor slowed ${slowed}×`;
    if (slowed === 1) {
      const octets = Math.round(median(first.map((r) => r.octets)) / 1000);
      note('first visit, all over the wire', octets, 'kB', { most: 1000 });
    }
    for (const [which, runs] of [
      ['first visit', first],
      ['second visit', second],
    ]) {
      note(`${which}${pace}: readable text`, Math.round(median(runs.map((r) => r.text))), 'ms');
      note(`${which}${pace}: first working step`, Math.round(median(runs.map((r) => r.step))), 'ms');
      note(`${which}${pace}: engine ready`, Math.round(median(runs.map((r) => r.engine))), 'ms');
    }
  }
}
