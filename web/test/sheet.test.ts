import { expect, test } from 'vitest';
import type { View } from '../src/abi';
import { Sheet } from '../src/sheet';
import { events } from './fixture';

test('a view is asked for once, as long as it is kept, and not all are', () => {
  const sheet = new Sheet('lesson', 'Lesson', { kind: 'simulated' });
  sheet.setEvents(events(['C: STAT', 'S: +OK 3 1029']));
  sheet.id = 1;
  const asked: number[] = [];
  const look = (seq: number): View | undefined =>
    sheet.view(seq, (_, at) => {
      asked.push(at);
      return { at, conns: [], maildrops: [] } as unknown as View;
    });
  look(3);
  expect(look(3)?.at).toBe(3);
  expect(asked).toEqual([3]);
  for (let seq = 1000; seq < 2000; seq++) look(seq);
  look(1999);
  expect(asked).toHaveLength(1001);
  look(3);
  expect(asked.at(-1)).toBe(3);
});
