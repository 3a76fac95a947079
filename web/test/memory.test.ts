import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { Engine } from '../src/engine';
import { Store } from '../src/store';
import { FakeEngine, FakeStorage, lesson, surroundings } from './fixture';

async function ready(storage: Storage, raw = new FakeEngine()): Promise<{ store: Store; raw: FakeEngine }> {
  const store = new Store(lesson(), surroundings(raw, storage));
  await store.start();
  return { store, raw };
}

function type(store: Store, line: string): void {
  store.setDraft(line);
  store.send();
}

function open(store: Store, title: string): void {
  store.open(title, { kind: 'simulated', lines: ['HELLO'] }, 'setup');
}

const titles = (store: Store): string[] => store.sheets.map((s) => s.title);
const labels = (store: Store): string[] => store.active.events.map((e) => e.label);

/** Where in what is kept a text stands: the fields' names, outermost first. */
function places(what: unknown, text: string, at = ''): string[] {
  if (typeof what === 'string') return what.includes(text) ? [at] : [];
  if (typeof what !== 'object' || what === null) return [];
  return Object.entries(what).flatMap(([key, value]) =>
    places(value, text, Array.isArray(what) ? at : `${at} ${key}`.trim()),
  );
}

test('what was typed is kept where the page says so, and nowhere else', async () => {
  const storage = new FakeStorage();
  const { store } = await ready(storage);
  type(store, 'PASS wildflower');
  store.setDraft('PASS wildflow');
  open(store, 'mine');
  type(store, 'wildflower');
  store.flush();
  // In the session itself, in the line that is begun, and among the lines typed before (About).
  const kept = [...storage.map].flatMap(([key, text]) => places(JSON.parse(text), 'wildflow', key));
  expect([...new Set(kept)].sort()).toEqual([
    'popscope:example@w1 sheets lesson draft',
    'popscope:example@w1 sheets lesson saved',
    'popscope:example@w1 sheets lesson typed',
    'popscope:example@w1 sheets own:1 saved',
    'popscope:example@w1 sheets own:1 typed',
  ]);
  // And what is forgotten is gone.
  store.startOver();
  store.show('own:1');
  store.close('own:1');
  expect([...storage.map.values()].join()).not.toContain('wildflow');
});

describe('sessions of the learner’s own', () => {
  test('come back in their order, each with its way and its table; closed ones do not', async () => {
    const storage = new FakeStorage();
    const { store } = await ready(storage);
    for (const title of ['one', 'two', 'three']) open(store, title);
    type(store, 'MORE');
    store.close('own:2');
    open(store, 'four');
    store.show('own:3');
    store.flush();
    const { store: again } = await ready(storage);
    expect(titles(again)).toEqual(['Lesson', 'one', 'three', 'four']);
    expect(again.sheets.map((s) => s.way)).toEqual([undefined, 'setup', 'setup', 'setup']);
    expect(again.active.title).toBe('three');
    expect(labels(again)).toContain('MORE');
    expect(JSON.stringify([...storage.map.values()])).not.toContain('two');
  });

  test('stay when the lesson is started over', async () => {
    const storage = new FakeStorage();
    const { store } = await ready(storage);
    type(store, 'ONE');
    store.startTask('try');
    open(store, 'mine');
    type(store, 'MORE');
    expect(store.typedAnything()).toBe(true);
    store.startOver();
    expect(store.typedAnything()).toBe(false);
    expect(titles(store)).toEqual(['Lesson', 'mine']);
    store.show('own:1');
    expect(labels(store)).toContain('MORE');
    type(store, 'ON');
    expect(labels(store)).toContain('ON');
    const { store: again } = await ready(storage);
    expect(titles(again)).toEqual(['Lesson', 'mine']);
    again.show('lesson');
    expect(again.active.typed).toEqual([]);
  });

  test('stay when it is started over while there is no engine', async () => {
    const storage = new FakeStorage();
    open((await ready(storage)).store, 'mine');
    new Store(lesson(), surroundings(new FakeEngine(), storage)).startOver();
    expect(titles((await ready(storage)).store)).toEqual(['Lesson', 'mine']);
  });

  test('are closed without a question only where nothing was done in them', async () => {
    const { store } = await ready(new FakeStorage());
    open(store, 'mine');
    expect(store.loses(store.active)).toBe(false);
    store.act('connect');
    expect(store.loses(store.active)).toBe(true);
    open(store, 'another');
    store.setDraft('HALF');
    expect(store.loses(store.active)).toBe(true);
  });
});

