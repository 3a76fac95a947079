import { expect, test } from 'vitest';
import { leftOut } from '../src/worksheet';

test('the same number leaves out the same places, another number others', () => {
  expect(leftOut(20, 7)).toEqual(leftOut(20, 7));
  expect(leftOut(20, 7)).not.toEqual(leftOut(20, 8));
});

test('half of the places are left out, each once and in order', () => {
  for (let n = 0; n < 30; n++) {
    const out = leftOut(n, n * 31);
    expect(out).toHaveLength(Math.ceil(n / 2));
    expect(new Set(out).size).toBe(out.length);
    expect([...out].sort((a, b) => a - b)).toEqual(out);
    expect(out.every((i) => i >= 0 && i < n)).toBe(true);
  }
});
