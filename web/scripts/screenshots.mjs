// Takes pictures of every view of the page, in every size and theme, to be looked at:
//   make screenshots            all of them
//   VIEWS=break,predict make screenshots
// They go to build/screenshots; the README's own go to web/pictures.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { served } from './served.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const out = join(root, 'build/screenshots');

const sizes = { desktop: [1440, 900], projector: [1920, 1080], tablet: [820, 1180], phone: [360, 740] };

/** In each size: light and dark; on the desk also high contrast, and in German. */
const looks = [
  ['desktop', 'light', ''],
  ['desktop', 'dark', ''],
  ['desktop', 'contrast', 'theme=contrast'],
  ['desktop', 'german', 'lang=de'],
  ['projector', 'light', 'projector=1'],
  ['tablet', 'light', ''],
  ['phone', 'light', ''],
  ['phone', 'dark', ''],
];

const right = async (page, times) => {
  for (let i = 0; i < times; i++) await page.keyboard.press('ArrowRight');
};
const item = async (page, n) => {
  await page.locator('pop-menu').nth(1).locator('.fold').click();
  await page.locator('pop-menu').nth(1).locator('[role^=menuitem]').nth(n).click();
};
/** One of the panes that share the middle. */
const bench = (n) => async (page) => {
  await right(page, 13);
  await page.keyboard.press('4');
  await page.locator('.tabs button').nth(n).click();
};

/** What there is to see: an address, and what is done before the picture is taken. */
const views = {
  start: ['', async () => {}],
  listing: ['', (page) => right(page, 13)],
  marked: ['', (page) => right(page, 19)],
  refused: [
    '',
    async (page) => {
      await right(page, 9);
      await page.keyboard.press('t');
      await page.keyboard.type('RTER 1');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
    },
  ],
  end: ['', (page) => page.keyboard.press('End')],
  framing: ['', bench(1)],
  account: ['', bench(2)],
  rules: ['', bench(3)],
  ...Object.fromEntries(
    ['setup', 'account', 'break', 'seat', 'devices', 'generations', 'eavesdrop', 'predict', 'compare'].map(
      (way) => [`way-${way}`, [`way=${way}`, async () => {}]],
    ),
  ),
  ...Object.fromEntries(
    ['share', 'save', 'open', 'print', 'progress'].map((dialog, i) => [
      `dialog-${dialog}`,
      ['', (page) => item(page, i)],
    ]),
  ),
  help: ['', (page) => page.keyboard.press('?')],
};

mkdirSync(out, { recursive: true });
mkdirSync(join(root, 'web/pictures'), { recursive: true });
const { url, stop } = await served('--relay', 'lab=127.0.0.1:9');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

/** Takes one picture. */
async function picture(
  path,
  size,
  { query = '', dark = false, act = async () => {}, javaScriptEnabled = true },
) {
  const context = await browser.newContext({
    viewport: { width: size[0], height: size[1] },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${url}?${query}`);
  if (javaScriptEnabled) {
    await page.waitForFunction(() => performance.getEntriesByName('popscope:ready').length > 0);
    await page.evaluate(() => document.fonts.ready);
    await act(page);
    // What is fetched when it is wanted, the whole engine too, comes in a moment.
    await page.waitForLoadState('networkidle');
    await page.evaluate(
      () => new Promise((r) => requestIdleCallback(() => requestAnimationFrame(r), { timeout: 1000 })),
    );
  }
  await page.screenshot({ path });
  await context.close();
}

try {
  const wanted = process.env.VIEWS?.split(',') ?? Object.keys(views);
  for (const name of wanted) {
    const [query, act] = views[name];
    for (const [size, look, more] of looks)
      await picture(join(out, `${name}-${size}-${look}.png`), sizes[size], {
        query: [query, more].filter(Boolean).join('&'),
        dark: look === 'dark',
        act,
      });
  }
  if (!process.env.VIEWS) {
    for (const [name, size] of Object.entries(sizes))
      await picture(join(out, `text-${name}.png`), size, { javaScriptEnabled: false });
    const shown = join(root, 'web/pictures');
    await picture(join(shown, 'lesson.png'), sizes.desktop, { act: views.listing[1] });
    await picture(join(shown, 'generations.png'), sizes.desktop, { query: 'way=generations' });
    await picture(join(shown, 'framing.png'), sizes.desktop, { act: views.framing[1], dark: true });
  }
} finally {
  await browser.close();
  await stop();
}
console.log(`pictures are in ${out}`);
