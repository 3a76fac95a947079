import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  forgetProgress,
  keepProgress,
  keptProgress,
  mergeProgress,
  type Progress,
  readProgress,
  scored,
  writeProgress,
} from '../src/progress';
import { shelf } from '../src/storage';
import { FakeStorage } from './fixture';

const ours: Progress = {
  a: {
    title: 'A',
    seen: [1, 2, 5],
    steps: 9,
    tasks: { one: { title: 'One', met: 1, of: 3, solved: false } },
    concepts: { RSET: { asked: 4, right: 1 } },
  },
};
const theirs: Progress = {
  a: {
    title: 'A',
    seen: [2, 3],
    steps: 9,
    tasks: {
      one: { title: 'One', met: 3, of: 3, solved: true },
      two: { title: 'Two', met: 0, of: 1, solved: false },
    },
    concepts: { RSET: { asked: 2, right: 2 }, QUIT: { asked: 1, right: 1 } },
  },
  b: { title: 'B', seen: [1], steps: 3, tasks: {}, concepts: {} },
};

test('progress is read as it was written', () => {
  expect(readProgress(writeProgress(theirs))).toEqual(theirs);
});

test('of two, nothing is lost', () => {
  const both = mergeProgress(ours, theirs);
  expect(both.a?.seen).toEqual([1, 2, 3, 5]);
  expect(both.a?.tasks.one).toEqual({ title: 'One', met: 3, of: 3, solved: true });
  expect(both.a?.tasks.two?.of).toBe(1);
  expect(both.a?.concepts).toEqual({ RSET: { asked: 4, right: 1 }, QUIT: { asked: 1, right: 1 } });
  expect(both.b).toEqual(theirs.b);
  expect(mergeProgress(both, ours)).toEqual(both);
});

test('a task that was solved stays solved, whatever comes later', () => {
  const lesson = theirs.a;
  if (!lesson) throw new Error('no lesson');
  const later = scored(lesson, { task: 'one', met: 0, of: 3, solved: false }, 'One');
  expect(later.tasks.one).toEqual({ title: 'One', met: 3, of: 3, solved: true });
});

test('what is wrong with a file has a name', () => {
  expect(readProgress('{"popscope"')).toBe('json');
  expect(readProgress('[]')).toBe('other');
  expect(readProgress('{"popscope":"session","version":1}')).toBe('other');
  expect(readProgress('{"popscope":"progress","version":2,"lessons":{}}')).toBe('newer');
  expect(readProgress('{"popscope":"progress","version":1}')).toBe('other');
});

test('whatever stands in a file or in the storage, it becomes progress or is refused', () => {
  const shape = fc.record(
    {
      popscope: fc.constantFrom('progress', 'x'),
      version: fc.constantFrom<unknown>(1, 2, '1'),
      lessons: fc.oneof(
        fc.jsonValue(),
        fc.dictionary(
          fc.constantFrom('a', 'b', '../c', '__proto__'),
          fc.dictionary(fc.constantFrom('title', 'seen', 'steps', 'tasks', 'concepts'), fc.jsonValue()),
        ),
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(shape, fc.jsonValue()), (raw) => {
      const text = JSON.stringify(raw);
      const read = readProgress(text);
      if (typeof read === 'string') expect(['json', 'other', 'newer']).toContain(read);
      else expect(readProgress(writeProgress(read))).toEqual(read);
      const storage = new FakeStorage();
      storage.setItem('popscope:progress', text);
      const kept = keptProgress(shelf(() => storage));
      for (const l of Object.values(kept))
        expect(l.seen.every((n) => Number.isInteger(n) && n > 0)).toBe(true);
    }),
    { numRuns: 500, seed: 2 },
  );
});

test('what is kept is found again, until it is forgotten', () => {
  const storage = shelf(() => storageOf);
  const storageOf = new FakeStorage();
  keepProgress(storage, ours);
  expect(keptProgress(storage)).toEqual(ours);
  forgetProgress(storage);
  expect(keptProgress(storage)).toEqual({});
});

test('whether it is kept, and forgotten, is said as it is', () => {
  const full = new FakeStorage();
  full.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  expect(
    keepProgress(
      shelf(() => full),
      ours,
    ),
  ).toBe(false);
  const fast = new FakeStorage();
  expect(
    keepProgress(
      shelf(() => fast),
      ours,
    ),
  ).toBe(true);
  fast.removeItem = () => {
    throw new DOMException('blocked', 'SecurityError');
  };
  expect(forgetProgress(shelf(() => fast))).toBe(false);
  expect(readProgress(' '.repeat(2_000_001))).toBe('large');
});

test('a lesson, a task or a concept may be named as what every object has', () => {
  const odd = (met: number): Progress => ({
    constructor: {
      title: 'A',
      seen: [1],
      steps: 2,
      tasks: { toString: { title: 'T', met, of: 3, solved: false } },
      concepts: { valueOf: { asked: 2, right: met } },
    } as unknown as Progress[string] & (() => void),
  });
  expect(mergeProgress({}, odd(1))).toEqual(odd(1));
  expect(mergeProgress(odd(1), odd(2)).constructor).toMatchObject({ tasks: { toString: { met: 2 } } });
  expect(
    scored(
      { ...odd(1).constructor, tasks: {} } as never,
      { task: 'toString', met: 1, of: 3, solved: false },
      'T',
    ).tasks,
  ).toEqual({
    toString: { title: 'T', met: 1, of: 3, solved: false },
  });
});