describe('two windows of a lesson', () => {
  test('keep what is done in both', async () => {
    const storage = new FakeStorage();
    const { store: a } = await ready(storage);
    const { store: b } = await ready(storage);
    open(a, 'of a');
    a.show('lesson');
    type(a, 'ONE');
    // The other one only steps, and then opens a session too.
    b.next();
    b.flush();
    open(b, 'of b');
    a.flush();
    const { store } = await ready(storage);
    expect(titles(store).sort()).toEqual(['Lesson', 'of a', 'of b']);
    expect(store.sheets[0]?.typed).toEqual(['ONE']);
  });

  test('a session that is closed in the one that opened it is gone', async () => {
    const storage = new FakeStorage();
    const { store: a } = await ready(storage);
    const { store: b } = await ready(storage);
    open(a, 'of a');
    b.flush();
    a.close('own:1');
    b.flush();
    expect(titles((await ready(storage)).store)).toEqual(['Lesson']);
  });
});

test('a storage that is full keeps nothing more, and that is known', async () => {
  const storage = new FakeStorage();
  const { store } = await ready(storage);
  expect(store.keeps()).toBe(true);
  store.flush();
  storage.setItem = (key, value) => {
    if (value.length > 100) throw new DOMException('full', 'QuotaExceededError');
    storage.map.set(key, value);
  };
  open(store, 'mine');
  expect(store.keeps()).toBe(false);
  const told = (): number => store.notices.filter((n) => JSON.stringify(n).includes('no more room')).length;
  expect(told()).toBe(1);
  store.close('own:1');
});

test('a key that is none of ours is no session of the learner’s own', async () => {
  const storage = new FakeStorage();
  const own = { title: 'odd', request: { kind: 'simulated', lines: [] } };
  storage.setItem('popscope:example', JSON.stringify({ sheets: { 'own:x': { own }, odd: { own } } }));
  const { store } = await ready(storage);
  expect(titles(store)).toEqual(['Lesson']);
  open(store, 'mine');
  expect(store.active.key).toBe('own:1');
});

describe('an engine that stops while it takes over', () => {
  test('loses no session that it had not come to', async () => {
    vi.spyOn(console, 'info').mockImplementation(() => {});
    const storage = new FakeStorage();
    const { store: before } = await ready(storage);
    type(before, 'ONE');
    open(before, 'mine');
    type(before, 'MORE');
    const raw = new FakeEngine();
    raw.next = 'crash';
    const { store } = await ready(storage, raw);
    expect(store.status).toBe('stopped');
    store.flush();
    await store.start();
    expect(store.notices).toEqual([]);
    store.show('own:1');
    expect(labels(store)).toContain('MORE');
    vi.restoreAllMocks();
  });

  test('keeps the lines that still wait', async () => {
    vi.spyOn(console, 'info').mockImplementation(() => {});
    const raw = new FakeEngine();
    const store = new Store(lesson(), surroundings(raw));
    store.end();
    for (const line of ['ONE', 'TWO', 'THREE']) type(store, line);
    const { type: take } = raw;
    raw.type = () => {
      raw.type = take;
      throw new Error('unreachable');
    };
    await store.start();
    expect(store.status).toBe('stopped');
    expect([store.active.draft, store.active.typed]).toEqual(['ONE', ['TWO', 'THREE']]);
    await store.start();
    expect(labels(store)).toContain('TWO');
    expect(labels(store)).toContain('THREE');
    vi.restoreAllMocks();
  });

  test('is started once, whoever asks', async () => {
    let loads = 0;
    const around = surroundings(new FakeEngine());
    const store = new Store(lesson(), {
      ...around,
      loadWhole: () => {
        loads++;
        return around.loadWhole(() => {});
      },
      load: async () => {
        loads++;
        return new Engine(new FakeEngine());
      },
    });
    // In a window behind others, a way of working asks before the page does.
    const whole = store.whole();
    await Promise.all([whole, store.start()]);
    await store.start();
    expect(loads).toBe(1);
    type(store, 'ONE');
    expect(labels(store)).toContain('ONE');
  });
});

