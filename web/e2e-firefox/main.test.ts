import { expect, test } from 'vitest';
import { open, say, says, text } from './page';

const WHERE = 'pop-scope >>> pop-transport >>> .where';
const LIT = 'pop-scope >>> pop-machine >>> .node.lit .name';
const SAYS = 'pop-scope >>> pop-explain >>> .say';

test('a lesson is stepped through, forwards and backwards', async () => {
  const { page, done } = await open();
  await says(page, WHERE, /step 1 of 31/);
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await says(page, WHERE, /step 6 of 31/);
  await page.keyboard.press('ArrowLeft');
  await says(page, WHERE, /step 5 of 31/);
  await page.keyboard.press('End');
  await says(page, LIT, /closed/);
  expect(await text(page, SAYS)).not.toBe('');
  await done();
});

test('a command in the past starts a branch, and a reload keeps it', async () => {
  const { page, done } = await open();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await say(page, 'NOOP');
  await says(page, SAYS, /The server sends .*-ERR/);
  await page.reload();
  await page.waitForFunction(() => performance.getEntriesByName('popscope:ready').length > 0);
  await says(page, SAYS, /-ERR/);
  await done();
});

test('a task is solved by what its solution says', async () => {
  const { page, done } = await open();
  await page.locator('section.task .start').click();
  await say(page, 'USER ada', 'PASS analytical', 'DELE 2', 'QUIT');
  await says(page, 'pop-scope >>> pop-task >>> .solved', 'Solved');
  await done();
});
