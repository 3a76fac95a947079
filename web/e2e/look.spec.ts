import type { Locator, Page } from '@playwright/test';
import { axe, nothing, system, THEMES, wear } from './clean';
import { at, choose, expect, open, press, say, test } from './page';

/** The places of a telephone; everything is in sight at once on a desk. */
async function show(page: Page, place: string): Promise<void> {
  const button = page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name: place });
  if (await button.isVisible()) await button.click();
}

/** What a person may be looking at. */
const scenes: [string, (page: Page) => Promise<void>][] = [
  [
    'the lesson',
    async (page) => {
      await at(page, 1);
    },
  ],
  [
    'a refusal in the ladder',
    async (page) => {
      await show(page, 'Ladder');
      await press(page, 'ArrowRight', 'ArrowRight', 'ArrowRight');
      await at(page, 4);
    },
  ],
  [
    'the states, one chosen',
    async (page) => {
      await show(page, 'States');
      await page.locator('pop-machine').getByText('TRANSACTION', { exact: true }).click();
    },
  ],
  [
    'a part of the octets',
    async (page) => {
      await show(page, 'Octets');
      await page.locator('pop-octets .piece').first().click();
      await expect(page.locator('pop-octets .legend b')).toBeVisible();
    },
  ],
  [
    'marks in the maildrop',
    async (page) => {
      await show(page, 'Maildrop');
      await press(page, 'End');
      await at(page, 31);
      await page.getByRole('button', { name: 'Your name in Morse', exact: true }).first().click();
    },
  ],
  [
    'a branch, and a command half typed',
    async (page) => {
      await press(page, 'ArrowLeft', 'ArrowLeft');
      await say(page, 'RSET');
      await expect(page.locator('pop-transport button.tree')).toBeVisible();
      await page.keyboard.type('RE');
    },
  ],
  [
    'the help',
    async (page) => {
      await press(page, '?');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  ],
  [
    'the choice of real servers',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Real server…' }).click();
      await expect(page.getByRole('dialog', { name: 'Look at a real server' })).toBeVisible();
    },
  ],
  [
    'the question before starting over',
    async (page) => {
      await page.keyboard.press('Escape');
      await choose(page, 'Session', 'Start over');
      await expect(page.getByRole('dialog', { name: 'Start over?' })).toBeVisible();
    },
  ],
  [
    'a task with its help',
    async (page) => {
      await page.keyboard.press('Escape');
      await show(page, 'Text');
      await page.getByRole('button', { name: 'Start this task' }).click();
      await show(page, 'Task');
      await page.getByRole('button', { name: 'Give me a hint' }).click();
      await page.getByRole('button', { name: 'Show the solution' }).click();
    },
  ],
  [
    'a task done wrong',
    async (page) => {
      await say(page, 'USER ada', 'PASS analytical', 'DELE 1', 'DELE 2', 'QUIT');
      await show(page, 'Task');
      await expect(page.locator('pop-task')).toContainText('should not have happened');
    },
  ],
  [
    'a task solved',
    async (page) => {
      await page.getByRole('button', { name: 'Try again from the start' }).click();
      await say(page, 'USER ada', 'PASS analytical', 'DELE 2', 'QUIT');
      await show(page, 'Task');
      await expect(page.locator('pop-task').getByRole('status')).toHaveText('Solved');
    },
  ],
];

const sizes = [
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
];

