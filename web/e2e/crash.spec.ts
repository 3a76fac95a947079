import type { Page } from '@playwright/test';
import type { Engine } from '../src/abi';
import { at, expect, line, moment, open, press, ready, say, test } from './page';

/** Makes a method of the engine fail, as a panic or as a program that has ended. */
async function spoil(page: Page, method: keyof Engine, how: 'panics' | 'has ended'): Promise<void> {
  await page.evaluate(
    ([method, how]) => {
      const engine = (globalThis as unknown as { popscope: Record<string, () => unknown> }).popscope;
      engine[method] = () => {
        if (how === 'has ended') throw new Error('Go program has already exited');
        return '{"error":"a fault of ours","crashed":true,"detail":"a test"}';
      };
    },
    [method, how] as const,
  );
}

for (const [how, detail] of [
  ['panics', 'a test'],
  ['has ended', 'Error: Go program has already exited'],
] as const)
  test.describe(`when the engine ${how}`, () => {
    test.use({ excused: [`info: popscope: the engine stopped: ${detail}`] });

    test('at a command: the line is given back, and a restart brings everything back', async ({ page }) => {
      await open(page);
      await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
      await say(page, 'PASS analytical', 'DELE 2');
      await press(page, 'ArrowLeft');
      await at(page, 9, 10);
      await spoil(page, 'type', how);
      await press(page, '/');
      await page.keyboard.type('LIST');
      await page.keyboard.press('Enter');
      const notice = page.locator('pop-notices');
      await expect(notice).toContainText(
        'The engine stopped. That is a fault of ours. Nothing you typed is lost.',
      );
      await expect(page.getByText('engine stopped', { exact: true })).toBeAttached();
      await expect(line(page)).toHaveValue('LIST');
      await page.keyboard.press('Escape');
      await notice.getByRole('button', { name: 'Restart' }).click();
      await ready(page);
      await expect(notice).not.toContainText(/\w/);
      await expect(line(page)).toHaveValue('LIST');
      await at(page, 9, 10);
      await press(page, 'End');
      expect((await moment(page)).server).toEqual(['1 300', '2 290 marked', '3 439']);
      await press(page, '/');
      await page.keyboard.press('Enter');
      await at(page, 12, 12);
      expect((await moment(page)).arrow).toBe('server: +OK 2 messages (739 octets)');
      await expect(page.getByRole('button', { name: 'PASS … instead' })).toBeVisible();
    });

    test('at a step: what is half typed stays, and stepping goes on', async ({ page }) => {
      await open(page);
      await press(page, '/');
      await page.keyboard.type('DEL');
      await page.keyboard.press('Escape');
      await spoil(page, 'view', how);
      // What there is to see after the greeting is known already: a line that is typed waits for that.
      await press(page, 'ArrowRight', 'ArrowRight');
      const notice = page.locator('pop-notices');
      await expect(notice).toContainText('The engine stopped.');
      await at(page, 3, 31);
      // The recorded session needs no engine.
      await press(page, 'End');
      await at(page, 31);
      expect((await moment(page)).server).toEqual(['1 300', '2 290', '3 439 gone']);
      // What is typed while it lies still waits for it.
      await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
      await press(page, '/');
      await expect(line(page)).toHaveValue('DEL');
      await line(page).fill('');
      await say(page, 'PASS analytical');
      await page.keyboard.type('DEL');
      await expect(page.locator('pop-console')).toContainText(
        'The engine stopped; 1 line of yours waits for it.',
      );
      await notice.getByRole('button', { name: 'Restart' }).click();
      await ready(page);
      await at(page, 8, 8);
      expect((await moment(page)).state).toBe('TRANSACTION');
      await expect(line(page)).toHaveValue('DEL');
    });
  });
