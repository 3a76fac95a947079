import { focused, tabTo } from './focus';
import { at, expect, line, moment, open, test, where } from './page';

test('the whole lesson by keyboard alone', async ({ page }) => {
  await open(page);
  // Stepping with the buttons.
  await tabTo(page, /^Step forward/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await at(page, 3);
  await tabTo(page, /^Step$/);
  await page.keyboard.press('End');
  await at(page, 31);
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
  await at(page, 28);
  // A command of one's own, and an answer.
  await tabTo(page, /^Command line/);
  await page.keyboard.type('DELE 3');
  await page.keyboard.press('Enter');
  await at(page, 30, 30);
  await expect(page.locator('pop-explain .refused')).toBeVisible();
  // To its section, and to the parts of the message.
  await tabTo(page, /^RFC 1939 section 5$/, 'Shift+Tab');
  await tabTo(page, /status indicator/);
  await page.keyboard.press('ArrowDown');
  expect((await focused(page))?.name).toContain('space');
  await expect(page.locator('pop-octets .legend b')).toBeVisible();
  // Back to the course that was recorded.
  await tabTo(page, /^as recorded$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'as recorded' })).toHaveAttribute('aria-pressed', 'true');
  // And the task.
  await tabTo(page, /^Start this task$/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Command line/);
  for (const command of ['USER ada', 'PASS analytical', 'DELE 2', 'QUIT']) {
    await page.keyboard.type(command);
    await page.keyboard.press('Enter');
    await expect(line(page)).toHaveValue('');
  }
  await expect(page.locator('pop-task').getByRole('status')).toHaveText('Solved');
  await tabTo(page, /^Back to the lesson$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('pop-task')).toBeHidden();
});

for (const key of ['Tab', 'Shift+Tab'])
  test(`${key} leads through the page and round again, and is always seen`, async ({ page }) => {
    await open(page);
    await page.keyboard.press('End');
    const paths: string[] = [];
    for (let i = 0; i < 200; i++) {
      await page.keyboard.press(key);
      const now = await focused(page);
      if (!now) continue;
      if (now.path === paths[0]) break;
      expect(paths, `“${now.name}” comes once a round`).not.toContain(now.path);
      expect(now).toMatchObject({ shown: true, inView: true });
      paths.push(now.path);
    }
    const round = paths.join('\n');
    expect(paths.length).toBeLessThan(200);
    for (const pane of [
      'sheets',
      'acts',
      'explain',
      'ladder',
      'machine',
      'octets',
      'maildrop',
      'transport',
      'console',
    ])
      expect(round).toContain(`pop-${pane}`);
  });

test('the links at the top lead to the lesson and to the ladder', async ({ page }) => {
  await open(page);
  await tabTo(page, /^To the lesson$/);
  await tabTo(page, /^To the session$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox', { name: 'Messages between client and server' })).toBeFocused();
  expect(await focused(page)).toMatchObject({ shown: true, inView: true });
  await page.keyboard.press('ArrowDown');
  await at(page, 2);
});

test('a key leads into the command line and Esc out of it', async ({ page }) => {
  await open(page);
  for (const key of ['/', 't']) {
    await page.keyboard.press(key);
    await expect(line(page)).toBeFocused();
    await expect(line(page)).toHaveValue('');
    // The keys of the page are letters here.
    await page.keyboard.type('?t/ ');
    await expect(line(page)).toHaveValue('?t/ ');
    await line(page).fill('');
    await page.keyboard.press('Escape');
    await expect(line(page)).not.toBeFocused();
  }
  await page.keyboard.press('ArrowRight');
  await at(page, 2);
  expect((await moment(page)).line).toBe('2');
});

test('? opens the help; closing it gives the focus back', async ({ page }) => {
  await open(page);
  await tabTo(page, /^Step forward/);
  const before = (await focused(page))?.path;
  const help = page.getByRole('dialog', { name: 'How to use this page' });
  for (const close of ['Escape', 'Enter']) {
    await page.keyboard.press('?');
    await expect(help).toBeVisible();
    await expect(help.getByRole('button', { name: 'Close' })).toBeFocused();
    // Behind it nothing moves.
    const there = await where(page);
    await page.keyboard.press('ArrowRight');
    expect(await where(page)).toBe(there);
    await page.keyboard.press(close);
    await expect(help).toBeHidden();
    expect((await focused(page))?.path).toBe(before);
  }
  await page.keyboard.press('Space');
  await at(page, 2);
});
