import { expect, test } from 'vitest';
import { Openings } from '../src/openings';
import { shelf } from '../src/storage';
import { Store } from '../src/store';
import { FakeEngine, FakeStorage, lesson, surroundings } from './fixture';

const closed = (id: string) => ({ id, open: async () => new Set<string>() });

test('what was being opened when a visit ended is known to the next', async () => {
  const storage = shelf(() => map);
  const map = new FakeStorage();
  const first = new Openings(storage, closed('a'));
  first.begin('one')();
  first.begin('two');
  for (const id of ['a', 'b']) {
    const next = new Openings(storage, closed(id));
    await next.look();
    expect([next.died('one'), next.died('two')]).toEqual([false, true]);
  }
  const last = new Openings(storage, closed('c'));
  await last.look();
  last.begin('two')();
  const after = new Openings(storage, closed('d'));
  await after.look();
  expect(after.died('two')).toBe(false);
  expect(map.length).toBe(0);
});

test('what a window that is open is opening has not ended', async () => {
  const storage = shelf(() => map);
  const map = new FakeStorage();
  new Openings(storage, closed('a')).begin('one');
  const b = new Openings(storage, { id: 'b', open: async () => new Set(['a']) });
  await b.look();
  expect(b.died('one')).toBe(false);
});

test('a session that a visit ended on is kept and offered, and opened when that is wanted', async () => {
  const storage = new FakeStorage();
  const visit = async (): Promise<Store> => {
    const store = new Store(lesson(), { ...surroundings(new FakeEngine(), storage), tab: closed('a') });
    await store.start();
    return store;
  };
  const before = await visit();
  before.setDraft('MORE');
  before.send();
  storage.setItem('popscope:opening@z', JSON.stringify(['example/lesson']));
  for (let i = 0; i < 2; i++) {
    const store = await visit();
    expect(store.sheets.map((s) => s.typed)).toEqual([[]]);
    expect(store.notices).toHaveLength(1);
    store.flush();
  }
  const store = await visit();
  store.notices[0]?.acts?.[0]?.act();
  await expect.poll(() => store.sheets.map((s) => s.typed)).toEqual([[], ['MORE']]);
  expect(store.active.events.map((e) => e.label)).toContain('MORE');
});
