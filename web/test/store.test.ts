import { describe, expect, test, vi } from 'vitest';
import { Engine } from '../src/engine';
import { PACE } from '../src/player';
import type { RelayEars } from '../src/relay';
import { shelf } from '../src/storage';
import { Store } from '../src/store';
import { FakeEngine, FakeStorage, lesson, surroundings } from './fixture';

async function ready(
  raw = new FakeEngine(),
  storage = new FakeStorage(),
): Promise<{ store: Store; raw: FakeEngine; storage: FakeStorage }> {
  const store = new Store(lesson(), surroundings(raw, storage));
  await store.start();
  return { store, raw, storage };
}

function type(store: Store, line: string): void {
  store.setDraft(line);
  store.send();
}

describe('a branch', () => {
  test('has the name it is given, which is saved', async () => {
    const { store, raw } = await ready();
    store.goTo(1);
    type(store, 'ELSE');
    expect(store.active.branches.map((b) => b.name)).toContain('ELSE instead');
    expect(store.rename(1, 'a detour')).toBe(true);
    expect(store.active.branches[1]?.name).toBe('a detour');
    expect(raw.calls.slice(-2)).toEqual(['rename', 'save']);
    raw.next = 'refuse';
    expect(store.rename(1, '')).toBe(false);
    expect(store.active.branches[1]?.name).toBe('a detour');
    expect(store.notices.map((n) => n.text)).toEqual(['no, not that']);
  });
});

describe('stepping', () => {
  test('works on the recorded session, before there is an engine', () => {
    const store = new Store(lesson(), surroundings(new FakeEngine()));
    expect(store.active.cursor).toBe(0);
    store.next();
    expect(store.active.cursor).toBe(2);
    expect(store.view()?.at).toBe(2);
    store.next();
    store.back();
    expect(store.active.cursor).toBe(2);
    store.end();
    expect(store.active.cursor).toBe(8);
    store.next();
    expect(store.active.cursor).toBe(8);
    store.first();
    expect(store.active.cursor).toBe(0);
    store.back();
    expect(store.active.cursor).toBe(0);
  });

  test('goes by event too', () => {
    const store = new Store(lesson(), surroundings(new FakeEngine()));
    store.nextEvent();
    expect(store.active.cursor).toBe(1);
    store.next();
    expect(store.active.cursor).toBe(2);
    store.backEvent();
    expect(store.active.cursor).toBe(1);
    store.back();
    expect(store.active.cursor).toBe(0);
  });

  test('goes by octet too, from message to message', () => {
    const store = new Store(lesson(), surroundings(new FakeEngine()));
    // The first step sends nothing.
    expect(store.octet).toBeUndefined();
    store.nextOctet();
    expect([store.active.cursor, store.octet]).toEqual([2, 0]);
    for (let i = 0; i < 'HELLO'.length + 1; i++) store.nextOctet();
    expect([store.active.cursor, store.octet]).toEqual([2, 6]);
    store.nextOctet();
    expect([store.active.cursor, store.octet]).toEqual([4, 0]);
    store.backOctet();
    expect([store.active.cursor, store.octet]).toEqual([2, 6]);
    store.goOctet(7);
    expect(store.octet).toBeUndefined();
    store.goOctet(3);
    store.nextEvent();
    expect(store.octet, 'another message').toBeUndefined();
    store.end();
    for (let i = 0; i < 9; i++) store.nextOctet();
    expect([store.active.cursor, store.octet], 'at the end').toEqual([8, 5]);
  });

  test('plays to the end and stops there', () => {
    vi.useFakeTimers();
    const store = new Store(lesson(), surroundings(new FakeEngine()));
    store.play();
    vi.advanceTimersByTime(PACE * 2);
    expect(store.active.cursor).toBe(4);
    expect(store.playing).toBe(true);
    vi.advanceTimersByTime(PACE * 10);
    expect(store.active.cursor).toBe(8);
    expect(store.playing).toBe(false);
    vi.useRealTimers();
  });

  test('tells its listeners, and asks for each view once', async () => {
    const { store, raw } = await ready();
    let told = 0;
    store.subscribe(() => told++);
    store.next();
    store.view();
    store.view();
    store.back();
    store.next();
    store.view();
    expect(told).toBe(3);
    expect(raw.calls.filter((c) => c === 'view 2')).toHaveLength(1);
  });
});

