import { at, expect, moment, open, press, recorded, test, where } from './page';
import { promised } from './promised';

test('the buttons lead forwards and backwards', async ({ page }) => {
  await open(page);
  await at(page, 1, 31);
  const button = (name: string) => page.getByRole('button', { name });
  await expect(button('Step back')).toBeDisabled();
  await expect(button('First step')).toBeDisabled();
  await button('Step forward').click();
  await at(page, 2);
  await button('Step forward').click();
  await button('Step back').click();
  await at(page, 2);
  await button('Last step').click();
  await at(page, 31);
  await expect(button('Step forward')).toBeDisabled();
  await expect(button('Last step')).toBeDisabled();
  await button('First step').click();
  await at(page, 1);
});

test('the keys lead forwards and backwards', async ({ page }) => {
  await open(page);
  await press(page, 'ArrowRight', 'ArrowRight', 'ArrowRight');
  await at(page, 4);
  await press(page, 'ArrowLeft');
  await at(page, 3);
  await press(page, 'End');
  await at(page, 31);
  await press(page, 'ArrowRight');
  await at(page, 31);
  await press(page, 'Home');
  await at(page, 1);
  await press(page, 'ArrowLeft');
  await at(page, 1);
});

test('with Shift the arrow keys go from event to event within a step', async ({ page }) => {
  await open(page);
  await press(page, 'ArrowRight', 'ArrowRight');
  const explain = page.locator('pop-explain');
  await expect(explain).toContainText('event 3 of 3');
  await press(page, 'Shift+ArrowRight');
  await at(page, 4);
  await expect(explain).toContainText('event 1 of 3');
  await press(page, 'Shift+ArrowRight');
  await expect(explain).toContainText('event 2 of 3');
  await press(page, 'Shift+ArrowLeft', 'Shift+ArrowLeft');
  await at(page, 3);
  await expect(explain).toContainText('event 3 of 3');
});

test('an event of a step can be chosen in its explanation', async ({ page }) => {
  await open(page);
  await press(page, 'ArrowRight');
  const event = page.getByRole('button', { name: 'The session begins in the AUTHORIZATION state.' });
  await event.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('pop-explain')).toContainText('event 3 of 4');
  await expect(page.locator('pop-explain .say')).toContainText('The session begins');
  await expect(event).toHaveAttribute('aria-current', 'true');
  await expect(event).toBeFocused();
  await at(page, 2);
});

test('all panes say the same moment, at every step, forwards and backwards', async ({ page }) => {
  await open(page);
  const lesson = await recorded(page);
  for (let step = 1; step <= 31; step++) {
    await at(page, step);
    expect(await moment(page)).toEqual(promised(lesson, step));
    if (step < 31) await press(page, 'ArrowRight');
  }
  for (let step = 30; step >= 1; step--) {
    await press(page, 'ArrowLeft');
    await at(page, step);
    expect(await moment(page)).toEqual(promised(lesson, step));
  }
});

test('the maildrop is locked, numbered, marked and emptied as the lesson says', async ({ page }) => {
  await open(page);
  const to = async (step: number) => {
    await page.locator(`.lesson a[data-step="${step}"]`).click();
    await at(page, step);
    return moment(page);
  };
  const before = await to(7);
  expect(before.lock).toBe('3 messages; not locked');
  expect(before.server).toEqual(['–no number yet 300', '–no number yet 290', '–no number yet 439']);
  expect(before.told).toBe('It has not been told what there is.');
  const locked = await to(8);
  expect(locked.lock).toBe('3 messages; locked by connection 1');
  expect(locked.server).toEqual(['1 300', '2 290', '3 439']);
  expect((await to(14)).client).toEqual(['1 300 whole', '2 290 nothing', '3 439 nothing']);
  expect((await to(20)).server).toEqual(['1 300 marked', '2 290', '3 439']);
  expect((await to(24)).server).toEqual(['1 300', '2 290', '3 439']);
  const gone = await to(31);
  expect(gone.server).toEqual(['1 300', '2 290', '3 439 gone']);
  expect(gone.lock).toBe('2 messages; not locked');
  expect(gone.client).toEqual(['1 300 whole', '2 290 nothing', '3 439 whole removed']);
  // Back in time what was gone is there.
  expect((await to(8)).server).toEqual(['1 300', '2 290', '3 439']);
});

