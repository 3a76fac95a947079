import { tabTo } from './focus';
import { at, expect, line, open, press, say, test } from './page';

test('a step may be an event, or an octet', async ({ page }) => {
  await open(page);
  await press(page, 'ArrowRight', 'ArrowRight');
  await at(page, 3);
  const stride = page.getByRole('combobox', { name: 'What one step is' });
  await stride.selectOption('octet');
  const forth = page.getByRole('button', { name: 'Step forward' });
  await forth.click();
  await expect(page.locator('pop-transport .where')).toContainText('octet 1');
  for (let i = 0; i < 5; i++) await forth.click();
  await expect(page.locator('pop-transport .where')).toContainText('octet 6');
  // STAT and CRLF are six: the next octet is the reply's first.
  await forth.click();
  await at(page, 4);
  await expect(page.locator('pop-transport .where')).toContainText('octet 1');
  await page.getByRole('button', { name: 'Step back' }).click();
  await at(page, 3);
  await stride.selectOption('event');
  await forth.click();
  await expect(page.locator('pop-explain')).toContainText('event 1 of 3');
});

test('it plays at the speed that is chosen, and as its own clock goes', async ({ page }) => {
  await page.clock.install();
  await open(page);
  await page.clock.pauseAt(Date.now() + 60_000);
  const speed = page.getByRole('combobox', { name: 'How fast it plays' });
  await speed.selectOption('4 ×');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.clock.runFor(800);
  await at(page, 3);
  await page.getByRole('button', { name: 'Pause' }).click();
  await speed.selectOption('true time');
  await page.getByRole('button', { name: 'Play' }).click();
  // Each step takes some 40 ms of its own time, and a little longer here so that it can be seen.
  await page.clock.runFor(240);
  await at(page, 7);
});

test('branches stand in a tree, and have the names one gives them, also after a reload', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'PASS wrong', 'NOOP');
  await page.keyboard.press('Escape');
  await tabTo(page, /^The branches as a tree/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const tree = page.getByRole('dialog', { name: 'Courses this session has taken' });
  await expect(tree.locator('ul ul .name')).toHaveText('PASS … instead');
  await tree.getByRole('button', { name: 'Rename “PASS … instead”' }).click();
  await page.keyboard.type('a mistyped password');
  await page.keyboard.press('Enter');
  await expect(tree.locator('ul ul .name')).toHaveText('a mistyped password');
  // Esc leaves a name as it was, and then the tree.
  await tree.getByRole('button', { name: 'Rename “as recorded”' }).click();
  await page.keyboard.type('x');
  await page.keyboard.press('Escape');
  await expect(tree.getByRole('button', { name: 'as recorded', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tree).toBeHidden();
  await page.reload();
  await expect(page.getByRole('button', { name: 'a mistyped password' })).toBeVisible();
});

test('marks stand where connections open and close, and where something is refused', async ({ page }) => {
  await open(page);
  for (const kind of ['opened', 'closed', 'refused'])
    await expect(page.locator(`pop-transport .marks .${kind}`)).toHaveAttribute('d', /^M\d/);
  await expect(page.locator('pop-transport .marks .fault')).toHaveCount(0);
  await press(page, 'End');
  await page.getByRole('button', { name: 'Connect again' }).click();
  await page.getByRole('button', { name: 'Wait 11 min' }).click();
  await expect(page.locator('pop-transport .marks .fault')).toHaveCount(1);
});

test('a move that the state does not know is barred, and said', async ({ page }) => {
  await open(page);
  await press(page, 'ArrowRight', 'ArrowRight', 'ArrowRight');
  const machine = page.locator('pop-machine');
  await expect(machine.locator('.stub text')).toHaveText('× STAT');
  await expect(machine.getByRole('note')).toHaveText('× STAT refused here');
  await press(page, 'ArrowRight');
  await expect(machine.locator('.stub')).toHaveCount(0);
});

test('a way between states tells what takes it, by mouse and by keyboard', async ({ page }) => {
  await open(page);
  const card = page.getByRole('dialog', { name: 'From AUTHORIZATION to TRANSACTION' });
  await page.locator('pop-machine').getByText('APOP', { exact: true }).click();
  await expect(card).toContainText('PASS string');
  await expect(card.getByRole('link', { name: 'RFC 1939 section 7' }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await tabTo(page, /^Stays in TRANSACTION/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Stays in TRANSACTION' })).toContainText('RETR msg');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Stays in TRANSACTION/ })).toBeFocused();
});

test('both machines of POP2 and the maildrops have room on a desk', async ({ page }) => {
  await open(page, 'pop2-counted-letters');
  await expect(page.locator('pop-machine .drawing')).toHaveCount(2);
  const over = await page
    .locator('pop-scope .side')
    .evaluate((side) => side.scrollHeight - side.clientHeight);
  expect(over).toBeLessThanOrEqual(0);
});

test('what a step changes is told, and its event has an address', async ({ page }) => {
  await open(page);
  const explain = page.locator('pop-explain');
  await page.getByRole('link', { name: 'S: +OK ada' }).click();
  await expect(explain.locator('dl > div')).toHaveText([
    /Maildrop ada\s+open →becomes locked/,
    /Session\s+AUTHORIZATION →becomes TRANSACTION/,
  ]);
  await page.getByRole('link', { name: 'S: +OK message 3 deleted' }).click();
  await expect(explain.locator('dl')).toContainText('Mark on message 3');
  const address = await explain.getByRole('link', { name: 'Link' }).getAttribute('href');
  await expect(line(page)).toHaveValue('');
  await page.goto('about:blank');
  await page.goto(address ?? '');
  await at(page, 26);
});

test('on a telephone long words and numbers stand beside the buttons, not over them', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('./?lang=de');
  await expect(page.locator('pop-transport .where')).toContainText('Schritt 1 von 31');
  await page.keyboard.press('End');
  await expect(page.locator('pop-transport .where')).toContainText('Schritt 31 von 31');
  const [buttons, where] = await Promise.all(
    ['.buttons', '.where'].map((part) => page.locator(`pop-transport ${part}`).boundingBox()),
  );
  expect(where?.x).toBeGreaterThanOrEqual((buttons?.x ?? 0) + (buttons?.width ?? 0));
  expect(where?.height).toBeLessThanOrEqual(buttons?.height ?? 0);
});
