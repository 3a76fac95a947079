import type { Page } from '@playwright/test';
import { at, expect, open, press, test } from './page';

/** Where some digits stand in the hexadecimal: the first that are so. */
function digits(page: Page, text: string): Promise<DOMRect> {
  return page.locator('pop-octets .cells').evaluate((pre, text) => {
    const found = [...pre.childNodes].find((n) => n instanceof Text && n.data.includes(text));
    const at = found?.textContent?.indexOf(text) ?? -1;
    if (!found || at < 0) throw new Error(`${text} is not to be seen`);
    const range = document.createRange();
    range.setStart(found, at);
    range.setEnd(found, at + text.length);
    return range.getBoundingClientRect().toJSON();
  }, text);
}

test('each part of a message has a name, and CR and LF can be seen', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'C: RETR 1' }).first().click();
  await at(page, 13);
  const octets = page.locator('pop-octets');
  await expect(octets).toContainText('8 octets, from client');
  await expect(octets.getByRole('option')).toHaveText([
    /^RETR.*keyword/,
    / .*/,
    /^1.*message-number/,
    /^CRLF.*CRLF/i,
  ]);
  await expect(octets.locator('.line .ctl')).toHaveText(['CR', 'LF']);
  await expect(octets.locator('.cells')).toHaveText(/^52 45 54 52 20 31 0d 0a +RETR 1··\s$/);
});

test('pointing at a part tells its meaning and its section', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'C: RETR 1' }).first().click();
  await at(page, 13);
  const legend = page.locator('pop-octets .legend');
  await page.getByRole('option', { name: 'RETR' }).last().hover();
  await expect(legend).toContainText('keyword octets 0 to 3');
  const section = legend.getByRole('link', { name: 'RFC 1939 section 3' });
  await expect(section).toHaveAttribute('href', 'https://www.rfc-editor.org/rfc/rfc1939#section-3');
  // The same part is marked in the hexadecimal, and pointing there does the same.
  const first = await digits(page, '52 45 54 52');
  const mark = await page.locator('pop-octets .hex .on').boundingBox();
  if (!mark) throw new Error('nothing is marked');
  // The mark is also under the part's text, on the right.
  expect(mark.x).toBeLessThan(first.x);
  expect(mark.x).toBeGreaterThan(first.x - 8);
  expect(Math.abs(mark.y - first.y)).toBeLessThan(4);
  const third = await digits(page, '31');
  await page.mouse.move(third.x + third.width / 2, third.y + third.height / 2);
  await expect(legend).toContainText('message-number octet 5');
  await expect(page.locator('pop-octets .piece[aria-selected="true"] .octs')).toHaveText('1');
});

test('the keys lead from part to part, and on to the section', async ({ page }) => {
  await open(page);
  await press(page, 'ArrowRight');
  await at(page, 2);
  const legend = page.locator('pop-octets .legend');
  const parts = page.locator('pop-octets .piece');
  await parts.first().focus();
  const told: string[] = [];
  for (let i = 0; i < (await parts.count()); i++) {
    await expect(parts.nth(i)).toBeFocused();
    await expect(legend.locator('b')).toHaveText(
      ((await parts.nth(i).locator('.name').textContent()) ?? '').trim(),
    );
    await expect(legend.getByRole('link', { name: /^RFC 1939 section/ })).toBeVisible();
    told.push((await legend.locator('b').textContent()) ?? '');
    await page.keyboard.press('ArrowDown');
  }
  expect(told[0]).toBe('status indicator');
  expect(told.at(-1)).toBe('CRLF');
  await page.keyboard.press('ArrowUp');
  await expect(parts.nth(-2)).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(legend.getByRole('link')).toBeFocused();
});

test('a long message is folded, and unfolds', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'C: RETR 3' }).click();
  await press(page, 'ArrowRight');
  await at(page, 18);
  const octets = page.locator('pop-octets');
  await expect(octets).not.toContainText('Samuel␍');
  const lines = octets.locator('.line');
  const few = await lines.count();
  await octets.getByRole('button', { name: 'Show all' }).click();
  await expect(octets.getByRole('button', { name: 'Show all' })).toBeHidden();
  await expect.poll(() => lines.count()).toBeGreaterThan(few);
  await expect(lines.last().locator('.octs')).toHaveText(['.', /CR/]);
  // The dots that the server put in are named as such.
  await expect(octets.locator('.name', { hasText: 'stuff' }).first()).toBeAttached();
});

test('a step without octets says so', async ({ page }) => {
  await open(page);
  await at(page, 1);
  await expect(page.locator('pop-octets')).toContainText('No octets are sent in this step.');
});

test('one octet is looked at, by keys and by mouse', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'C: RETR 1' }).first().click();
  await at(page, 13);
  const octets = page.locator('pop-octets');
  const legend = octets.locator('.legend');
  const here = octets.locator('.hex .here').first();
  await expect(here).toHaveCount(0);
  const hexadecimal = page.getByRole('group', { name: 'The same octets in hexadecimal' });
  await hexadecimal.focus();
  for (const sign of ['52', '45', '54']) {
    await page.keyboard.press('ArrowRight');
    await expect(here).toHaveText(sign);
  }
  await expect(octets.locator('.text .here')).toHaveText('T');
  await expect(legend).toContainText('keyword octets 0 to 3');
  await expect(legend).toContainText('octet 2 is 54 in hexadecimal, 84 in decimal: T');
  await page.keyboard.press('End');
  await expect(here).toHaveText('0a');
  await expect(legend.locator('b').first()).toHaveText('CRLF');
  // The keys stay in the message: the step is the same.
  await page.keyboard.press('ArrowRight');
  await expect(here).toHaveText('0a');
  await page.keyboard.press('Home');
  await expect(here).toHaveText('52');
  await at(page, 13);
  await page.keyboard.press('Escape');
  await expect(here).toHaveCount(0);
  for (const sign of ['54', '45']) {
    const { x, y, width, height } = await digits(page, sign);
    await page.mouse.click(x + width / 2, y + height / 2);
    await expect(here).toHaveText(sign);
    // It stands upon itself, and upon what it is as text.
    expect(Math.abs(((await here.boundingBox())?.x ?? 0) - x)).toBeLessThan(1);
  }
  await expect(octets.locator('.hex .here').last()).toHaveText('E');
  // From part to part of the text, and within one from octet to octet.
  await octets.locator('.piece').nth(2).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(octets.locator('.text .here')).toHaveCount(1);
});
