import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { axe, nothing } from './clean';
import { tabTo } from './focus';
import { at, choose, expect, line, open, press, ready, say, test, where } from './page';

const sheet = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Sessions' }).getByRole('button', { name, exact: true });
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });

/** What the window to save writes. */
async function saved(page: Page, format: RegExp, secrets = false): Promise<{ name: string; octets: Buffer }> {
  await choose(page, 'Session', 'Save as a file');
  const box = dialog(page, 'Save as a file');
  await box.getByRole('radio', { name: format }).check();
  await box.getByRole('checkbox').setChecked(secrets);
  const coming = page.waitForEvent('download');
  await box.getByRole('button', { name: 'Save', exact: true }).click();
  const file = await coming;
  await page.keyboard.press('Escape');
  return { name: file.suggestedFilename(), octets: readFileSync(await file.path()) };
}

/** Drops a file on the page. */
async function drop(page: Page, name: string, octets: Buffer): Promise<void> {
  const data = await page.evaluateHandle(
    ([name, text]) => {
      const all = new DataTransfer();
      all.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
      return all;
    },
    [name, octets.toString('base64')] as const,
  );
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
  await expect(async () => {
    await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
    await expect(page.getByText('Drop it here to open it')).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

test('a session is saved with its branches, and opened again by dropping it', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'PASS hunter2', 'PASS analytical', 'STAT');
  const there = await where(page);
  const file = await saved(page, /^Session/);
  expect(file.name).toBe('your-first-pop3-session.popscope');
  expect(file.octets.toString()).not.toContain('hunter2');
  await drop(page, file.name, file.octets);
  await expect(sheet(page, /^Your first POP3 session/)).toHaveAttribute('aria-current', 'true');
  await expect.poll(() => where(page)).toBe(there);
  await expect(page.getByRole('group', { name: 'Branches' }).getByRole('button')).toHaveCount(2);
});

test('a capture is written, read again, and can be looked at only', async ({ page }) => {
  await open(page);
  const file = await saved(page, /^Capture/);
  await choose(page, 'Session', 'Open a file');
  await dialog(page, 'Open a file')
    .getByLabel('From a file')
    .setInputFiles({ name: file.name, mimeType: '', buffer: file.octets });
  await expect(sheet(page, new RegExp(`^Read: ${file.name}`))).toHaveAttribute('aria-current', 'true');
  await expect(line(page)).toBeDisabled();
  await expect(page.locator('pop-console')).toContainText('recorded by others');
  await press(page, 'End');
  await expect(page.locator('pop-ladder')).toContainText('QUIT');
  // It goes into no link, and is not kept.
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(dialog(page, 'Share a link')).toContainText('does not fit into a link');
  await page.keyboard.press('Escape');
  await page.reload();
  await ready(page);
  await expect(sheet(page, /^Read:/)).toHaveCount(0);
});

test('by keyboard alone: a transcript is pasted and read', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Session', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('o');
  await page.keyboard.press('Enter');
  const box = dialog(page, 'Open a file');
  await box.getByRole('button', { name: 'Read what is pasted' }).press('Enter');
  await expect(box).toContainText('There is nothing to read');
  await page.keyboard.insertText('S: +OK POP3 ready\nC: STAT\nS: -ERR log in first\nC: QUIT\nS: +OK\n');
  await box.getByRole('button', { name: 'Read what is pasted' }).press('Enter');
  await expect(sheet(page, /^Read: Pasted transcript/)).toHaveAttribute('aria-current', 'true');
  await press(page, 'End');
  await expect(page.locator('pop-ladder')).toContainText('STAT');
});

test('secrets are masked, unless one ticks', async ({ page }) => {
  await open(page);
  expect((await saved(page, /^Transcript/)).octets.toString()).not.toContain('PASS analytical');
  expect((await saved(page, /^Transcript/, true)).octets.toString()).toContain('PASS analytical');
});

