// Measures what the README says, prints a table, and writes build/bench.json:
//   make bench
// A figure beyond its budget makes it fail.
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const rows = [];

/** Notes a figure; most is the budget, if there is one. */
function note(name, value, unit, most) {
  rows.push({ name, value, unit, ...(most === undefined ? {} : { most, ok: value <= most }) });
}

const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const round = (n) => Math.round(n * 10) / 10;

// --- the engine, natively ------------------------------------------------------

/** Runs Go benchmarks, and gives what finds a figure in what they print. */
function goBench(folder, which, time) {
  const args = ['test', folder, '-run', '^$', '-bench', which, '-benchtime', time, '-timeout', '30m'];
  const text = execFileSync('go', args, { cwd: root, encoding: 'utf8' });
  return (name, unit) => {
    const line = text.split('\n').find((l) => new RegExp(`^Benchmark${name}(-\\d+)?\\s`).test(l)) ?? '';
    return Number(new RegExp(`([\\d.e+]+) ${unit}(\\s|$)`).exec(line)?.[1] ?? Number.NaN);
  };
}

const engineFigure = goBench('./sim', '.', '1s');
note('engine, events (native)', Math.round(engineFigure('Events', 'events/s')), 'events/s');
note('engine, octets of RETR (native)', Math.round(engineFigure('RETR', 'MB/s')), 'MB/s');
for (const events of [1000, 10000, 100000]) {
  const n = events.toLocaleString('en');
  note(`engine, going to any of ${n} events`, round(engineFigure(`Seek/${events}`, 'ns/op') / 1000), 'µs');
  note(`engine, replaying ${n} events`, round(engineFigure(`Replay/${events}`, 'ns/op') / 1e6), 'ms');
}

// --- the simulated server, beside Dovecot in the same run -------------------------

const labFigure = goBench('./server', 'Sessions|Large|Idle', '3s');
for (const who of ['Popscope', 'Dovecot']) {
  for (const clients of [1, 50]) {
    const name = `Sessions/${who}/clients=${clients}`;
    const at = `${who}, ${clients} ${clients === 1 ? 'client' : 'clients'}`;
    note(`${at}: sessions`, Math.round(labFigure(name, 'sessions/s')), 'per second');
    note(`${at}: octets`, Math.round(labFigure(name, 'octets/s') / 1e5) / 10, 'MB/s');
  }
  note(`${who}, large message`, Math.round(labFigure(`Large/${who}`, 'octets/s') / 1e6), 'MB/s');
}
note('Popscope, an idle client', round(labFigure('Idle/connected', 'octets/client') / 1000), 'kB');

// --- what goes over the wire ----------------------------------------------------

const assets = join(root, 'build/site/assets');
const engine = readdirSync(assets).find((f) => /^popscope-(?!whole-).*\.wasm\.br$/.test(f));
note('core module, brotli', Math.round(statSync(join(assets, engine)).size / 1000), 'kB', 800);

// --- the page ---------------------------------------------------------------------

const address = '127.0.0.1:8918';
const server = spawn(join(root, 'build/popscope'), ['serve', '--addr', address], { stdio: 'ignore' });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  await up();
  await visits();
  await steps();
} finally {
  await browser.close();
  server.kill();
}

/** Waits until the server answers. */
async function up() {
  for (let i = 0; i < 200; i++) {
    const ok = await fetch(`http://${address}/healthz`).then(
      (r) => r.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((r) => setTimeout(r, 50));
  }
  throw new Error('the server does not answer');
}

/** First visits, each with an empty cache. */
async function visits() {
  const runs = [];
  for (let i = 0; i < 7; i++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    let octets = 0;
    await wire.send('Network.enable');
    wire.on('Network.loadingFinished', (e) => {
      octets += e.encodedDataLength;
    });
    await page.goto(`http://${address}/`);
    await page.waitForFunction(() =>
      ['popscope:ready', 'first-contentful-paint'].every((n) => performance.getEntriesByName(n).length > 0),
    );
    runs.push({
      octets,
      ...(await page.evaluate(() => ({
        text: performance.getEntriesByName('first-contentful-paint')[0].startTime,
        step: performance.getEntriesByName('popscope:interactive')[0].startTime,
        engine: performance.getEntriesByName('popscope:ready')[0].startTime,
      }))),
    });
    await context.close();
  }
  const median = (key) =>
    share(
      runs.map((r) => r[key]).sort((a, b) => a - b),
      0.5,
    );
  note('first visit, all over the wire', Math.round(median('octets') / 1000), 'kB', 1000);
  note('first readable lesson text', Math.round(median('text')), 'ms');
  note('first working step', Math.round(median('step')), 'ms');
  note('engine ready', Math.round(median('engine')), 'ms');
}

/** Steps through a session of 1,000 events, forth, back and across. */
async function steps() {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`http://${address}/`);
  await page.waitForFunction(() => performance.getEntriesByName('popscope:ready').length > 0);
  const result = await page.evaluate(async () => {
    const scope = document.querySelector('pop-scope');
    const { store } = scope;
    const type = (line) => {
      store.end();
      store.setDraft(line);
      store.send();
    };
    store.act('connect');
    for (const line of ['USER ada', 'PASS analytical']) type(line);
    for (let i = 0; store.active.events.length < 1000; i++)
      type(['STAT', 'LIST', 'RETR 1', 'DELE 2', 'RSET'][i % 5]);

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
    const times = [];
    const back = button('Step back');
    const on = button('Step forward');
    if (!back || !on) throw new Error('the buttons have other names');
    for (let i = 0; i < 200; i++) times.push(await measure(() => back.click()));
    for (let i = 0; i < 200; i++) times.push(await measure(() => on.click()));
    for (let i = 0; i < 200; i++) {
      times.push(
        await measure(() => {
          range.value = String(Number(range.min) + ((i * 617) % (Number(range.max) - Number(range.min) + 1)));
          range.dispatchEvent(new Event('input', { bubbles: true }));
        }),
      );
    }
    return { events: store.active.events.length, times };
  });
  await page.close();
  const sorted = result.times.sort((a, b) => a - b);
  note(`click to painted step, median (${result.events} events)`, round(share(sorted, 0.5)), 'ms');
  note(
    `click to painted step, 95th percentile (${result.events} events)`,
    round(share(sorted, 0.95)),
    'ms',
    16,
  );
}

// --- the table -----------------------------------------------------------------------

const wide = Math.max(...rows.map((r) => r.name.length));
for (const r of rows) {
  const budget = r.most === undefined ? '' : `   at most ${r.most} ${r.unit}: ${r.ok ? 'yes' : 'NO'}`;
  console.log(
    `${r.name.padEnd(wide)}  ${String(r.value.toLocaleString('en')).padStart(10)} ${r.unit.padEnd(9)}${budget}`,
  );
}
writeFileSync(
  join(root, 'build/bench.json'),
  `${JSON.stringify({ date: new Date().toISOString(), node: process.version, rows }, null, 2)}\n`,
);
if (rows.some((r) => r.ok === false)) process.exitCode = 1;
