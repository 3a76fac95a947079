import type { Page } from '@playwright/test';
import { tabTo } from './focus';
import { lessonOf, lessons } from './lessons';
import { at, expect, moment, open, press, ready, recorded, say, test } from './page';
import { promised } from './promised';

const branches = (page: Page) => page.getByRole('group', { name: 'Branches' }).getByRole('button');

test('each protocol has a lesson', () => {
  expect(new Set(lessons.map((l) => l.protocol))).toEqual(new Set(['POP1', 'POP2', 'POP3', 'POP4']));
});

for (const { name, protocol } of lessons)
  test.describe(name, () => {
    test('all panes say the same moment, from the first step to the last', async ({ page }) => {
      test.slow();
      await open(page, name);
      const lesson = await recorded(page);
      expect(lesson.tables.protocol).toBe(protocol);
      const steps = lesson.events.at(-1)?.step ?? 0;
      for (let step = 1; step <= steps; step++) {
        await at(page, step, steps);
        const { line, ...now } = await moment(page);
        const { line: _, ...then } = promised(lesson, step);
        expect(now).toEqual(then);
        if (line) expect(line).toBe(String(step));
        if (step < steps) await press(page, 'ArrowRight');
      }
    });

    test('typing starts a branch', async ({ page }) => {
      await open(page, name);
      const { tables } = await recorded(page);
      await press(page, 'ArrowRight');
      await at(page, 2);
      await say(page, 'QUIT');
      await expect(branches(page)).toHaveCount(2);
      await expect(branches(page).nth(1)).toHaveAttribute('aria-pressed', 'true');
      await press(page, 'End');
      expect((await moment(page)).state.split(' ')[0]).toBe(tables.states[0]?.name);
    });

    test('its tasks are solved as their solutions say', async ({ page }) => {
      test.slow();
      await open(page, name);
      const { tasks } = await recorded(page);
      expect(tasks.length).toBeGreaterThan(0);
      for (const task of tasks) {
        await page.locator(`section.task[data-task="${task.name}"] .start`).click();
        for (const line of task.solution) await perform(page, line);
        await expect(page.locator('pop-task').getByRole('status')).toHaveText('Solved');
        await page.getByRole('button', { name: 'Back to the lesson' }).click();
      }
    });
  });

/** Types a line of a solution; what stands in angle brackets is done with a button. */
async function perform(page: Page, line: string): Promise<void> {
  const device = /^<(.+) runs>$/.exec(line)?.[1];
  const button = device
    ? `Run the ${device}`
    : { '<close connection>': 'Hang up', '<open connection>': 'Connect again' }[line];
  if (button === undefined) return say(page, line);
  await press(page);
  await page.getByRole('button', { name: button }).click();
}

test('a program of the scenario runs on its own, and its connection is told apart', async ({ page }) => {
  let ran = 0;
  for (const { name } of lessons) {
    await page.goto(`./${name}.html`);
    const { devices } = (await recorded(page)).request.scenario ?? {};
    const [device] = devices ?? [];
    if (!device) continue;
    ran++;
    await ready(page);
    await press(page, 'ArrowRight');
    await at(page, 2);
    await tabTo(page, new RegExp(`^Run the ${device.name}$`));
    await page.keyboard.press('Enter');
    await expect(branches(page).nth(1)).toHaveText(`${device.name} runs`);
    await expect(page.locator('pop-ladder .row.message .more').getByText(device.name).first()).toBeVisible();
    await expect(page.locator('pop-machine h2')).toContainText(device.name);
    // What it decides moves nothing on the wire, and is told all the same.
    const last = await page.locator('pop-ladder .row.message').last().getAttribute('aria-label');
    expect(Number(/^Step (\d+),/.exec(last ?? '')?.[1])).toBeGreaterThan(4);
    await branches(page).first().click();
    await press(page, 'Home');
    await at(page, 1);
    await expect(page.locator('pop-machine h2')).not.toContainText(device.name);
  }
  expect(ran, 'lessons with devices').toBeGreaterThan(0);
});

