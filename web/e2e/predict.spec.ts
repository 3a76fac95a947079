import type { Locator, Page } from '@playwright/test';
import type { Quiz } from '../src/abi';
import type { PopScope } from '../src/scope';
import { clean } from './clean';
import { at, choose, expect, open, press, ready, say, test } from './page';

/** What the engine asks for a seed, with the right answers. */
function quiz(page: Page, seed: number, length: number): Promise<Quiz> {
  return page.evaluate(
    async ([seed, length]) => {
      const engine = await document.querySelector<PopScope>('pop-scope')?.store?.whole();
      if (!engine) throw new Error('no engine');
      return engine.quiz({ protocol: 'POP3', seed, length, difficulty: 2 });
    },
    [seed, length] as const,
  );
}

const way = (page: Page): Locator => page.getByRole('region', { name: 'Way of working' });
/** How many events each pane is given, and the last thing the ladder shows. */
const shown = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector<PopScope>('pop-scope')?.store?.active.last ?? -1);
const steps = (page: Page): Locator => page.locator('pop-ladder [role="option"]');

async function begin(page: Page, seed: number, length: number): Promise<void> {
  await page.goto(`./?way=predict&seed=${seed}&length=${length}`);
  await ready(page);
  await way(page).getByRole('button', { name: 'Begin' }).click();
  await expect(page.locator('pop-predict .prompt')).toBeVisible();
}

test('by mouse: what comes is hidden in all panes until it is foreseen; then it plays', async ({ page }) => {
  await begin(page, 4711, 3);
  const { questions } = await quiz(page, 4711, 3);
  for (const [i, q] of questions.entries()) {
    await expect(page.locator('pop-predict .line')).toContainText(q.line);
    expect(await shown(page)).toBe(q.seq);
    await press(page, 'End');
    await expect(steps(page).last()).toContainText(q.line);
    await way(page)
      .getByRole('radio', { name: q.options[q.right]?.text ?? '', exact: true })
      .click();
    await way(page).getByRole('button', { name: 'That is my answer' }).click();
    await expect(page.locator('pop-predict .stamp')).toHaveText('Right');
    await expect(page.locator('pop-predict .verdict')).toContainText(q.explain);
    await expect.poll(() => shown(page)).toBe(q.reveal);
    await expect(steps(page).last()).not.toContainText(q.line);
    await way(page)
      .getByRole('button', { name: i < questions.length - 1 ? 'Next question' : 'To the score' })
      .click();
  }
  await expect(page.locator('pop-predict .stamp')).toHaveText('3 of 3 right');
  await expect(page.locator('pop-predict')).toContainText('there is nothing here that you mix up');
  // Now all of it may be seen.
  expect(await shown(page)).toBeGreaterThan(questions.at(-1)?.reveal ?? 0);
  const link = await page.getByLabel('A link to the same questions').inputValue();
  expect(link).toMatch(/\?way=predict&seed=4711&length=3&protocol=POP3&difficulty=2$/);
});

test('no commands are suggested while the next thing is to be foreseen', async ({ page }) => {
  await begin(page, 4711, 2);
  const hints = page.locator('pop-console .hints');
  await expect(hints).toHaveText('While you predict, no commands are suggested.');
  await page.getByRole('textbox', { name: 'Command line' }).fill('PASS');
  await expect(hints).toHaveText('While you predict, no commands are suggested.');
  await expect(page.locator('pop-console #truth')).not.toContainText('instead of');
});

test('by keyboard: a wrong answer tells what is mixed up, and what to read', async ({ page }) => {
  const scores: unknown[] = [];
  await page.exposeFunction('scored', (score: unknown) => scores.push(score));
  await page.addInitScript(() => {
    document.addEventListener('popscope:score', (e) =>
      (globalThis as unknown as { scored(score: unknown): void }).scored((e as CustomEvent).detail),
    );
  });
  await page.goto('./?way=predict&seed=4711&length=2');
  await ready(page);
  await expect(page.locator('pop-predict h2')).toBeFocused();
  await way(page).getByLabel('Seed').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('pop-predict .prompt')).toBeVisible();
  const { questions } = await quiz(page, 4711, 2);
  for (const q of questions) {
    // The ticks go round with the arrows.
    await page.locator('pop-predict .answer input').first().focus();
    await page.keyboard.press('Space');
    if (q.right === 0) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.locator('pop-predict .stamp')).toHaveText('Not so');
    await expect(page.locator('pop-predict .choice.is')).toContainText(q.expect);
    await expect(page.locator('pop-predict .next')).toBeFocused();
    await page.keyboard.press('Enter');
  }
  await expect(page.locator('pop-predict .stamp')).toHaveText('0 of 2 right');
  await expect(page.locator('pop-predict .list').first()).toContainText(/You .+\./);
  await expect(page.locator('pop-predict a.cite').first()).toHaveAttribute('href', /rfc1939#section-/);
  expect(scores).toEqual([
    expect.objectContaining({ task: 'predict', met: 0, of: 2, solved: false, concepts: expect.anything() }),
  ]);
});

