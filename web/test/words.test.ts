import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { area, LANGUAGES, type Messages, preferred, speak } from '../src/words';

const src = new URL('../src/', import.meta.url);
const read = (path: string): Messages => JSON.parse(readFileSync(new URL(path, src), 'utf8'));
const areas = readdirSync(new URL('words/en/', src)).map((f) => f.replace(/\.json$/, ''));
const code = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((f) => f.endsWith('.ts') && f !== 'abi.ts')
  .map((f) => readFileSync(new URL(f, src), 'utf8'));

/** The forms of a message, and the places in each. */
function forms(message: Messages[string] | undefined): [string, string][] {
  return typeof message === 'string' ? [['', message]] : Object.entries(message ?? {});
}
const places = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();
const strong = (text: string): number => text.match(/\*\*/g)?.length ?? 0;

for (const language of Object.keys(LANGUAGES).filter((l) => l !== 'en'))
  test(`${language} has every word, and none too many`, () => {
    expect(readdirSync(new URL(`words/${language}/`, src)).map((f) => f.replace(/\.json$/, ''))).toEqual(
      areas,
    );
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const name of areas) {
      const english = read(`words/en/${name}.json`);
      const other = read(`words/${language}/${name}.json`);
      expect(Object.keys(other), name).toEqual(Object.keys(english));
      for (const key of Object.keys(english)) {
        const [, model = ''] = forms(english[key]).at(-1) ?? [];
        for (const [form, text] of forms(other[key])) {
          expect(text.trim(), `${name}: ${key}`).not.toBe('');
          // A form for one may say it without the number.
          const less = form === 'one' ? places(text).concat('{n}') : places(text);
          expect([...new Set(less)].sort(), `${name}: ${key} ${form}`).toEqual(
            form === 'one' ? [...new Set(places(model).concat('{n}'))].sort() : places(model),
          );
          expect(strong(text), `${name}: ${key}`).toBe(strong(model));
        }
        if (typeof english[key] !== 'string')
          expect(Object.keys(other[key] ?? {}).sort(), `${name}: ${key}`).toEqual([...needed].sort());
      }
    }
  });

test('every word is said somewhere', () => {
  for (const name of areas) {
    const users = code.filter((c) => c.includes(`area('${name}'`));
    expect(users.length, `code that says the words of ${name}`).toBeGreaterThan(0);
    // A key stands in the code as it is, or begins with what a template begins with.
    const text = users.join('\n');
    const begins = [...text.matchAll(/`([\w.]+)\$\{/g)].map(([, start = '']) => start);
    for (const key of Object.keys(read(`words/en/${name}.json`)))
      expect(
        text.includes(`'${key}'`) || begins.some((b) => key.startsWith(b)),
        `${name}: "${key}" is never said`,
      ).toBe(true);
  }
});

test('facts stand in their places, numbers as the language sets them', async () => {
  const say = area('test', { steps: { one: '{n} step', other: '{n} steps of {who}' }, plain: '{a} {b}' });
  expect(say('steps', { n: 1 })).toBe('1 step');
  expect(say('steps', { n: 12345, who: 'Ada' })).toBe('12,345 steps of Ada');
  expect(say('plain', { a: '$&' })).toBe('$& {b}');
});

test('the language is the one chosen, else the first of the browser’s that there is', () => {
  expect(preferred('de', ['en'])).toBe('de');
  expect(preferred(undefined, ['fr-CA', 'de-AT', 'en'])).toBe('de');
  expect(preferred('xx', ['fr'])).toBe('en');
  expect(preferred('constructor', [])).toBe('en');
});

test('a language that there is not is English', async () => {
  const said: string[] = [];
  Object.assign(globalThis, {
    document: { documentElement: {}, dispatchEvent: (e: Event) => said.push(e.type) },
  });
  await speak('xx');
  expect(said).toEqual(['popscope:words']);
});

test('the English words of the form are those of the engine', () => {
  const fields = readFileSync(new URL('../../sim/settings/fields.go', import.meta.url), 'utf8');
  const words: Messages = {};
  for (const [line] of fields.matchAll(/^\t\{path: .*\},$/gm)) {
    const of = (name: string): string =>
      new RegExp(`\\b${name}: "((?:[^"\\\\]|\\\\.)*)"`).exec(line)?.[1] ?? '';
    words[`title.${of('path')}`] = of('title');
    words[`meaning.${of('path')}`] = of('meaning');
    if (of('unit')) words[`unit.${of('unit')}`] = of('unit');
  }
  expect(Object.keys(words).length).toBeGreaterThan(70);
  expect(read('words/en/settings.json')).toEqual(words);
});
