import { describe, expect, test, vi } from 'vitest';
import { WholeEngine } from '../src/engine';
import type { RelayEars } from '../src/relay';
import type { Surroundings } from '../src/state';
import { Store } from '../src/store';
import { said } from '../src/words';
import { FakeEngine, FakeStorage, FakeWhole, lesson, surroundings } from './fixture';

interface Made {
  store: Store;
  core: FakeEngine;
  whole: FakeWhole;
}

async function ready(more: Partial<Surroundings> = {}): Promise<Made> {
  const core = new FakeEngine();
  const whole = new FakeWhole();
  const store = new Store(lesson(), { ...surroundings(core, new FakeStorage(), whole), ...more });
  await store.start();
  return { store, core, whole };
}

function type(store: Store, line: string): void {
  store.setDraft(line);
  store.send();
}

describe('the whole engine', () => {
  test('takes over branch, cursor and task, and works from then on', async () => {
    const { store, core, whole } = await ready();
    store.startTask('try');
    type(store, 'DONE');
    store.show('lesson');
    store.next();
    type(store, 'OTHER');
    store.pick(0);
    store.next();
    const { cursor, events, branches } = store.active;
    core.calls = [];
    expect(await store.whole()).toBeInstanceOf(WholeEngine);
    expect(core.calls).toEqual(['save', 'save']);
    expect(store.active).toMatchObject({ cursor, events, branches, branch: 0 });
    core.calls = [];
    store.end();
    type(store, 'MORE');
    expect(store.active.branch).toBe(0);
    expect(core.calls).toEqual([]);
    expect([...whole.sessions.values()].map((s) => s.branches.map((b) => b.lines.join(' ')))).toEqual([
      ['HELLO YES BYE YES MORE YES', 'HELLO OTHER YES'],
      ['DONE YES'],
    ]);
    store.show('task:try');
    expect(store.active.state?.solved).toBe(true);
  });

  test('is loaded once', async () => {
    let loads = 0;
    const whole = new FakeWhole();
    const { store } = await ready({
      loadWhole: async () => {
        loads++;
        return new WholeEngine(whole);
      },
    });
    const [a, b] = await Promise.all([store.whole(), store.whole()]);
    expect(a).toBe(b);
    expect(await store.whole()).toBe(a);
    expect(loads).toBe(1);
  });

  test('keeps a real session, and goes on observing it', async () => {
    let ears: RelayEars | undefined;
    const { store, whole } = await ready({
      relay: (_, e) => {
        ears = e;
        return { send: () => true, close: () => {} };
      },
    });
    await store.connect('lab');
    ears?.opened();
    ears?.octets('server', new TextEncoder().encode('HELLO'));
    const before = store.active.events;
    await store.whole();
    expect(store.active.events).toEqual(before);
    ears?.octets('server', new TextEncoder().encode('MORE'));
    expect(store.active.events.length).toBeGreaterThan(before.length);
    expect(whole.calls).toContain('observe octets server');
    expect(store.over()).toBe(false);
  });

  test('that can’t be had leaves all as it was', async () => {
    const { store, core } = await ready({
      loadWhole: async () => {
        throw new Error('offline');
      },
    });
    type(store, 'ONE');
    expect(await store.whole()).toBeUndefined();
    expect(said(store.notices[0]?.text ?? '')).toContain('offline');
    core.calls = [];
    type(store, 'TWO');
    expect(core.calls[0]).toMatch(/^type TWO/);
  });

  test('that would lose something takes nothing over', async () => {
    const { store, core, whole } = await ready();
    store.startTask('try');
    whole.open = () => '{"error":"no, not that","crashed":false}';
    const { id } = store.active;
    expect(await store.whole()).toBeUndefined();
    expect(store.active.id).toBe(id);
    core.calls = [];
    type(store, 'TWO');
    expect(core.calls[0]).toMatch(/^type TWO/);
  });

  test('comes back after a crash', async () => {
    const { store, core, whole } = await ready();
    vi.spyOn(console, 'info').mockImplementation(() => {});
    type(store, 'ONE');
    await store.whole();
    whole.next = 'trap';
    type(store, 'TWO');
    expect(store.status).toBe('stopped');
    core.calls = [];
    await store.start();
    expect(store.status).toBe('ready');
    expect(core.calls).toEqual([]);
    expect(store.active.events.some((e) => e.label === 'ONE')).toBe(true);
    expect(await store.whole()).toBeInstanceOf(WholeEngine);
    vi.restoreAllMocks();
  });

  test('wanted after the core has stopped is what the page restarts with', async () => {
    const { store, core } = await ready();
    vi.spyOn(console, 'info').mockImplementation(() => {});
    core.next = 'trap';
    type(store, 'ONE');
    expect(await store.whole()).toBeInstanceOf(WholeEngine);
    expect(store.status).toBe('ready');
    vi.restoreAllMocks();
  });

  test('wanted before the core is there waits for it', async () => {
    const whole = new FakeWhole();
    const store = new Store(lesson(), surroundings(new FakeEngine(), new FakeStorage(), whole));
    const started = store.start();
    expect(await store.whole()).toBeInstanceOf(WholeEngine);
    await started;
    expect(whole.sessions.size).toBe(1);
  });
});