describe('the handover to the engine', () => {
  test('changes nothing the learner can see', async () => {
    const store = new Store(lesson(), surroundings(new FakeEngine()));
    store.next();
    await store.start();
    expect(store.status).toBe('ready');
    expect(store.active.cursor).toBe(2);
  });

  test('sends what was typed meanwhile', async () => {
    const raw = new FakeEngine();
    const store = new Store(lesson(), surroundings(raw));
    store.next();
    type(store, 'ONE');
    type(store, 'TWO');
    expect(store.active.waiting).toHaveLength(2);
    await store.start();
    expect(store.active.waiting).toHaveLength(0);
    expect(raw.calls.filter((c) => c.startsWith('type'))).toEqual(['type ONE after 2', 'type TWO after 6']);
    expect(store.active.typed).toEqual(['ONE', 'TWO']);
  });

  test('sends it even if the page was reloaded in between', async () => {
    const storage = new FakeStorage();
    const store = new Store(lesson(), surroundings(new FakeEngine(), storage));
    store.next();
    type(store, 'ONE');
    const again = await ready(new FakeEngine(), storage);
    expect(again.store.active.branches.map((b) => b.name)).toEqual(['as recorded', 'ONE instead']);
  });

  test('that fails leaves the recorded session, and can be tried again', async () => {
    const around = surroundings(new FakeEngine());
    let fail = true;
    const store = new Store(lesson(), {
      ...around,
      load: async (ended) => {
        if (fail) throw new Error('offline');
        return around.load(ended);
      },
    });
    await store.start();
    expect(store.status).toBe('absent');
    store.next();
    expect(store.view()?.at).toBe(2);
    fail = false;
    await store.start();
    expect(store.status).toBe('ready');
    expect(store.active.cursor).toBe(2);
  });
});

describe('branches', () => {
  test('typing in the past starts one, and the old future can be returned to', async () => {
    const { store } = await ready();
    store.next();
    type(store, 'OTHER');
    expect(store.active.branches.map((b) => b.name)).toEqual(['as recorded', 'OTHER instead']);
    expect(store.active.cursor).toBe(store.active.last);
    expect(store.active.events.map((e) => e.label).filter((l) => l !== '')).toEqual([
      'HELLO',
      'HELLO',
      'OTHER',
      'OTHER',
      'YES',
      'YES',
    ]);
    expect(store.active.shared).toBe(2);
    store.pick(0);
    expect(store.active.last).toBe(8);
    expect(store.active.shared).toBe(Number.POSITIVE_INFINITY);
  });

  test('a link of the lesson leads back to the recorded course', async () => {
    const { store } = await ready();
    store.next();
    type(store, 'OTHER');
    store.goRecorded(5);
    expect(store.active.branch).toBe(0);
    expect(store.active.cursor).toBe(8);
  });

  test('a line that is refused is given back', async () => {
    const { store, raw } = await ready();
    raw.next = 'refuse';
    type(store, 'NEVER');
    expect(store.active.draft).toBe('NEVER');
    expect(store.active.typed).toEqual([]);
    expect(store.notices[0]?.text).toBe('no, not that');
    expect(store.status).toBe('ready');
  });
});

describe('an engine that stops', () => {
  for (const how of ['crash', 'trap'] as const)
    test(`by ${how} loses nothing`, async () => {
      const { store, raw } = await ready();
      vi.spyOn(console, 'info').mockImplementation(() => {});
      type(store, 'ONE');
      raw.next = how;
      type(store, 'TWO');
      expect(store.status).toBe('stopped');
      expect(store.active.draft).toBe('TWO');
      store.back();
      await store.start();
      expect(store.status).toBe('ready');
      expect(store.active.events.some((e) => e.label === 'ONE')).toBe(true);
      expect(store.active.draft).toBe('TWO');
      vi.restoreAllMocks();
    });

  test('of itself is noticed', async () => {
    let end = (): void => {};
    const around = surroundings(new FakeEngine());
    const store = new Store(lesson(), {
      ...around,
      load: async (ended) => {
        end = ended;
        return new Engine(new FakeEngine());
      },
    });
    await store.start();
    end();
    expect(store.status).toBe('stopped');
  });
});

