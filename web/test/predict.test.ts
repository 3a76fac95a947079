import { expect, test } from 'vitest';
import type { Mark, Question } from '../src/abi';
import { EngineFailure } from '../src/engine';
import { Sheet } from '../src/sheet';
import {
  along,
  anySeed,
  Run,
  readWish,
  scoreOf,
  type Wish,
  wishQuery,
  within,
} from '../src/ways/predict/run';
import { events } from './fixture';

const wish: Wish = { about: 'made', protocol: 'POP3', seed: 4711, length: 5, difficulty: 2 };

function question(seq: number, kind: string): Question {
  return { key: `${seq}:${kind}`, kind, seq, reveal: seq + 3 } as Question;
}

function sheet(): Sheet {
  const made = new Sheet('own:1', 'One', { kind: 'simulated' });
  made.setEvents(events(['A', 'B', 'C', 'D']));
  made.cursor = made.last;
  return made;
}

test('an address says which questions are wanted, and nonsense in it does no harm', () => {
  for (const w of [wish, { ...wish, about: 'lesson' as const }])
    expect(readWish(wishQuery(w), { ...w, about: 'made', seed: 1, length: 2 })).toEqual(w);
  expect(readWish('?seed=-1&length=99&difficulty=x&protocol=SMTP&about=all', wish)).toEqual(wish);
  expect(readWish('?seed=0&length=40&difficulty=1&protocol=pop2', wish)).toEqual({
    about: 'made',
    protocol: 'POP2',
    seed: 0,
    length: 40,
    difficulty: 1,
  });
  expect(within('', 0, 9, 7)).toBe(7);
  expect(within('2.5', 0, 9, 7)).toBe(7);
});

test('another seed is another one', () => {
  for (let i = 0; i < 100; i++) expect(anySeed(4711)).not.toBe(4711);
});

test('questions go along a session, of kinds that take turns, until it ends', () => {
  const asked: number[] = [];
  const kinds = along(
    (seq) => {
      asked.push(seq);
      if (seq > 10) throw new EngineFailure('nothing more', false);
      return { questions: [question(seq, 'status'), question(seq, 'state')] };
    },
    1,
    40,
  ).map((q) => q.kind);
  expect(kinds).toEqual(['status', 'state', 'status']);
  expect(asked).toEqual([0, 4, 8, 12]);
});

test('no more questions than are wanted; a crash is not the end of a session', () => {
  expect(along((seq) => ({ questions: [question(seq, 'state')] }), 1, 2)).toHaveLength(2);
  const broken = (): never => {
    throw new EngineFailure('a fault', true);
  };
  expect(() => along(broken, 1, 2)).toThrow('a fault');
});

test('what is to be foreseen is hidden, and comes into sight with the answer', () => {
  const s = sheet();
  const run = new Run(wish, s, [question(1, 'state'), question(5, 'state')]);
  s.veil(run.veil);
  expect([s.last, s.cursor, s.steps.length]).toEqual([1, 1, 2]);
  run.marks.push({ right: true } as Mark);
  s.veil(run.veil);
  expect(s.last).toBe(4);
  run.at++;
  expect(run.last).toBe(true);
  run.cut();
  expect(run.questions).toHaveLength(1);
  run.result = { marks: [], right: 1, concepts: [], sentences: [] };
  s.veil(run.veil);
  expect(s.last).toBe(8);
});

test('what the learner does on from a veil is seen, and the veil stays with its branch', () => {
  const s = sheet();
  s.veil(2);
  s.branch = 1;
  s.splice(3, events(['X']).slice(1));
  expect(s.last).toBe(4);
  s.branch = 0;
  s.setEvents(events(['A', 'B', 'C', 'D']));
  expect(s.last).toBe(2);
  s.splice(9, events(['Y']).slice(1));
  expect(s.last).toBe(10);
});

test('a score says what was asked and got right, concept by concept', () => {
  const concept = { key: 'leaving', name: '', sentence: '', mix: '' };
  const marks = { marks: [], right: 2, concepts: [{ concept, right: 1, asked: 2 }], sentences: [] };
  expect(scoreOf(marks, 3)).toEqual({
    task: 'predict',
    met: 2,
    of: 3,
    solved: false,
    concepts: { leaving: { asked: 2, right: 1 } },
  });
});
