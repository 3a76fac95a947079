import type { Page } from '@playwright/test';
import type { PopScope } from '../src/scope';
import { expect, open, say, test, where } from './page';

/** What the page does when somebody wants what only the whole engine can. */
function whole(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const store = document.querySelector<PopScope>('pop-scope')?.store;
    const engine = await store?.whole();
    if (!store || !engine) return '';
    const { id } = store.active;
    if (id === null) return '';
    const { saved } = engine.share(id, { branch: 0, all: true, title: '', published: true });
    const quiz = engine.quiz({ protocol: 'POP2', seed: 1, length: 3, difficulty: 1 });
    return `${engine.overheard(id).logins.length} ${saved.length > 0} ${quiz.questions.length}`;
  });
}

test('the whole engine is fetched when it is wanted, and takes everything over', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (r) => {
    if (r.url().endsWith('.wasm')) fetched.push(r.url());
  });
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'PASS analytical', 'DELE 2');
  const stood = await where(page);
  expect(fetched).toHaveLength(1);
  expect(await whole(page)).toBe('1 true 3');
  expect(fetched).toHaveLength(2);
  expect(await where(page)).toBe(stood);
  await say(page, 'STAT');
  expect(await where(page)).not.toBe(stood);
  await whole(page);
  expect(fetched).toHaveLength(2);
});