describe('a reload', () => {
  test('loses nothing that was typed', async () => {
    const { store, storage } = await ready();
    store.next();
    type(store, 'OTHER');
    store.setDraft('HALF');
    store.back();
    store.flush();
    const again = await ready(new FakeEngine(), storage);
    expect(again.store.active.branch).toBe(1);
    expect(again.store.active.cursor).toBe(4);
    expect(again.store.active.draft).toBe('HALF');
    expect(again.store.active.typed).toEqual(['OTHER']);
  });

  test('returns to the branch that was watched', async () => {
    const { store, storage } = await ready();
    store.next();
    type(store, 'OTHER');
    store.pick(0);
    store.flush();
    const again = await ready(new FakeEngine(), storage);
    expect(again.store.active.branch).toBe(0);
    expect(again.store.active.branches).toHaveLength(2);
  });

  test('that can’t restore starts afresh and shows the lines', async () => {
    const storage = new FakeStorage();
    storage.setItem(
      'popscope:example',
      JSON.stringify({
        active: 'lesson',
        sheets: { lesson: { saved: 'rubbish', typed: ['ONE'], cursor: 2 } },
      }),
    );
    const { store } = await ready(new FakeEngine(), storage);
    expect(store.notices[0]?.kind).toBe('lost');
    expect(store.notices[0]?.lines).toEqual(['ONE']);
    expect(store.active.last).toBe(8);
  });

  test('after starting over begins anew', async () => {
    const { store, storage } = await ready();
    type(store, 'ONE');
    store.startOver();
    expect(storage.length).toBe(0);
    expect(store.active.last).toBe(8);
    expect(store.active.cursor).toBe(0);
    expect(store.active.typed).toEqual([]);
  });

  for (const [what, text] of [
    ['no JSON', '{'],
    ['another shape', '[1,2]'],
    ['other types', '{"sheets":{"lesson":{"saved":7,"cursor":"x","typed":"y"}}}'],
  ] as const)
    test(`with a storage that holds ${what} works`, async () => {
      const storage = new FakeStorage();
      storage.setItem('popscope:example', text);
      const { store } = await ready(new FakeEngine(), storage);
      expect(store.notices).toEqual([]);
      store.next();
      expect(store.active.cursor).toBe(2);
    });

  test('with a storage that is blocked works', async () => {
    const store = new Store(lesson(), {
      ...surroundings(new FakeEngine()),
      shelf: shelf(() => {
        throw new DOMException('blocked', 'SecurityError');
      }),
    });
    await store.start();
    type(store, 'ONE');
    store.startOver();
    expect(store.status).toBe('ready');
  });
});

describe('a task', () => {
  test('is a session of its own, and says how far it has come', async () => {
    const { store } = await ready();
    store.startTask('try');
    expect(store.active.key).toBe('task:try');
    expect(store.active.state?.solved).toBe(false);
    type(store, 'BREAK');
    expect(store.active.state?.broken).toHaveLength(1);
    store.tryAgain();
    expect(store.active.state?.broken).toHaveLength(0);
    type(store, 'DONE');
    expect(store.active.state?.solved).toBe(true);
    store.show('lesson');
    expect(store.active.events).toHaveLength(9);
  });

  test('survives a reload', async () => {
    const { store, storage } = await ready();
    store.startTask('try');
    type(store, 'DONE');
    const again = await ready(new FakeEngine(), storage);
    expect(again.store.active.key).toBe('task:try');
    expect(again.store.active.state?.solved).toBe(true);
  });

  test('that is begun before the engine is there waits for it', async () => {
    const store = new Store(lesson(), surroundings(new FakeEngine()));
    store.startTask('try');
    type(store, 'DONE');
    await store.start();
    expect(store.active.state?.solved).toBe(true);
  });
});

describe('a real server', () => {
  async function connected(
    storage = new FakeStorage(),
  ): Promise<{ store: Store; ears: RelayEars; sent: string[] }> {
    let ears: RelayEars | undefined;
    const sent: string[] = [];
    const store = new Store(lesson(), {
      ...surroundings(new FakeEngine(), storage),
      relay: (_, e) => {
        ears = e;
        return {
          send: (text) => {
            sent.push(text);
            e.octets('client', new TextEncoder().encode(text));
            return true;
          },
          close: () => e.closed('client', 'You closed the connection.', true),
        };
      },
    });
    await store.start();
    await store.connect('lab');
    if (!ears) throw new Error('the relay was not asked');
    return { store, ears, sent };
  }

  test('is typed to now, wherever one looks', async () => {
    const { store, ears, sent } = await connected();
    ears.opened();
    ears.octets('server', new TextEncoder().encode('HELLO'));
    store.first();
    ears.octets('server', new TextEncoder().encode('MORE'));
    expect(store.active.cursor).toBe(store.active.steps[0]?.last);
    type(store, 'ONE');
    expect(sent).toEqual(['ONE\r\n']);
    expect(store.active.cursor).toBe(store.active.last);
  });

  test('is never kept', async () => {
    const storage = new FakeStorage();
    const { store, ears } = await connected(storage);
    ears.opened();
    type(store, 'SECRET');
    store.setDraft('SECRET');
    store.flush();
    expect([...storage.map.values()].join()).not.toContain('SECRET');
  });

  test('says why it closed', async () => {
    const { store, ears } = await connected();
    ears.opened();
    ears.closed('server', 'The server closed the connection.', true);
    expect(store.over()).toBe(true);
    expect(store.active.link).toBe('The server closed the connection.');
    expect(store.active.events.length).toBeGreaterThan(0);
  });

  test('that was never reached shows no connection that never was', async () => {
    const { store, ears } = await connected();
    ears.opened();
    ears.closed('server', 'The server refused the connection.', false);
    expect(store.active.events).toEqual([]);
    expect(store.active.link).toBe('The server refused the connection.');
  });
});
