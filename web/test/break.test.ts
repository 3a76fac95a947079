import { expect, test } from 'vitest';
import { WholeEngine } from '../src/engine';
import { Sheet } from '../src/sheet';
import { moved, pageOf, SHOWN, within } from '../src/ways/break/strip';
import { Trial } from '../src/ways/break/trial';
import { came, faults } from '../src/ways/break/troubles';
import { events, FakeWhole } from './fixture';

test('the knife stays in the message', () => {
  expect(moved('ArrowRight', 7, 8, 4)).toBe(8);
  expect(moved('ArrowRight', 8, 8, 4)).toBe(8);
  expect(moved('ArrowLeft', 1, 8, 4)).toBe(1);
  expect(moved('ArrowDown', 2, 8, 4)).toBe(6);
  expect(moved('ArrowUp', 2, 8, 4)).toBe(1);
  expect(moved('Home', 5, 8, 4)).toBe(1);
  expect(moved('End', 5, 8, 4)).toBe(8);
  expect(moved('PageDown', 1, 1000, 4)).toBe(SHOWN + 1);
  expect(moved('a', 5, 8, 4)).toBeUndefined();
  expect(within(0, 0)).toBe(1);
});

test('a long message is shown in parts; the knife after the last octet of one belongs to it', () => {
  expect(pageOf(1)).toBe(0);
  expect(pageOf(SHOWN)).toBe(0);
  expect(pageOf(SHOWN + 1)).toBe(SHOWN);
});

test('what came of a fault ends where the next one begins', () => {
  const all = events(['A', 'B', 'C']).map((e) => ({ ...e }));
  const kinds = ['opened', 'fault', 'arrived', 'broken', 'state', 'fault', 'closed'];
  const list = all.map((e, i) => ({ ...e, kind: kinds[i] ?? '', side: 'server' }));
  const [first] = faults(list);
  expect(faults(list).map((e) => e.seq)).toEqual([1, 3, 5]);
  expect(first && came(list, first).map((e) => e.kind)).toEqual(['broken', 'state']);
});

/** An engine in which a cut is told of by an event of its own. */
class Cutting extends FakeWhole {
  override disturb(id: number, seq: number, fault: string): string {
    const change = JSON.parse(this.type(id, seq, fault));
    const last = change.events.at(-1);
    change.events.push({ ...last, seq: last.seq + 1, kind: 'broken' });
    return JSON.stringify(change);
  }
}

test('cuts are tried on a copy: the session itself stays as it is', () => {
  const raw = new Cutting();
  const engine = new WholeEngine(raw);
  const sheet = new Sheet('own:1', 'A session', { kind: 'simulated', lines: ['HELLO'] });
  sheet.take(engine.open(sheet.request));
  const trial = new Trial();
  const outcome = trial.cut(engine, sheet, 1, 3);
  expect(outcome?.events.map((e) => e.kind)).toEqual(['arrived', 'broken']);
  expect(raw.sessions.size).toBe(2);
  expect(raw.sessions.get(sheet.id ?? 0)?.branches).toHaveLength(1);
  const calls = raw.calls.length;
  expect(trial.cut(engine, sheet, 1, 3)).toBe(outcome);
  expect(raw.calls).toHaveLength(calls);
  raw.next = 'refuse';
  expect(trial.cut(engine, sheet, 1, 4)).toBeUndefined();
  // What was tried before holds no more once the session has gone on.
  sheet.splice(sheet.events.length, []);
  expect(trial.cut(engine, sheet, 1, 3)).not.toBe(outcome);
  trial.drop();
  expect(raw.sessions.size).toBe(1);
});