for (const theme of THEMES)
  for (const viewport of sizes)
    test.describe(`${theme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme: system(theme), viewport });

      test('axe finds nothing in any scene', async ({ page }) => {
        test.slow();
        await page.route('**/api/targets', (route) =>
          route.fulfill({ json: { targets: [{ name: 'lab' }, { name: 'elsewhere' }] } }),
        );
        await open(page);
        if (theme === 'contrast') await wear(page, theme);
        for (const [i, [name, come]] of scenes.entries())
          await test.step(name, async () => {
            await come(page);
            await settled(page);
            const seen = axe(page);
            // The text, long and always the same, is looked at with its first passages marked.
            if (i > 1) seen.exclude('article.lesson');
            await nothing(seen);
            expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
          });
      });
    });

/** Waits until nothing moves: colours on their way would be measured wrongly. */
async function settled(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
}

for (const width of [360, 768, 1440, 1920])
  test.describe(`${width} wide`, () => {
    test.use({ viewport: { width, height: width < 500 ? 740 : 900 } });

    test('nothing has to be scrolled sideways, and nothing stands outside', async ({ page }) => {
      await open(page);
      for (const place of ['Text', 'Ladder', 'States', 'Octets', 'Maildrop']) {
        await show(page, place);
        for (const step of ['Home', 'ArrowRight', 'End']) {
          await press(page, step);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        }
        for (const name of ['Play', 'Send', 'Help'])
          await expect(page.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
      }
    });
  });

for (const viewport of sizes)
  test.describe(`${viewport.width} wide`, () => {
    test.use({ viewport });

    test('nothing jumps while the page loads', async ({ page }) => {
      await page.addInitScript(() => {
        const seen = globalThis as unknown as { shifts: number };
        seen.shifts = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) seen.shifts += (entry as unknown as { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await open(page);
      await page.evaluate(() => document.fonts.ready);
      await painted(page);
      expect(await page.evaluate(() => (globalThis as unknown as { shifts: number }).shifts)).toBeLessThan(
        0.02,
      );
    });

    test('each pane stays where it is while one steps and types', async ({ page }) => {
      await open(page);
      for (const place of ['Ladder', 'Octets', 'Maildrop']) {
        await show(page, place);
        await press(page, 'Home');
        await at(page, 1);
        const before = await boxes(page);
        expect(Object.keys(before).length).toBeGreaterThan(8);
        for (let step = 2; step <= 21; step++) {
          await press(page, 'ArrowRight');
          await at(page, step);
          expect(await boxes(page), `at step ${step}`).toEqual(before);
        }
        await press(page, '/');
        await page.keyboard.type('RETR 2');
        expect(await boxes(page), 'while typing').toEqual(before);
        for (const _ of 'RETR 2') await page.keyboard.press('Backspace');
      }
    });
  });

/** Waits until what was drawn last has been painted. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Where the panes and what one aims at stand. */
function boxes(page: Page): Promise<Record<string, number[]>> {
  return page.evaluate(() => {
    const found: Record<string, number[]> = {};
    const measure = (name: string, e: Element): void => {
      const { x, y, width, height } = e.getBoundingClientRect();
      if (width > 0) found[name] = [x, y, width, height].map(Math.round);
    };
    const scope = document.querySelector('pop-scope')?.shadowRoot;
    for (const pane of scope?.querySelectorAll('.top *, .panes *, .foot *') ?? []) {
      measure(pane.localName, pane);
      const parts =
        pane.shadowRoot?.querySelectorAll('h2, .scroll, .buttons button, .scrub, input, form') ?? [];
      for (const [i, part] of [...parts].entries()) measure(`${pane.localName} ${part.localName} ${i}`, part);
    }
    return found;
  });
}

test('nothing is asked of any other host, and the policy is kept', async ({ page, baseURL }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.addInitScript(() => {
    const seen = globalThis as unknown as { broken: string[] };
    seen.broken = [];
    document.addEventListener('securitypolicyviolation', (e) =>
      seen.broken.push(`${e.violatedDirective} ${e.blockedURI}`),
    );
  });
  const response = await page.goto('./');
  expect(response?.headers()['content-security-policy']).toMatch(/default-src 'none'/);
  await expect(page.getByText('engine ready')).toBeAttached();
  await press(page, 'ArrowRight', 'End', 'ArrowLeft', 'ArrowLeft');
  await say(page, 'NOOP');
  await page.getByRole('button', { name: 'Start this task' }).click();
  await say(page, 'USER ada');
  await page.getByRole('button', { name: 'Give me a hint' }).click();
  await press(page, '?');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(asked.length).toBeGreaterThan(4);
  const origin = new URL(baseURL ?? '').origin;
  expect(asked.filter((url) => new URL(url).origin !== origin)).toEqual([]);
  expect(await page.evaluate(() => (globalThis as unknown as { broken: string[] }).broken)).toEqual([]);
});

test('twice as large, on a desk of 1440 × 900: nothing is cut, the link neither', async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 450 });
  await open(page);
  for (const place of ['Text', 'Ladder', 'States', 'Octets', 'Maildrop']) {
    await show(page, place);
    await press(page, 'End');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(720);
    for (const name of ['Play', 'Send', 'Help'])
      await expect(page.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    if (place !== 'Text')
      await expect(page.locator('pop-explain h2').getByRole('link')).toBeInViewport({ ratio: 0.99 });
  }
});

test('where the system has few colours of its own, the drawings take them, and all can be read', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await open(page);
  await press(page, 'End');
  const colours = await page.evaluate(() => {
    const scope = document.querySelector('pop-scope')?.shadowRoot;
    const of = (pane: string, what: string): CSSStyleDeclaration =>
      getComputedStyle(scope?.querySelector(pane)?.shadowRoot?.querySelector(what) as Element);
    const number = of('pop-ladder', '.row[aria-selected="true"] .number');
    return {
      state: [of('pop-machine', '.node:not(.lit) .band').fill, of('pop-machine', '.node .name').fill],
      number: [number.color, number.backgroundColor],
      arrow: of('pop-machine', '.way').stroke,
    };
  });
  const [paper, ink] = ['rgb(0, 0, 0)', 'rgb(255, 255, 255)'];
  expect(colours).toEqual({ state: [paper, ink], number: [paper, ink], arrow: ink });
});

test('in a page that is written from right to left, what is on the wire is not', async ({ page }) => {
  await open(page);
  await press(page, 'End');
  await page.evaluate(() => {
    document.documentElement.lang = 'he';
    document.documentElement.dir = 'rtl';
  });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440);
  const left = async (what: Locator): Promise<number> => (await what.boundingBox())?.x ?? -1;
  expect(await left(page.locator('article.lesson'))).toBeGreaterThan(await left(page.locator('pop-ladder')));
  const prompt = page.locator('pop-console label');
  expect(await left(prompt)).toBeLessThan(await left(page.locator('pop-console input')));
  for (const wire of ['.dialogue', 'pop-console form', 'pop-ladder .label', 'pop-explain .say'])
    await expect(page.locator(wire).first()).toHaveCSS('direction', 'ltr');
  await expect(page.locator('pop-console .truth')).toHaveCSS('direction', 'rtl');
});
