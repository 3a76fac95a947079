import { expect, test } from 'vitest';
import type { CommandInfo } from '../src/abi';
import { completion, hints } from '../src/hints';
import { inLines, type Machine } from '../src/machine/drawing';
import { layOut } from '../src/machine/layout';
import { planOf } from '../src/machine/rails';
import { placesOf, stepAfter, stepsOf } from '../src/steps';
import { events } from './fixture';

const command = (keyword: string, ...states: string[]): CommandInfo => ({
  keyword,
  usage: keyword,
  purpose: 'learn',
  in: states,
  meaning: '',
  optional: false,
});

test('hints are what may be meant, those that fit first', () => {
  const all = [command('STAT', 'B'), command('STOP', 'A'), command('LIST', 'B')];
  expect(hints(all, 'st', 'A').map((h) => [h.command.keyword, h.fits])).toEqual([
    ['STOP', true],
    ['STAT', false],
  ]);
  expect(hints(all, 'list 1', 'B')).toHaveLength(1);
  expect(hints(all, 'NOPE', 'B')).toHaveLength(0);
});

test('a command with a row for each state is one command', () => {
  const all = [command('QUIT', 'A'), command('QUIT', 'B')];
  expect(hints(all, 'Q', 'B')).toEqual([{ command: all[1], fits: true, late: false }]);
  expect(hints(all, 'Q', undefined)).toHaveLength(1);
  expect(completion(all, 'Q')).toBe('UIT');
});

test('only one meaning is completed', () => {
  const all = [command('STAT'), command('STOP'), command('LIST')];
  expect(completion(all, 'l')).toBe('IST');
  expect(completion(all, 'ST')).toBe('');
  expect(completion(all, '')).toBe('');
  expect(completion(all, 'LIST ')).toBe('');
});

const machine: Machine = {
  side: 'server',
  states: ['off', 'A', 'B'].map((name) => ({ name, meaning: '', ours: name === 'off' })),
  edges: [
    { from: 'off', to: 'A', label: 'hello', ok: true },
    { from: 'A', to: 'B', label: 'GO', ok: true },
    { from: 'A', to: 'B', label: 'RUN', ok: true },
    { from: 'B', to: 'B', label: 'STAY', ok: true },
    { from: 'B', to: 'off', label: 'bye', ok: true },
    { from: 'A', to: 'off', label: 'bye', ok: true },
  ],
};

for (const width of [900, 320])
  test(`the states fit into ${width} pixels`, () => {
    const d = layOut(machine, width, 13);
    expect(d.nodes.map((n) => n.name)).toEqual(['off', 'A', 'B']);
    for (const n of d.nodes) {
      expect(n.x - n.r).toBeGreaterThanOrEqual(0);
      expect(n.x + n.r).toBeLessThanOrEqual(width);
      expect(n.y + n.r).toBeLessThanOrEqual(d.height);
    }
    expect(d.ways).toHaveLength(4);
    expect(d.labels.find((l) => l.of[0]?.to.name === 'B')?.lines.join(' ')).toBe('GO RUN');
    expect(d.nodes[2]?.stays.lines).toEqual(['STAY']);
  });

test('ways that end in one state share a rail, and longer ones run further out', () => {
  const plan = planOf(machine.states, [...machine.edges, { from: 'B', to: 'A', label: 'BACK', ok: true }]);
  expect(plan.straight.map((p) => p.labels)).toEqual([['hello'], ['GO', 'RUN']]);
  const [near, far] = plan.rails;
  expect([near?.to, near?.level, near?.runs.length]).toEqual([1, 1, 1]);
  expect([far?.to, far?.level]).toEqual([0, 2]);
  // Both say the same: one label is enough, where they have come together.
  expect(far?.runs.map((run) => run.map((p) => p.from))).toEqual([[2, 1]]);
  expect(plan.stems[1]?.map((s) => [s.rail === near, s.pair !== undefined, s.run !== undefined])).toEqual([
    [false, true, true],
    [true, false, false],
  ]);
  expect(layOut({ ...machine, edges: machine.edges }, 900, 13).labels).toHaveLength(3);
});

for (const width of [900, 320])
  test(`whatever ends a session has a way of its own, in ${width} pixels`, () => {
    const lost = ['timer', 'closed', 'broken'].flatMap((by) =>
      ['A', 'B'].map((from) => ({ from, to: 'off', label: `by ${by}`, ok: false, by })),
    );
    const d = layOut({ ...machine, edges: [...machine.edges, ...lost] }, width, 13);
    const home = d.ways.filter((w) => w.to.name === 'off');
    expect(home.map((w) => `${w.from.name} ${w.by}`).sort()).toEqual(
      ['', 'broken', 'closed', 'timer'].flatMap((by) => [`A ${by}`, `B ${by}`]).sort(),
    );
    expect(new Set(home.map((w) => w.path)).size).toBe(8);
    // And a label of its own, which stands for nothing else.
    for (const by of ['timer', 'closed', 'broken'])
      expect(d.labels.find((l) => l.lines.join(' ') === `by ${by}`)?.of.map((w) => w.by)).toEqual([by, by]);
  });

test('labels are set in lines', () => {
  expect(inLines(['a', 'bb', 'ccc'], 4)).toEqual(['a bb', 'ccc']);
});

test('steps hold their events', () => {
  const all = events(['ONE', 'YES']);
  const steps = stepsOf(all);
  expect(steps.map((s) => [s.number, s.first, s.last, s.sent])).toEqual([
    [1, 0, 0, -1],
    [2, 1, 2, 1],
    [3, 3, 4, 3],
  ]);
  expect(steps.map((step) => placesOf(steps).get(step.number))).toEqual(steps.map((_, i) => i));
  for (let seq = -1; seq <= all.length; seq++)
    expect(stepAfter(steps, seq)).toBe(steps.find((step) => step.last > seq));
});

test('a change of the client’s own state is none of the session', () => {
  const all = events(['ONE', 'YES']);
  const at = (seq: number, side: string): void => {
    all.push({ ...all[seq], seq: all.length, side, kind: 'state', new: side } as (typeof all)[0]);
  };
  at(1, 'client');
  at(3, 'server');
  expect(stepsOf(all).map((s) => [s.state, s.client])).toEqual([
    [-1, -1],
    [-1, 5],
    [6, -1],
  ]);
});
