// Takes pictures of the page in every size and theme, to be looked at:
//   make screenshots
// They go to build/screenshots; the README's own goes to web/pictures.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const out = join(root, 'build/screenshots');
const address = '127.0.0.1:8919';

const sizes = { desktop: [1440, 900], projector: [1920, 1080], tablet: [820, 1180], phone: [360, 740] };

/** Moments worth a picture: what is done before it is taken. */
const moments = {
  start: async () => {},
  listing: async (page) => {
    for (let i = 0; i < 13; i++) await page.keyboard.press('ArrowRight');
  },
  marked: async (page) => {
    for (let i = 0; i < 19; i++) await page.keyboard.press('ArrowRight');
  },
  refused: async (page) => {
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('t');
    await page.keyboard.type('RTER 1');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
  },
  end: async (page) => {
    await page.keyboard.press('End');
  },
};

mkdirSync(out, { recursive: true });
mkdirSync(join(root, 'web/pictures'), { recursive: true });
const server = spawn(
  join(root, 'build/popscope'),
  ['serve', '--addr', address, '--relay', 'lab=127.0.0.1:9'],
  { stdio: 'ignore' },
);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

/** Takes one picture. */
async function picture(path, size, colorScheme, act, javaScriptEnabled = true) {
  const context = await browser.newContext({
    viewport: { width: size[0], height: size[1] },
    colorScheme,
    javaScriptEnabled,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`http://${address}/`);
  if (javaScriptEnabled) {
    await page.waitForFunction(() => performance.getEntriesByName('popscope:ready').length > 0);
    await page.evaluate(() => document.fonts.ready);
    await act(page);
    await page.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r))));
  }
  await page.screenshot({ path });
  await context.close();
}

try {
  for (let i = 0; i < 100; i++) {
    if (
      await fetch(`http://${address}/healthz`).then(
        (r) => r.ok,
        () => false,
      )
    )
      break;
    await new Promise((r) => setTimeout(r, 50));
  }
  for (const scheme of ['light', 'dark'])
    for (const [name, size] of Object.entries(sizes))
      for (const [moment, act] of Object.entries(moments))
        await picture(join(out, `${name}-${scheme}-${moment}.png`), size, scheme, act);
  for (const [name, size] of Object.entries(sizes))
    await picture(join(out, `${name}-text.png`), size, 'light', async () => {}, false);
  await picture(join(root, 'web/pictures/lesson.png'), sizes.desktop, 'light', moments.listing);
} finally {
  await browser.close();
  server.kill();
}
console.log(`pictures are in ${out}`);