test('who leaves sees all, who comes back goes on where it was, who strays is led back', async ({ page }) => {
  await begin(page, 7, 3);
  const before = await shown(page);
  await way(page).getByRole('button', { name: 'Back to the lesson' }).click();
  await expect.poll(() => shown(page)).toBeGreaterThan(before);
  await choose(page, 'Try', 'Predict, then reveal');
  await expect.poll(() => shown(page)).toBe(before);
  await expect(page.locator('pop-predict .at')).toContainText('question 1 of 3');
  // A command of one's own makes a branch, and that one is seen to its end.
  await say(page, 'NOOP');
  await expect(way(page).getByRole('button', { name: 'Go on with the questions' })).toBeVisible();
  await way(page).getByRole('button', { name: 'Go on with the questions' }).click();
  await expect.poll(() => shown(page)).toBe(before);
  await expect(page.locator('pop-predict .at')).toContainText('question 1 of 3');
});

test('the session of the lesson can be foreseen too, and stays whole', async ({ page }) => {
  await open(page);
  await choose(page, 'Try', 'Predict, then reveal');
  await way(page).getByRole('radio', { name: 'The session of this lesson' }).click();
  await way(page).getByRole('button', { name: 'Begin' }).click();
  await expect(page.locator('pop-predict .line')).toContainText('STAT');
  await at(page, 3, 3);
  await way(page).getByRole('button', { name: 'Stop here' }).click();
  await way(page).getByRole('button', { name: 'Back to the lesson' }).click();
  await press(page, 'End');
  await at(page, 31, 31);
});

test('on a telephone the questions stay in sight, and the panes show no more than on a desk', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await begin(page, 4711, 2);
  await expect(page.locator('pop-ladder')).toBeHidden();
  await page.getByRole('button', { name: 'Ladder' }).click();
  await press(page, 'End');
  await expect(steps(page).last()).toContainText('USER jun');
  await page.getByRole('button', { name: 'Trial' }).click();
  await expect(page.locator('pop-predict .prompt')).toBeInViewport();
});

test('axe finds nothing from the settings to the score, in any theme, wide and narrow', async ({ page }) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./?way=predict&seed=4711&length=1');
  await ready(page);
  await clean(page, 'pop-predict');
  await way(page).getByRole('button', { name: 'Begin' }).click();
  // The settings have ticks too, and stand until the question is made.
  await expect(page.locator('pop-predict .prompt')).toBeVisible();
  await way(page).getByRole('radio').first().click();
  await clean(page, 'pop-predict');
  await way(page).getByRole('button', { name: 'That is my answer' }).click();
  await expect(page.locator('pop-predict .verdict')).toBeVisible();
  await clean(page, 'pop-predict');
  await way(page).getByRole('button', { name: 'To the score' }).click();
  await expect(page.getByLabel('A link to the same questions')).toBeVisible();
  await clean(page, 'pop-predict');
});

test('a reload loses no answer, and shows none', async ({ page }) => {
  await begin(page, 4711, 3);
  const { questions } = await quiz(page, 4711, 3);
  const [first, second] = questions;
  await way(page)
    .getByRole('radio', { name: first?.options[first.right]?.text ?? '', exact: true })
    .click();
  await way(page).getByRole('button', { name: 'That is my answer' }).click();
  await way(page).getByRole('button', { name: 'Next question' }).click();
  await expect(page.locator('pop-predict .line')).toContainText(second?.line ?? '');

  await page.reload();
  await expect(page.locator('pop-predict .at')).toContainText('question 2 of 3');
  await expect(page.locator('pop-predict .line')).toContainText(second?.line ?? '');
  await expect(page.locator('pop-predict .marks .yes')).toHaveCount(1);
  await press(page, 'End');
  expect(await shown(page)).toBe(second?.seq);

  await way(page).getByRole('button', { name: 'Stop here' }).click();
  await expect(page.locator('pop-predict .stamp')).toHaveText('1 of 1 right');
  await page.reload();
  await expect(page.locator('pop-predict .stamp')).toHaveText('1 of 1 right');
  await way(page).getByRole('button', { name: 'Other settings' }).click();
  await page.reload();
  await ready(page);
  await expect(way(page).getByRole('button', { name: 'Begin' })).toBeEnabled();
});

test('what is left of questions whose session is gone, or is no such thing, does no harm', async ({
  page,
}) => {
  const gone = { sheet: 'own:9', wish: '?', answers: [], branch: 0, veil: 1, at: 0, of: 3, done: false };
  await page.goto('./?way=predict');
  await ready(page);
  for (const left of [gone, { ...gone, sheet: 'lesson', answers: [null] }, { sheet: 3 }, [1], 'x']) {
    await page.evaluate((left) => {
      const name = document.querySelector<PopScope>('pop-scope')?.store?.lesson.name;
      localStorage.setItem(`popscope:predict:${name}`, JSON.stringify(left));
    }, left);
    await page.reload();
    await ready(page);
    await expect(way(page).getByRole('button', { name: 'Begin' })).toBeEnabled();
  }
});
