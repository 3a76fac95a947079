import { at, cutOff, expect, hold, line, moment, press, ready, recorded, say, test } from './page';
import { promised } from './promised';

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the lesson and its recorded session can be read', async ({ page }) => {
    await page.goto('./');
    await expect(page.getByRole('heading', { name: 'Your first POP3 session', level: 1 })).toBeVisible();
    await expect(page.getByText('Deleted is not gone')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Dialogue' }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: 'C: RETR 3' })).toBeVisible();
    const record = page.locator('#record');
    await expect(record.getByRole('heading', { name: 'The recorded session' })).toBeVisible();
    await expect(record.locator('li')).toHaveCount(31);
    const lesson = await recorded(page);
    for (let step = 1; step <= 31; step++)
      await expect(record.locator(`#step-${step}`)).toContainText(promised(lesson, step).says);
    await expect(record.locator('#step-20')).toContainText('It is still there.');
  });

  test('a line of the dialogue leads to what happened', async ({ page }) => {
    await page.goto('./');
    await page.getByRole('link', { name: 'C: DELE 3' }).click();
    await expect(page).toHaveURL(/#step-25$/);
    await expect(page.locator('#step-25')).toBeInViewport();
  });

  test('what goes on in a second line of the dialogue stands under what was said', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto('./');
    // Where each line begins.
    const lefts = await page.locator('.dialogue span > code').evaluateAll((all) =>
      all.map((code) => {
        const lines = new Map<number, number>();
        for (const { top, left } of code.getClientRects())
          lines.set(Math.round(top), Math.min(left, lines.get(Math.round(top)) ?? left));
        return [...lines.values()];
      }),
    );
    expect(lefts.some((l) => l.length > 1)).toBe(true);
    for (const l of lefts) expect(Math.max(...l) - Math.min(...l), `${l}`).toBeLessThan(2);
  });

  test('the links before the lesson lead where they say', async ({ page }) => {
    await page.goto('./');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'To the lesson' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'To the session' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('#record h2')).toBeInViewport();
  });

  test('the task can be read; its hints and solution open', async ({ page }) => {
    await page.goto('./');
    const task = page.locator('section.task');
    await expect(task).toContainText('Delete message 2, the stamp sale');
    await expect(task.locator('.goals')).toHaveText(/Message 2 is gone/);
    await expect(task.getByText('The server is polite')).toBeHidden();
    await task.getByText('Hint 1').click();
    await expect(task.getByText('The server is polite')).toBeVisible();
    await task.getByText('Solution').focus();
    await page.keyboard.press('Enter');
    await expect(task.locator('.solution li').last()).toHaveText('QUIT');
    await expect(task.locator('.solution li').last()).toBeVisible();
  });
});

test('the text is there before any script has come', async ({ page }) => {
  const release = await hold(page, '**/assets/*.js');
  await page.goto('./', { waitUntil: 'commit' });
  await expect(page.getByRole('heading', { name: 'Your first POP3 session' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'C: RETR 3' })).toBeVisible();
  await expect(page.locator('#record')).toBeAttached();
  release();
  await ready(page);
  await expect(page.locator('#record')).toBeHidden();
});

test('before the engine has come, the recorded session works', async ({ page }) => {
  const release = await hold(page, '**/*.wasm');
  await page.goto('./');
  await expect(page.getByText('engine on its way')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Your first POP3 session' })).toBeVisible();
  await at(page, 1, 31);
  const lesson = await recorded(page);
  for (const step of [1, 8, 14, 20, 31]) {
    if (step > 1) await page.locator(`.lesson a[data-step="${step}"]`).click();
    await at(page, step, 31);
    expect(await moment(page)).toEqual(promised(lesson, step));
  }
  await press(page, 'ArrowLeft');
  await at(page, 30);
  release();
  await ready(page);
  // Where the learner stood, it goes on.
  await at(page, 30, 31);
  expect(await moment(page)).toEqual(promised(lesson, 30));
});

test.describe('where the engine cannot be had', () => {
  test.use({ excused: [cutOff] });

  test('the record is there all the same; trying again fetches the engine', async ({ page }) => {
    await page.route('**/*.wasm', (route) => route.abort());
    await page.goto('./');
    const notice = page.locator('pop-notices');
    await expect(notice).toContainText('The engine could not be loaded.');
    await expect(page.getByText('recorded session only')).toBeAttached();
    const lesson = await recorded(page);
    await press(page, 'End');
    await at(page, 31);
    expect(await moment(page)).toEqual(promised(lesson, 31));
    await page.getByRole('link', { name: 'S: +OK 2 590' }).click();
    await say(page, 'RSET');
    await page.keyboard.type('NOO');
    await expect(page.locator('pop-console')).toContainText(
      'The engine is missing; 1 line of yours waits for it.',
    );
    await notice.getByRole('button', { name: 'Try again' }).click();
    await expect(notice).toContainText('The engine could not be loaded.');
    await page.unroute('**/*.wasm');
    await notice.getByRole('button', { name: 'Try again' }).click();
    await ready(page);
    await expect(notice).not.toContainText('could not');
    await at(page, 30, 30);
    expect((await moment(page)).arrow).toBe('server: +OK maildrop has 3 messages (1029 octets)');
    await expect(line(page)).toHaveValue('NOO');
  });
});
