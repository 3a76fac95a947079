import { expect, test } from 'vitest';
import { all, open, ready, says, text, use } from './page';

const SCOPE = 'pop-scope >>> ';
const WHERE = `${SCOPE}pop-transport >>> .where`;

test('break things: the line is cut by keyboard', async () => {
  const { page, done } = await open('./?way=break&step=13');
  const way = `${SCOPE}pop-break >>> `;
  const knife = `${way}pop-knife >>> [role="slider"]`;
  await says(page, `${way}.message code`, 'C: RETR 1');
  await use(page, knife, undefined, 'End');
  await page.keyboard.press('ArrowLeft');
  await says(page, `${way}.where`, /after octet 7 of 8/);
  await says(page, WHERE, /step 13 of 31/);
  await use(page, `${way}button`, /Cut here/, 'Enter');
  await says(page, `${way}.now`, /The line breaks\./);
  await done();
});

test('four generations stand side by side, and one becomes a session', async () => {
  const { page, done } = await open('./?way=generations');
  const way = `${SCOPE}pop-generations >>> `;
  await says(page, `${way}.plate`, /POP1.*POP2.*POP3.*POP4/);
  const sent = await all(page, `${way}.plate .step`);
  for (const line of ['RCVD', 'ACKD', 'DELE 1', 'MOVE Kept 2'])
    expect(sent.filter((s) => s.includes(line))).not.toEqual([]);
  await use(page, `${way}button`, /^Open this session/);
  await says(page, `${SCOPE}pop-sheets >>> [aria-current="true"]`, /POP1: Fetch two, delete one, keep one/);
  await done();
});

test('two devices: an experiment ends in numbers, and the calendar leads back', async () => {
  const { page, done } = await open('./?way=devices');
  const way = `${SCOPE}pop-devices >>> `;
  await use(page, `${way}button`, /The laptop downloads and deletes/, 'Enter');
  await says(page, `${way}.end`, /The phone has 2 of 3; 1 came and went/);
  expect(await all(page, `${way}.places tbody tr`)).toHaveLength(3);
  await use(page, `${way}.postmark[aria-current]`, undefined, 'ArrowLeft');
  await expect.poll(() => all(page, `${way}.places tbody tr`)).toHaveLength(2);
  await done();
});

test('predict: a question is answered, and what comes is revealed', async () => {
  const { page, done } = await open('./?way=predict&seed=4711&length=1');
  const way = `${SCOPE}pop-predict >>> `;
  await use(page, `${way}button`, /^Begin$/);
  await says(page, `${way}.prompt`, /./);
  const before = await text(page, WHERE);
  await use(page, `${way}.answer input`, undefined, ' ');
  await page.keyboard.press('Enter');
  await says(page, `${way}.stamp`, /^(Right|Not so)$/);
  await says(page, `${way}.choice.is`, /./);
  await expect.poll(() => text(page, WHERE)).not.toBe(before);
  await use(page, `${way}.next`, undefined, 'Enter');
  await says(page, `${way}.stamp`, /^[01] of 1 right$/);
  await done();
});

test('framing: the decoder eats octet by octet, and a segment is cut', async () => {
  const { page, done } = await open('./?step=2');
  const bench = `${SCOPE}pop-framing >>> `;
  await use(page, `${SCOPE}.bench .tabs button`, /^Framing$/);
  const head = `${bench}input[type="range"]`;
  await use(page, head, undefined, 'ArrowRight');
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight');
  await says(page, `${bench}.stage.now text`, 'first line');
  await says(page, `${bench}.out h3`, 'Handed on: 3 octets');
  await use(page, `${bench}button`, /Cut here/, 'Enter');
  await expect.poll(() => all(page, `${bench}pop-tape >>> .segment`)).toEqual(['segment 1', 'segment 2']);
  // The edge has the focus now: the same keys move it.
  await page.keyboard.press('ArrowRight');
  await says(page, `${bench}.memory`, /4 octets of a line that is not over/);
  await done();
});

test('a link to a session is made here, and opened elsewhere', async () => {
  const { page, done } = await open('./?step=8');
  await use(page, `${SCOPE}pop-tools >>> button.share`);
  const link = `${SCOPE}pop-share >>> textarea`;
  await use(page, `${SCOPE}pop-share >>> label`, /whole session/);
  await expect.poll(() => value(link)).toMatch(/#s1=/);
  const url = await value(link);
  await done();

  const other = await open(url);
  await says(
    other.page,
    `${SCOPE}pop-sheets >>> [aria-current="true"]`,
    /Shared with you: Your first POP3 session/,
  );
  await says(other.page, WHERE, /step 8 of 31/);
  await other.done();

  async function value(selector: string): Promise<string> {
    const field = await page.$(selector);
    return field ? field.evaluate((e) => (e as HTMLInputElement).value) : '';
  }
});

test('language, theme and projector: chosen from the menu, kept over a reload', async () => {
  const { page, done } = await open();
  const menu = async (word: RegExp, line: RegExp): Promise<void> => {
    await use(page, `${SCOPE}pop-tools >>> pop-menu >>> .fold`, word);
    await use(page, `${SCOPE}pop-tools >>> pop-menu >>> [role^="menuitem"]`, line);
  };
  const root = (name: string) => page.evaluate((n) => document.documentElement.getAttribute(n), name);
  await menu(/^View$/, /^Dark$/);
  await expect.poll(() => root('data-theme')).toBe('dark');
  expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe('dark');
  await menu(/^View$/, /^Deutsch$/);
  await says(page, WHERE, /Schritt 1 von 31/);
  await page.reload();
  await ready(page);
  expect(await root('data-theme')).toBe('dark');
  await says(page, WHERE, /Schritt 1 von 31/);
  await menu(/^Ansicht$/, /^Für den Beamer$/);
  await expect.poll(() => root('data-projector')).toBe('');
  // One pane at a time; a presenter's remote steps.
  await says(page, `${SCOPE}.places [aria-pressed="true"]`, 'Text');
  const shown = async (pane: string) => (await page.$(SCOPE + pane))?.isVisible();
  expect(await shown('pop-ladder')).toBe(false);
  await page.keyboard.press('PageDown');
  await says(page, WHERE, /Schritt 2 von 31/);
  await page.keyboard.press('2');
  await expect.poll(() => shown('pop-ladder')).toBe(true);
  await done();
});
