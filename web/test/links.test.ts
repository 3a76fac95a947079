import { readdirSync, readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, encode, LinkError, type SessionLink } from '../src/links/codec';
import { eventFragment, fragmentOf, readFragment } from '../src/links/fragment';

const session: SessionLink = {
  title: 'Ada’s “trap” · 1',
  lesson: 'first-session',
  saved: { version: 1, branches: [{ parent: -1, at: -1, name: 'as recorded', inputs: [] }] },
  branch: 2,
  cursor: 17,
};

/** Reads a fragment as the page does. */
async function read(hash: string): Promise<SessionLink> {
  const packed = readFragment(hash)?.session;
  if (!packed) throw new Error('no session in it');
  return decode(packed);
}

/** What is wrong with a fragment. */
async function flaw(hash: string): Promise<string> {
  try {
    await read(hash);
    return 'none';
  } catch (e) {
    if (e instanceof LinkError) return e.flaw;
    throw e;
  }
}

const packed = (text: string): string => `#s1=${deflateRawSync(text).toString('base64url')}`;

test('a session comes out of its link as it went in', async () => {
  const hash = await encode(session);
  expect(hash).toMatch(/^#s1=[\w-]+$/);
  expect(await read(hash)).toEqual(session);
  const task = { ...session, task: 'delete-one' };
  expect(await read(await encode(task))).toEqual(task);
});

test('any session comes out as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', maxLength: 50 }),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.nat(),
      async (title, saved, cursor) => {
        const link = { ...session, title, saved: JSON.parse(JSON.stringify(saved)), cursor };
        expect(await read(await encode(link))).toEqual(link);
      },
    ),
    { numRuns: 100, seed: 1 },
  );
});

test('an event and an octet are found in a fragment; other fragments are none of ours', () => {
  expect(readFragment(eventFragment(12))).toEqual({ event: 12 });
  expect(readFragment(eventFragment(12, 0))).toEqual({ event: 12, offset: 0 });
  expect(readFragment('#s1=abc&e=3&o=4')).toEqual({
    session: { version: 's1', packed: 'abc' },
    event: 3,
    offset: 4,
  });
  for (const other of [
    '',
    '#',
    '#record',
    '#step-3',
    '#e=',
    '#e=-1',
    '#e=1e9',
    '#e=12345678901',
    '#o=3',
    '#x=1',
  ])
    expect(readFragment(other), other).toBeUndefined();
});

test('what a mail program does to a link is undone', async () => {
  const hash = await encode(session);
  const packed = hash.slice('#s1='.length);
  const whole = encodeURIComponent(`s1=${packed}`);
  for (const [way, address] of Object.entries({
    plain: { hash, search: '' },
    'all of it': { hash: `#${whole}`, search: '' },
    twice: { hash: `#${encodeURIComponent(whole)}`, search: '' },
    'the letters': { hash: `#s1%3D${packed.replaceAll('-', '%2D').replaceAll('_', '%5f')}`, search: '' },
    'its sign': { hash: `#%23s1=${packed}`, search: '' },
    'its sign, in the query': { hash: '', search: `?theme=dark%23${whole}` },
    'its sign twice, in the query': { hash: '', search: `?theme=dark%2523${encodeURIComponent(whole)}` },
    'broken into lines': { hash: `#s1=${packed.slice(0, 70)}%0D%0A%20${packed.slice(70)}`, search: '' },
    'with what stood behind it': { hash: `${hash}).`, search: '' },
  }))
    expect(readFragment(fragmentOf(address))?.session, way).toEqual({ version: 's1', packed });
  expect(readFragment('#e%3D12%26o%3D4')).toEqual({ event: 12, offset: 4 });
  for (const other of ['#record%3D', '#%23', '#100%25', '#%E4%BD%A0', '#%'])
    expect(readFragment(other), other).toBeUndefined();
});

test('each way to be damaged has its name', async () => {
  const hash = await encode(session);
  expect(await flaw(hash.replace('#s1', '#s2'))).toBe('newer');
  expect(await flaw(`${hash.slice(0, -9)}`)).toBe('damaged');
  expect(await flaw('#s1=')).toBe('damaged');
  expect(await flaw('#s1=%%%')).toBe('damaged');
  expect(await flaw(packed('not JSON'))).toBe('damaged');
  expect(await flaw(packed('{"t":"no session in it","l":"first-session"}'))).toBe('damaged');
  expect(await flaw(packed('{"t":"no scenario, no lesson","s":{}}'))).toBe('damaged');
  expect(await flaw(packed('{"l":"../../secret","s":{}}'))).toBe('damaged');
  expect(await flaw(packed('{"l":"first-session","s":[]}'))).toBe('damaged');
  expect(await flaw(packed('null'))).toBe('damaged');
});

test('a small link that unpacks to something huge is refused', async () => {
  const bomb = packed(`{"s":{},"l":"first-session","t":"${'a'.repeat(64 << 20)}"}`);
  expect(bomb.length).toBeLessThan(100_000);
  expect(await flaw(bomb)).toBe('large');
  expect(await flaw(`#s1=${'A'.repeat(500_000)}`)).toBe('large');
});

test('whatever stands in a link, it is read or refused in words', async () => {
  const good = await encode(session);
  const flaws = ['none', 'damaged', 'newer', 'large'];
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ maxLength: 300 }).map((s) => `#s1=${s}`),
        fc.jsonValue().map((v) => packed(JSON.stringify(v))),
        fc
          .dictionary(fc.constantFrom('t', 'l', 'k', 'c', 's', 'b', 'e'), fc.jsonValue())
          .map((v) => packed(JSON.stringify(v))),
        // One letter of a good link is another.
        fc
          .tuple(fc.nat({ max: good.length - 5 }), fc.constantFrom(...'AZaz09-_.%'))
          .map(([i, c]) => good.slice(0, i + 4) + c + good.slice(i + 5)),
      ),
      async (hash) => {
        expect(flaws).toContain(readFragment(hash)?.session ? await flaw(hash) : 'none');
      },
    ),
    { numRuns: 500, seed: 4 },
  );
});

const kept = new URL('links/', import.meta.url);
const files = readdirSync(kept);

test('there are links of every version', () => {
  expect(files.filter((f) => f.startsWith('s1-')).length).toBeGreaterThanOrEqual(4);
});

for (const file of files)
  test(`the link ${file} still opens`, async () => {
    const [, hash = ''] = readFileSync(new URL(file, kept), 'utf8').split('\n');
    const link = await read(hash);
    expect(link.scenario ?? link.lesson).toBeTruthy();
    expect(Object.keys(link.saved as object)).toContain('branches');
  });