describe('several windows of a lesson', () => {
  const window = async (storage: Storage, id: string, open: readonly string[] = []): Promise<Store> => {
    const around = surroundings(new FakeEngine(), storage);
    const all = new Set(open);
    const tab = { id, open: async (ids: readonly string[]) => new Set(ids.filter((i) => all.has(i))) };
    const store = new Store(lesson(), { ...around, tab });
    await store.start();
    return store;
  };
  /** All lines that were ever sent, in whichever sheet they stand. */
  const lines = (store: Store): string[] => store.sheets.map((s) => s.typed.join(' '));

  test('what is typed in each of them stays, whichever writes last', async () => {
    const storage = new FakeStorage();
    const a = await window(storage, 'a');
    type(a, 'FIRST');
    const b = await window(storage, 'b', ['a']);
    expect(lines(b)).toEqual(['FIRST']);
    type(b, 'OF-B');
    type(a, 'OF-A');
    b.flush();
    a.flush();
    b.flush();
    const c = await window(storage, 'c');
    expect(lines(c).sort()).toEqual(['FIRST OF-A', 'FIRST OF-B']);
    expect(titles(c)).toContain('An example, from another window');
    // And once more: nothing is doubled, nothing gone.
    const again = await window(storage, 'd');
    expect(lines(again).sort()).toEqual(lines(c).sort());
    expect([...storage.map.keys()].filter((key) => key.includes('example'))).toEqual(['popscope:example@d']);
  });

  test('one that only looked on gives way to the one that went on', async () => {
    const storage = new FakeStorage();
    const a = await window(storage, 'a');
    type(a, 'FIRST');
    const b = await window(storage, 'b', ['a']);
    type(a, 'SECOND');
    b.next();
    b.flush();
    expect(lines(await window(storage, 'c'))).toEqual(['FIRST SECOND']);
  });

  test('a window that is open keeps its own record, whatever others take over', async () => {
    const storage = new FakeStorage();
    const a = await window(storage, 'a');
    type(a, 'OF-A');
    const b = await window(storage, 'b', ['a']);
    type(b, 'OF-B');
    type(a, 'MORE');
    const reloaded = await window(storage, 'a', ['b']);
    expect(lines(reloaded)).toEqual(['OF-A MORE']);
    expect(lines(await window(storage, 'c', ['a'])).sort()).toEqual(['OF-A MORE', 'OF-A OF-B'].sort());
  });

  test('what an earlier Popscope kept is taken over', async () => {
    const storage = new FakeStorage();
    const old = new FakeStorage();
    type(await window(old, 'a'), 'LONG AGO');
    storage.setItem('popscope:example', old.getItem('popscope:example@a') ?? '');
    const b = await window(storage, 'b');
    expect(lines(b)).toEqual(['LONG AGO']);
    expect(storage.getItem('popscope:example')).toBeNull();
  });

  test('any order of doings in any windows loses no line', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(2), fc.constantFrom('type', 'look', 'reload', 'close')), { maxLength: 14 }),
        async (doings) => {
          const storage = new FakeStorage();
          const open = new Map<string, Store>();
          const done: string[] = [];
          let n = 0;
          for (const [which, what] of doings) {
            const id = `w${which}`;
            let store = open.get(id);
            if (!store || what === 'reload') store = await window(storage, id, [...open.keys()]);
            open.set(id, store);
            if (what === 'type') {
              done.push(`L${++n}`);
              type(store, `L${n}`);
            } else if (what === 'look') store.next();
            store.flush();
            if (what === 'close') open.delete(id);
          }
          const last = lines(await window(storage, 'last'))
            .join(' ')
            .split(' ');
          for (const line of done) expect(last).toContain(line);
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });
});