test('the scrubber leads anywhere, by mouse and by keyboard', async ({ page }) => {
  await open(page);
  const scrubber = page.getByRole('slider', { name: 'Step' });
  await expect(scrubber).toHaveAttribute('aria-valuetext', 'step 1 of 31');
  const box = await scrubber.boundingBox();
  if (!box) throw new Error('no scrubber');
  const middle = box.y + box.height / 2;
  await page.mouse.click(box.x + box.width / 2, middle);
  await expect.poll(() => where(page)).toMatch(/^step 1[456] of 31$/);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 2, middle, { steps: 5 });
  await page.mouse.up();
  await at(page, 31);
  await scrubber.press('Home');
  await at(page, 1);
  await scrubber.press('ArrowRight');
  await at(page, 2);
  await expect(scrubber).toHaveAttribute('aria-valuetext', 'step 2 of 31');
  await scrubber.press('End');
  await at(page, 31);
  await scrubber.press('ArrowLeft');
  await at(page, 30);
});

test('an arrow of the ladder leads to its step, by mouse and by keyboard', async ({ page }) => {
  await open(page);
  await page.getByRole('option', { name: 'client: STAT' }).first().click();
  await at(page, 3);
  const ladder = page.getByRole('listbox', { name: 'Messages between client and server' });
  await ladder.press('ArrowDown');
  await at(page, 4);
  await ladder.press('ArrowUp');
  await ladder.press('ArrowUp');
  await at(page, 2);
  // The marked arrow is in sight, however long the session.
  await press(page, 'End');
  await expect(page.getByRole('option', { selected: true, name: /signing off/ })).toBeInViewport();
  await press(page, 'Home');
  await expect(page.getByRole('option', { selected: true, name: /^Step 1:/ })).toBeInViewport();
});

test('a line of the lesson leads to its step, and the step marks its line', async ({ page }) => {
  await open(page);
  const retr = page.getByRole('link', { name: 'C: RETR 3' });
  await retr.click();
  await at(page, 17);
  await expect(retr).toHaveAttribute('aria-current', 'step');
  await expect(page.locator('section.here h2')).toHaveText('A letter full of dots');
  const dele = page.getByRole('link', { name: 'C: DELE 1' });
  await dele.focus();
  await page.keyboard.press('Enter');
  await at(page, 19);
  await expect(dele).toHaveAttribute('aria-current', 'step');
  await expect(retr).not.toHaveAttribute('aria-current');
  // Stepping brings the text along.
  await press(page, 'End');
  await expect(page.getByRole('link', { name: /signing off/ })).toBeInViewport();
  await press(page, 'Home');
  await expect(page.getByRole('link', { name: '<open connection>' })).toBeInViewport();
});

test('a message and a state, when chosen, mark the steps that touch them', async ({ page }) => {
  await open(page);
  await press(page, 'End');
  const marked = page.locator('pop-ladder .row.same .label');
  await page
    .getByRole('region', { name: 'Server' })
    .getByRole('button', { name: 'Your name in Morse', exact: true })
    .click();
  await expect(marked).toHaveText([/message 3 deleted/, /signing off/]);
  // Only the rows in sight are in the document: further up is the RETR.
  await press(page, ...Array(12).fill('ArrowLeft'));
  await expect(marked).toHaveText([/439 octets/, /message 3 deleted/]);
  await press(page, 'End');
  const state = page.getByRole('button', { name: /^closed, the current state/ });
  await state.focus();
  await page.keyboard.press('Enter');
  await expect(state).toHaveAttribute('aria-pressed', 'true');
  await expect(marked).toHaveText([/signing off/]);
});

test('playing goes on to the end; Space pauses it', async ({ page }) => {
  await page.clock.install();
  await open(page);
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.getByRole('button', { name: 'Play' }).click();
  await page.clock.runFor(1600);
  await at(page, 2);
  await page.clock.runFor(3200);
  await at(page, 4);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await page.clock.runFor(16_000);
  await at(page, 4);
  await press(page, ' ');
  await page.clock.runFor(1600);
  await at(page, 5);
  await press(page, ' ');
  await page.clock.runFor(16_000);
  await at(page, 5);
  await press(page, ' ');
  await page.clock.runFor(60_000);
  await at(page, 31);
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  // From the end it begins anew.
  await press(page, ' ');
  await page.clock.runFor(1600);
  await at(page, 2);
});

test.describe('for those who want no motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('no arrow flies and the text does not glide', async ({ page }) => {
    await open(page);
    await press(page, 'End');
    await at(page, 31);
    const flies = () =>
      page.locator('pop-ladder .drawing .now').evaluate((e) => getComputedStyle(e).animationName);
    expect(await flies()).toBe('none');
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await flies()).toBe('fly');
  });
});