test('what the learner typed as a password is on no paper; the lesson’s own may be', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
  await say(page, 'PAS wildflower', 'PASS wildflower', 'USER ada', 'PASS analytical');
  await choose(page, 'Session', 'Print');
  const box = dialog(page, 'Print');
  await expect(box.locator('pop-handout')).toContainText('C: PASS analytical');
  await expect(box.locator('pop-handout')).toContainText('C: PASS **********');
  await expect(box.locator('pop-handout')).not.toContainText(/wildflower/i);
});

for (const [what, name, content, told] of [
  ['empty', 'a.txt', '', 'The file is empty.'],
  ['moths in a session', 'a.popscope', '{"popscope":"session","version":1', 'it is damaged'],
  ['a session of later', 'a.popscope', '{"popscope":"session","version":9}', 'newer Popscope'],
  ['JSON for programs', 'a.json', '{"protocol":"POP3"}', 'made for other programs'],
  ['no transcript', 'a.txt', 'Dear Ada,\nhow are you?\n', 'cannot be read'],
  ['no progress', 'a.json', '{"popscope":"progress","version":1}', 'not a record of progress'],
] as const)
  test(`a file with ${what} is answered in words, and nothing is lost`, async ({ page }) => {
    await open(page);
    await page.getByRole('link', { name: 'S: +OK send PASS' }).click();
    await say(page, 'PASS analytical');
    await drop(page, name, Buffer.from(content));
    await expect(page.locator('pop-notices')).toContainText(told);
    await at(page, 8, 8);
  });

test('what was not recorded is said in every pane, and on paper', async ({ page }) => {
  await open(page);
  const text =
    'C: <open connection>\nS: +OK ready\nC: STAT\nS: +OK 1 3<line goes on>\nS: <the next 4 octets were not recorded>\nC: QUIT\nS: +OK\n';
  await drop(page, 'gap.txt', Buffer.from(text));
  await expect(sheet(page, 'Read: gap.txt')).toHaveAttribute('aria-current', 'true');
  const missing = "4 octets of the server's were not recorded here.";
  await page.getByRole('option', { name: missing }).click();
  await expect(page.locator('pop-explain .say')).toContainText(missing);
  await expect(page.locator('pop-explain .refused')).toHaveCount(0);
  await expect(page.locator('pop-octets')).toContainText('Octets are missing here.');
  await press(page, 'ArrowLeft');
  await expect(page.locator('pop-octets')).toContainText('7 octets, from server');
  await expect(page.locator('pop-ladder [aria-selected="true"]')).toContainText('… more to come');
  await choose(page, 'Session', 'Print');
  await expect(page.locator('pop-handout')).toContainText('<the next 4 octets were not recorded>');
});

test('a reply that says neither yes nor no is not called refused', async ({ page }) => {
  await open(page);
  const capture = new URL('../../sim/reading/testdata/cases/c5-unknown-multiline.pcap', import.meta.url);
  await drop(page, 'odd.pcap', readFileSync(capture));
  await expect(sheet(page, 'Read: odd.pcap')).toHaveAttribute('aria-current', 'true');
  await press(page, 'End');
  await page.getByRole('option', { name: /server: USER/ }).click();
  await expect(page.locator('pop-explain')).toContainText('neither a yes nor a no');
  await expect(page.locator('pop-explain .refused')).toHaveCount(0);
});

test('where there is no room for progress, that is said, and nothing is taken for added', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key.includes('progress'))
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      set.call(this, key, value);
    };
  });
  await open(page);
  const lessons = { other: { title: 'Another', seen: [1, 2], steps: 9, tasks: {}, concepts: {} } };
  const file = JSON.stringify({ popscope: 'progress', version: 1, lessons });
  await drop(page, 'progress.json', Buffer.from(file));
  await expect(page.locator('pop-notices')).toContainText(
    'There is no room for this progress in this browser',
  );
  await expect(page.locator('pop-notices')).not.toContainText('has been added');
  await choose(page, 'Session', 'Progress');
  await expect(dialog(page, 'Progress').getByRole('row', { name: /Another/ })).toHaveCount(0);
});

