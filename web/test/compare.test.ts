import { expect, test } from 'vitest';
import type { Branch, ComparedRow, Comparison } from '../src/abi';
import { firstPair, pairOf, parted } from '../src/ways/compare/pair';

const branches = (...parents: number[]): Branch[] =>
  parents.map((parent, id) => ({ id, parent, at: 1, name: `b${id}`, events: 9 }));

test('at first the branch that is watched is compared with the one it left', () => {
  expect(firstPair(branches(-1), 0)).toBeUndefined();
  expect(firstPair(branches(-1, 0, 1), 2)).toEqual({ a: 1, b: 2 });
  expect(firstPair(branches(-1, 0, 0), 0)).toEqual({ a: 0, b: 2 });
});

test('a choice holds as long as its branches are there', () => {
  const chosen = { a: 2, b: 0 };
  expect(pairOf(branches(-1, 0, 1), 1, chosen)).toBe(chosen);
  expect(pairOf(branches(-1, 0), 1, chosen)).toEqual({ a: 0, b: 1 });
  expect(pairOf(branches(-1), 0, chosen)).toBeUndefined();
});

test('two branches part at the first row that is not the same, or not shared', () => {
  const row = (last: number, same: boolean): ComparedRow =>
    ({ a: { last }, b: { last }, same }) as unknown as ComparedRow;
  const rows = [row(2, true), row(5, true), row(8, false), row(9, true)];
  const cut = (shared: number): number[] => {
    const { common, own } = parted({ rows, shared } as Comparison);
    return [common.length, own.length];
  };
  expect(cut(6)).toEqual([2, 2]);
  // Alike, but behind an event that was not: it is no longer the same course.
  expect(cut(4)).toEqual([1, 3]);
  expect(parted({ rows: rows.slice(0, 2), shared: 6 } as Comparison).own).toEqual([]);
});