test('POP2 shows the server’s machine and the client’s, both lit at every step', async ({ page }) => {
  await open(page, lessonOf('POP2'));
  const { tables } = await recorded(page);
  const drawings = page.locator('pop-machine svg');
  await expect(drawings).toHaveCount(2);
  await expect(drawings.nth(0).locator('.node')).toHaveCount(tables.states.length);
  await expect(drawings.nth(1).locator('.node')).toHaveCount(tables.client?.length ?? 0);
  for (let step = 1; step <= 6; step++) {
    await at(page, step);
    await expect(drawings.nth(0).locator('.node.lit')).toHaveCount(1);
    await expect(drawings.nth(1).locator('.node.lit')).toHaveCount(1);
    await press(page, 'ArrowRight');
  }
  await expect(page.locator('pop-ladder .state.client').first()).toBeVisible();
});

test.describe('POP4', () => {
  test('says on the screen that it is a reconstruction', async ({ page }) => {
    await open(page, lessonOf('POP4'));
    const { tables } = await recorded(page);
    const notice = page.getByRole('note');
    await expect(notice).toBeInViewport({ ratio: 1 });
    await expect(notice).toContainText(tables.notice ?? 'no notice');
    await tabTo(page, /^Read on about POP4$/);
    await page.keyboard.press('Enter');
    const about = page.getByRole('dialog', { name: 'About POP4' });
    await expect(about).toContainText(tables.notice ?? 'no notice');
    await page.keyboard.press('Escape');
    await expect(about).toBeHidden();
  });

  test('marks what stands in no document, where it is told and where it is typed', async ({ page }) => {
    await open(page, lessonOf('POP4'));
    const { tables, events } = await recorded(page);
    const made = tables.commands.filter((c) => c.why?.standing);
    expect(made.length).toBeGreaterThan(0);
    const sent = events.find((e) => e.kind === 'sent' && e.side === 'client' && e.why?.standing);
    for (let step = 1; step < (sent?.step ?? 1); step++) await press(page, 'ArrowRight');
    await expect(page.locator('pop-explain .say .made')).toHaveText(sent?.why?.text ?? 'nothing');
    await press(page, '/');
    for (const [word, standing] of [
      ['Popscope’s choice', 'ours'],
      ['inferred', 'inferred'],
    ]) {
      const command = made.find((c) => c.why?.standing === standing);
      await page.getByRole('textbox', { name: 'Command line' }).fill(`${command?.keyword} `);
      await expect(page.locator('pop-console .hints .made')).toHaveText(word ?? '');
    }
  });
});

test('What a protocol’s documents leave open is read by keyboard', async ({ page }) => {
  for (const protocol of ['POP1', 'POP2', 'POP3', 'POP4']) {
    await open(page, lessonOf(protocol));
    const { tables } = await recorded(page);
    await tabTo(page, new RegExp(`^About ${protocol}$`));
    await page.keyboard.press('Enter');
    const about = page.getByRole('dialog', { name: `About ${protocol}` });
    await expect(about.getByRole('button', { name: 'Close' })).toBeFocused();
    await expect(about).toContainText(`TCP port ${tables.port}`);
    for (const { question, answer } of tables.choices ?? []) {
      await expect(about).toContainText(question);
      await expect(about).toContainText(answer);
    }
    await page.keyboard.press('Enter');
    await expect(about).toBeHidden();
    await expect(page.getByRole('button', { name: `About ${protocol}`, exact: true })).toBeFocused();
  }
});

for (const script of [true, false])
  test.describe(script ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: script });

    test('the list of lessons unfolds, and leads to each', async ({ page }) => {
      await page.goto('./');
      const list = page.getByRole('navigation', { name: 'Lessons' });
      for (const { name } of lessons) {
        await expect(list.getByRole('link').first()).toBeHidden();
        await list.locator('summary').focus();
        await page.keyboard.press('Enter');
        // The lessons, and the page for teachers.
        await expect(list.getByRole('link')).toHaveCount(lessons.length + 1);
        await list.locator(`a[href="${name}.html"]`).click();
        await expect(page).toHaveURL(new RegExp(`/${name}\\.html$`));
        await expect(list.locator('a[aria-current="page"]')).toHaveAttribute('href', `${name}.html`);
      }
    });
  });

test('the list of lessons folds with Escape, and when one goes elsewhere', async ({ page }) => {
  await open(page);
  const list = page.getByRole('navigation', { name: 'Lessons' });
  const summary = list.locator('summary');
  const link = list.getByRole('link').first();
  await summary.click();
  await page.keyboard.press('Tab');
  await expect(link).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(link).toBeHidden();
  await expect(summary).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(link).toBeVisible();
  await page.getByRole('button', { name: 'Step forward' }).click();
  await expect(link).toBeHidden();
  await at(page, 2);
});