test('progress is kept, saved, forgotten and added again', async ({ page }) => {
  await open(page);
  await press(page, 'ArrowRight', 'ArrowRight');
  await page.getByRole('button', { name: 'Start this task' }).click();
  await say(page, 'USER ada', 'PASS analytical', 'DELE 2', 'QUIT');
  await choose(page, 'Session', 'Progress');
  const box = dialog(page, 'Progress');
  const row = box.getByRole('row', { name: /Your first POP3 session/ });
  await expect(row).toContainText('3 of 31');
  await expect(row).toContainText('solved');
  const coming = page.waitForEvent('download');
  await box.getByRole('button', { name: 'Save as a file' }).click();
  const octets = readFileSync(await (await coming).path());
  await box.getByRole('button', { name: 'Forget it…' }).click();
  await expect(box.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await box.getByRole('button', { name: 'Forget it', exact: true }).click();
  await expect(row).toHaveCount(0);
  await box.locator('input[type=file]').setInputFiles({ name: 'p.json', mimeType: '', buffer: octets });
  await expect(row).toContainText('3 of 31');
  await expect(row).toContainText('solved');
});

/** Keeps what is printed. */
async function paper(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    window.print = () => {
      (window as never as { printed: string[] }).printed = [
        ...((window as never as { printed?: string[] }).printed ?? []),
        document.querySelector('.on-paper')?.shadowRoot?.textContent ?? '',
      ];
      window.dispatchEvent(new Event('afterprint'));
    };
  });
  return () => page.evaluate(() => (window as never as { printed?: string[] }).printed ?? []);
}

test('by keyboard alone: a worksheet is printed', async ({ page }) => {
  const printed = await paper(page);
  await open(page);
  await tabTo(page, /^Session$/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('p');
  await page.keyboard.press('Enter');
  const box = dialog(page, 'Print');
  await expect(box).toBeVisible();
  await tabTo(page, box.getByRole('radio', { checked: true }));
  await page.keyboard.press('ArrowDown');
  await expect(box.getByRole('radio', { name: /some replies/ })).toBeChecked();
  await tabTo(page, box.getByRole('button', { name: 'Print', exact: true }));
  await page.keyboard.press('Enter');
  await expect(box).toBeHidden();
  expect((await printed()).at(-1)).toContain('Answers');
});

test('a hand-out and a worksheet come out on paper, and the page comes back', async ({ page }) => {
  const all = await paper(page);
  await open(page);
  const box = dialog(page, 'Print');
  const printed = async (kind: RegExp): Promise<string> => {
    await choose(page, 'Session', 'Print');
    await box.getByRole('radio', { name: kind }).check();
    await box.getByRole('button', { name: 'Print', exact: true }).click();
    await expect(box).toBeHidden();
    return (await all()).at(-1) ?? '';
  };
  const plain = await printed(/hand-out/);
  expect(plain).toContain('C: DELE 3');
  expect(plain).toContain('AUTHORIZATION → TRANSACTION');
  expect(plain).not.toContain('Answers');
  const sheetOf = await printed(/some replies/);
  expect(sheetOf).toContain('Answers');
  expect(sheetOf).toContain('Sheet 1');
  expect(await printed(/some replies/)).toBe(sheetOf);
  expect(await printed(/some states/)).not.toContain('AUTHORIZATION → TRANSACTION →');
  await expect(page.locator('.on-paper')).toHaveCount(0);
});

test('the windows pass axe in each theme, wide and narrow', async ({ page }) => {
  test.slow();
  await open(page);
  for (const theme of ['light', 'dark', 'contrast'])
    for (const width of [1440, 360])
      for (const name of ['Save as a file', 'Open a file', 'Print', 'Progress']) {
        await page.setViewportSize({ width, height: 740 });
        await page.evaluate((t) => {
          document.documentElement.dataset.theme = t;
        }, theme);
        await choose(page, 'Session', name);
        await expect(dialog(page, name)).toBeVisible();
        await nothing(axe(page).include('pop-scope'), `${theme} ${width} ${name}`);
        await page.keyboard.press('Escape');
      }
});
