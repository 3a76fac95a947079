import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Messages } from '../src/words';
import en from '../src/words/en/page.json';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const pages = [read('../index.html'), read('../../lessons/pieces.html')].join('\n');
const words = en as Messages;

test('every word that stands in the page itself has its message, and says the same', () => {
  const text = [...pages.matchAll(/data-word="(\w+)"[^>]*>([^<]+)</g)];
  expect(text.length).toBe(pages.match(/data-word="/g)?.length);
  for (const [, key, said = ''] of text) {
    const message = words[`word.${key}`];
    const forms = typeof message === 'string' ? [message] : Object.values(message ?? {});
    // Where a template stands in a place, its fact does in the message.
    const plain = said.replace(/ (line)?\{\{if.*/, ' lines').replace(/\{\{.*?\}\}/g, '{n}');
    expect(forms, key).toContain(plain);
  }
  const labels = [...pages.matchAll(/aria-label="([^"]+)" data-word-label="(\w+)"/g)];
  expect(labels.length).toBe(pages.match(/data-word-label="/g)?.length);
  for (const [, said, key] of labels) expect(words[`word.${key}`]).toBe(said);
});

test('none of these words is without its place', () => {
  const made = read('../src/passages.ts').match(/dataset\.word = '(\w+)'/)?.[1];
  const used = new Set([...pages.matchAll(/data-word(?:-label)?="(\w+)"/g)].map(([, key]) => `word.${key}`));
  expect([...used, `word.${made}`].sort()).toEqual(Object.keys(words).sort());
});
