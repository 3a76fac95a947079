import type { Locator, Page } from '@playwright/test';
import { cleanPage, NARROW } from './clean';
import { at, expect, open, press, test } from './page';

/** The bench with the message that the recorded session's step brings. */
async function bench(page: Page, step: number, lesson?: string): Promise<Locator> {
  await open(page, lesson);
  for (let i = 1; i < step; i++) await press(page, 'ArrowRight');
  await at(page, step);
  const octets = page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name: 'Octets' });
  if (await octets.isVisible()) await octets.click();
  await page.getByRole('button', { name: 'Framing', exact: true }).click();
  const pane = page.locator('pop-framing');
  await expect(pane.locator('pop-tape .cell').first()).toBeVisible();
  return pane;
}

test('the decoder eats octet by octet, by keyboard', async ({ page }) => {
  const pane = await bench(page, 2);
  const lit = pane.locator('.stage.now text');
  const head = pane.getByRole('slider', { name: 'Reading head' });
  const size = Number(await head.getAttribute('max'));
  await expect(lit).toHaveText('first line');
  await head.focus();
  await page.keyboard.press('ArrowRight');
  await expect(head).toHaveAttribute('aria-valuetext', `1 of ${size} octets read`);
  await expect(pane.locator('.telling')).toContainText('An octet of the first line.');
  await expect(pane.locator('.out h3')).toHaveText('Handed on: 1 octet');
  await page.keyboard.press('End');
  await expect(lit).toHaveText('end');
  await page.keyboard.press('ArrowLeft');
  // CR is held: only what follows tells what it is.
  await expect(lit).toHaveText('first line, CR');
  await expect(pane.locator('.cell.held .hex')).toHaveText('0d');
  await expect(pane.locator('.out h3')).toHaveText(`Handed on: ${size - 2} octets`);
  // The session stands where it stood: these keys were the head's.
  await at(page, 2);
  // The octet that was read last is marked with the octets, too.
  await page.getByRole('button', { name: 'Octets', exact: true }).click();
  await expect(page.locator('pop-octets .hex .here').first()).toHaveText('0d');
});

test('segments are cut and joined by keyboard, and what must be remembered is told', async ({ page }) => {
  const pane = await bench(page, 2);
  const edges = pane.locator('.edge');
  await expect(edges).toHaveCount(0);
  const head = pane.getByRole('slider', { name: 'Reading head' });
  await head.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await pane.getByRole('button', { name: 'Cut here' }).click();
  await expect(edges).toHaveCount(1);
  await expect(edges).toBeFocused();
  await expect(edges).toHaveAttribute('aria-valuenow', '3');
  await expect(pane.locator('.segment')).toHaveText(['segment 1', 'segment 2']);
  await page.keyboard.press('ArrowRight');
  await expect(edges).toHaveAttribute('aria-valuenow', '4');
  await expect(pane.locator('.memory')).toContainText('where it stands: first line');
  await expect(pane.locator('.memory')).toContainText('4 octets of a line that is not over');
  // Between CR and LF nothing is certain.
  await page.keyboard.press('End');
  await expect(pane.locator('.memory')).toContainText('where it stands: first line, CR');
  await expect(pane.locator('.memory')).toContainText('1 octet without a fate yet');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(edges).toHaveCount(2);
  await expect(edges.nth(1)).toBeFocused();
  await expect(edges.nth(1)).toHaveAttribute('aria-valuenow', '2');
  await page.keyboard.press('Delete');
  await expect(edges).toHaveCount(1);
  await expect(edges).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(edges).toHaveCount(0);
  await expect(pane.locator('.telling')).toContainText('All of it in one piece.');
});

test('an edge is dragged, and a click on an octet reads up to it', async ({ page }) => {
  const pane = await bench(page, 2);
  const cell = async (n: number): Promise<{ x: number; y: number; width: number; height: number }> => {
    const box = await pane.locator(`.cell[data-octet="${n}"]`).boundingBox();
    if (!box) throw new Error(`octet ${n} is not to be seen`);
    return box;
  };
  const third = await cell(3);
  await page.mouse.click(third.x + third.width / 2, third.y + third.height / 2);
  await expect(pane.locator('.count')).toHaveText(/^4\//);
  await pane.getByRole('button', { name: 'Cut here' }).click();
  const edge = pane.locator('.edge');
  await expect(edge).toHaveAttribute('aria-valuenow', '4');
  await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
  const grip = await edge.boundingBox();
  if (!grip) throw new Error('the edge is not to be seen');
  const y = grip.y + grip.height / 2;
  await page.mouse.move(grip.x + grip.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(grip.x + grip.width / 2 + 1.5 * third.width, y, { steps: 4 });
  await page.mouse.move(grip.x + grip.width / 2 + 3 * third.width, y, { steps: 4 });
  await page.mouse.up();
  await expect(edge).toHaveAttribute('aria-valuenow', '7');
});

test('a text of one’s own is stuffed, and unstuffed again', async ({ page }) => {
  const pane = await bench(page, 2);
  await pane.getByRole('button', { name: 'A text of your own' }).click();
  const text = pane.getByRole('textbox');
  await text.fill('one\n.two\n.');
  const head = pane.getByRole('slider', { name: 'Reading head' });
  await expect(pane.locator('h2')).toContainText('multi-line');
  await expect.poll(async () => (await head.getAttribute('max')) ?? '').not.toBe('0');
  await head.focus();
  await page.keyboard.press('End');
  await expect(pane.locator('.stage.now text')).toHaveText('end');
  await expect(pane.locator('.cell.stuffed')).toHaveCount(2);
  await expect(pane.locator('.cell.termination')).toHaveCount(3);
  await expect(pane.locator('.out pre')).toHaveText(/\n\.two/);
  await expect(pane.locator('.out pre')).not.toHaveText(/\.\.two/);
  await pane.getByRole('button', { name: 'A text of your own' }).click();
  await expect(text).toHaveCount(0);
  await expect(pane.locator('.cell').first()).toBeVisible();
});

test('where octets are counted, the counter counts down', async ({ page }) => {
  const pane = await bench(page, 2, 'pop1-whole-mailbox');
  await page.getByRole('button', { name: 'A text of your own' }).click();
  await pane.getByRole('textbox').fill('abc');
  const left = pane.locator('.due b');
  await expect(left).toHaveText('5');
  const head = pane.getByRole('slider', { name: 'Reading head' });
  await head.focus();
  await page.keyboard.press('ArrowRight');
  await expect(left).toHaveText('4');
  await page.keyboard.press('End');
  await expect(left).toHaveText('0');
  await expect(pane.locator('.stage.now text')).toHaveText('end');
});

test('it plays by itself, and stops at the end', async ({ page }) => {
  const pane = await bench(page, 3);
  const head = pane.getByRole('slider', { name: 'Reading head' });
  const size = Number(await head.getAttribute('max'));
  await head.focus();
  await page.keyboard.press('End');
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
  await pane.getByRole('button', { name: 'Read on', exact: true }).click();
  await expect(pane.locator('.count')).toHaveText(`${size}/${size}`);
  await expect(pane.getByRole('button', { name: 'Read on', exact: true })).toBeVisible();
});

test('axe finds nothing in any theme, narrow and wide', async ({ page }) => {
  test.slow();
  await page.setViewportSize(NARROW);
  const pane = await bench(page, 2);
  await pane.getByRole('slider', { name: 'Reading head' }).focus();
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
  await pane.getByRole('button', { name: 'Cut here' }).click();
  await cleanPage(page);
});
