// Steps through long sessions, back and forth, and leaps across them; and what they leave in memory.
import { note, round, share } from './figures.mjs';

/** Opens the page with a session of so many events. */
async function open(browser, url, events) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  await page.waitForFunction(() => performance.getEntriesByName('popscope:ready').length > 0);
  await page.evaluate((events) => {
    const { store } = document.querySelector('pop-scope');
    const type = (line) => {
      store.end();
      store.setDraft(line);
      store.send();
    };
    store.act('connect');
    for (const line of ['USER ada', 'PASS analytical']) type(line);
    for (let i = 0; store.active.events.length < events; i++)
      type(['STAT', 'LIST', 'RETR 1', 'DELE 2', 'RSET'][i % 5]);
  }, events);
  return page;
}

/** What else a machine does only adds: of so many rounds the calmest counts. */
const ROUNDS = 5;

/** Notes how long a step takes, and a leap to a far place, from the click to the paint. */
export async function steps(browser, url, wanted) {
  const page = await open(browser, url, wanted);
  const rounds = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await measured(page));
  await page.close();
  const n = rounds[0].events.toLocaleString('en');
  for (const [what, budget] of [['step', { most: 16 }], ['leap']]) {
    const [calmest] = rounds
      .map((r) => r[what].sort((a, b) => a - b))
      .sort((a, b) => share(a, 0.95) - share(b, 0.95));
    note(`click to painted ${what}, median (${n} events)`, round(share(calmest, 0.5)), 'ms');
    note(
      `click to painted ${what}, 95th percentile (${n} events)`,
      round(share(calmest, 0.95)),
      'ms',
      budget,
    );
  }
}

/** One round: 200 steps back, as many on, and as many leaps. */
async function measured(page) {
  return page.evaluate(async () => {
    const scope = document.querySelector('pop-scope');
    // A step begins with the click, on a page at rest, at the start of a frame. It
    // ends when that frame's script, style, layout and paint are done.
    const frame = () => new Promise((r) => requestAnimationFrame(r));
    const painted = () =>
      new Promise((r) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = r;
        port2.postMessage(0);
      });
    const root = scope.shadowRoot.querySelector('pop-transport').shadowRoot;
    const button = (name) => root.querySelector(`button[aria-label^="${name}"]`);
    const range = root.querySelector('input[type=range]');
    const rest = () => new Promise((r) => requestIdleCallback(r));
    const measure = async (act) => {
      await rest();
      await frame();
      await painted();
      await frame();
      const from = performance.now();
      act();
      await painted();
      return performance.now() - from;
    };
    const step = [];
    const leap = [];
    const back = button('Step back');
    const on = button('Step forward');
    if (!back || !on || !range) throw new Error('the buttons have other names');
    for (let i = 0; i < 200; i++) step.push(await measure(() => back.click()));
    for (let i = 0; i < 200; i++) step.push(await measure(() => on.click()));
    for (let i = 0; i < 200; i++) {
      leap.push(
        await measure(() => {
          range.value = String(Number(range.min) + ((i * 617) % (Number(range.max) - Number(range.min) + 1)));
          range.dispatchEvent(new Event('input', { bubbles: true }));
        }),
      );
    }
    return { events: scope.store.active.events.length, step, leap };
  });
}

const STEPS = 10_000;

/** Notes how much more memory the page holds after many steps than before them. */
export async function memory(browser, url) {
  const page = await open(browser, url, 2000);
  const inspect = await page.context().newCDPSession(page);
  await inspect.send('HeapProfiler.enable');
  const held = async () => {
    await inspect.send('HeapProfiler.collectGarbage');
    const {
      usedSize,
      embedderHeapUsedSize = 0,
      backingStorageSize = 0,
    } = await inspect.send('Runtime.getHeapUsage');
    return usedSize + embedderHeapUsedSize + backingStorageSize;
  };
  const walk = (steps) =>
    page.evaluate(async (steps) => {
      const { store } = document.querySelector('pop-scope');
      for (let i = 0, on = false; i < steps; i++) {
        if (store.active.cursor <= 0) on = true;
        if (store.active.cursor >= store.active.last) on = false;
        if (on) store.next();
        else store.back();
        await new Promise((r) => requestAnimationFrame(r));
      }
    }, steps);
  // Once through, so that what is kept on purpose is there.
  await walk(1500);
  const before = await held();
  await walk(STEPS);
  const grown = Math.max(0, (await held()) - before) / 1000;
  note(
    `memory after ${STEPS.toLocaleString('en')} steps more, of ${Math.round(before / 1e6)} MB`,
    Math.round(grown),
    'kB',
    {
      most: 1000,
    },
  );
  await page.close();
}
