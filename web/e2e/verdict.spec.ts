import type { Page } from '@playwright/test';
import type { Lesson } from '../src/abi';
import { lessons } from './lessons';
import { expect, line, moment, open, recorded, say, test } from './page';

const task = (page: Page) => page.locator('pop-task');
const verdict = (page: Page) => task(page).getByRole('status');

async function begin(page: Page, lesson?: string): Promise<void> {
  await open(page, lesson);
  await page.getByRole('button', { name: 'Start this task' }).click();
  await expect(task(page)).toContainText('goals met');
}

async function give(page: Page, lines: readonly string[]): Promise<void> {
  for (const text of lines)
    if (text === '<close connection>') await page.getByRole('button', { name: 'Hang up' }).click();
    else await say(page, text);
}

/** A learner's slip in each lesson: what they do, what its author says of it, and what may still be sent from where it went wrong. */
const slips: Record<string, { lines: string[]; why: string; on: string[] }> = {
  'first-session': {
    lines: ['STAT', 'user ada', 'pass analytical', 'LIST', 'DELE 1', 'QUIT'],
    why: "That is the wrong number, and Grace's letter is gone.",
    on: ['DELE 2', 'QUIT'],
  },
  'capa-and-auth': {
    lines: ['NOOP', 'USER ada', 'PASS analytical'],
    why: 'This is the old way, and everybody can read it.',
    on: ['CAPA', 'AUTH PLAIN AGFkYQBhbmFseXRpY2Fs'],
  },
  'pop1-whole-mailbox': {
    lines: ['RSET', 'QUIT'],
    why: 'RSET gives the mailbox back, but no mail has come.',
    on: ['RETR mailbox', 'RCEV', 'RCVD', 'QUIT'],
  },
  'pop2-counted-letters': {
    lines: ['HELO Smith dog\\ biscuit', 'FOLD kennel', 'READ 2', 'RETR', 'ACKD', '<close connection>'],
    why: 'The letter is marked, but the mailbox is never released by FOLD or QUIT.',
    on: ['QUIT'],
  },
  'pop4-folders': {
    lines: ['USER grace', 'PASS harbour', 'CFLD Harbour', 'COPY Harbour 2', 'DELE 3', 'QUIT'],
    why: 'A copy leaves the tide table in INBOX as well.',
    on: ['MOVE Harbour 2', 'DELE 3', 'QUIT'],
  },
};

for (const { name } of lessons)
  test(`${name}: an attempt that can't succeed any more is said to be one, why, and from where to go on`, async ({
    page,
  }) => {
    const slip = slips[name];
    if (!slip) throw new Error(`${name} has no slip here: write one`);
    await begin(page, name);
    for (const text of slip.lines) {
      await expect(verdict(page)).not.toContainText('can no longer succeed');
      await give(page, [text]);
    }
    await expect(verdict(page)).toContainText('This attempt can no longer succeed');
    await expect(verdict(page)).toContainText(slip.why);
    await verdict(page)
      .getByRole('button', { name: /^Go back to step \d+$/ })
      .click();
    await give(page, slip.on);
    await expect(verdict(page)).toHaveText('Solved');
  });

test('what each author foresaw is in the site, and is said of that attempt alone', async ({ page }) => {
  await begin(page);
  const { tasks } = (await recorded(page)) as Lesson;
  const wrong = tasks[0]?.request.task?.wrong ?? [];
  expect(wrong.length).toBeGreaterThan(5);
  await give(page, ['USER ada', 'PASS analytical', 'DELE 2', 'RSET', 'QUIT']);
  await expect(verdict(page)).toContainText('RSET takes the mark away before QUIT could make it true.');
  await verdict(page).getByRole('button', { name: 'Try again from the start' }).click();
  await expect(verdict(page)).toHaveText('');
  // An end that nobody foresaw: the goals say what is missing.
  await give(page, ['USER ada', '<close connection>']);
  await expect(verdict(page)).toContainText('The line drops before QUIT');
  await verdict(page).getByRole('button', { name: 'Try again from the start' }).click();
  await give(page, ['QUIT']);
  await expect(verdict(page)).toContainText('The connection is closed, and not every goal is met.');
});

test('a refusal on the way is explained when it comes, and no longer afterwards', async ({ page }) => {
  await begin(page, 'capa-and-auth');
  await give(page, ['CAPA', 'AUTH PLAIN AGFkYQBhbmFsaXRpY2Fs']);
  await expect(verdict(page)).toHaveText(/Not yet:\s+The password is still the wrong one\./);
  await give(page, ['NOOP']);
  await expect(verdict(page)).toHaveText('');
  await give(page, ['AUTH PLAIN', '*']);
  await expect(verdict(page)).toHaveText(/Not yet:\s+The star cancels\./);
  await give(page, ['AUTH PLAIN AGFkYQBhbmFseXRpY2Fs']);
  await expect(verdict(page)).toHaveText('Solved');
});

test('hints follow from where the learner is', async ({ page }) => {
  await begin(page);
  const hints = page.getByRole('list', { name: 'Hints' }).getByRole('listitem');
  const hint = page.getByRole('button', { name: /hint/ });
  await hint.click();
  await expect(hints).toHaveText([/The server is polite/]);
  await give(page, ['USER ada', 'PASS analytical']);
  // Who has logged in needs no more to be told how.
  await expect(hints).toHaveCount(0);
  await hint.click();
  await expect(hints).toHaveText([/One command marks/]);
  await give(page, ['DELE 2']);
  await hint.click();
  await expect(hints).toHaveText([/The session is left open, and the message is only marked/]);
  await hint.click();
  await expect(hints).toHaveText([/The session is left open/, /Marked is not gone/]);
  await give(page, ['RSET']);
  await expect(hints).toHaveText([/One command marks/, /Marked is not gone/]);
  // From a wrong mark the solution alone leads nowhere.
  await give(page, ['DELE 1']);
  await expect(hints).toHaveText([/the solution no longer leads to the goals[\s\S]*Go back to step/]);
  const { where } = await moment(page);
  await hints.getByRole('button', { name: /^Go back to step/ }).click();
  expect((await moment(page)).where).not.toBe(where);
  await give(page, ['DELE 2', 'QUIT']);
  await expect(verdict(page)).toHaveText('Solved');
  await expect(line(page)).toBeVisible();
});

test('on a telephone the verdict comes into sight when the session ends', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await begin(page);
  await give(page, ['USER ada', 'PASS analytical', 'DELE 2']);
  await page.getByRole('button', { name: 'Hang up' }).click();
  await expect(verdict(page)).toBeInViewport();
  await expect(verdict(page)).toContainText('The line drops before QUIT');
});
