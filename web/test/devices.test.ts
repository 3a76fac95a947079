import { expect, test } from 'vitest';
import type { DeviceMail, Event, ServerMail, View } from '../src/abi';
import { dayAt, daysOf } from '../src/ways/devices/calendar';
import { restOfWeek } from '../src/ways/devices/experiments';
import { rowsOf, sumOf } from '../src/ways/devices/places';
import { DAY, letter, request, USUAL, weekOf } from '../src/ways/devices/week';
import { events } from './fixture';

const NAMES = ['laptop', 'phone'];
const mail = (item: number, gone: boolean): ServerMail => ({
  item,
  message: gone ? 0 : item,
  octets: 10,
  subject: `letter ${item}`,
  marked: false,
  gone,
  unseen: false,
});
const got = (item: number, times: number, removed = false): DeviceMail => ({
  mailbox: 'ada',
  item,
  holds: 'whole',
  heldSize: 10,
  at: 0,
  session: 1,
  times,
  removed,
});
const view = (messages: ServerMail[], laptop: DeviceMail[], phone: DeviceMail[]): View => ({
  at: 0,
  conns: [],
  maildrops: [{ mailbox: 'ada', holder: 0, messages, inferred: false }],
  devices: [laptop, phone].map((list, i) => ({
    name: NAMES[i] ?? '',
    conn: 0,
    sessions: 1,
    last: 0,
    messages: list,
    missed: [],
  })),
});

test('what is gone before a device came, it never sees', () => {
  const rows = rowsOf(
    view([mail(1, true), mail(2, true), mail(3, false)], [got(1, 1), got(2, 1)], [got(1, 3)]),
    NAMES,
  );
  expect(rows.map((r) => [r.server, r.devices.get('laptop')?.fate, r.devices.get('phone')?.fate])).toEqual([
    ['gone', 'fetched', 'fetched'],
    ['gone', 'fetched', 'never'],
    ['there', 'waiting', 'waiting'],
  ]);
  const sum = sumOf(rows, NAMES);
  expect(sum).toMatchObject({ all: 3, server: 1, alike: false });
  expect(sum.devices.get('phone')).toEqual({ has: 1, never: 1, vain: 2 });
});

test('alike is only where nothing is gone and all have all', () => {
  expect(sumOf(rowsOf(view([mail(1, false)], [got(1, 1)], [got(1, 1)]), NAMES), NAMES).alike).toBe(true);
  expect(sumOf(rowsOf(view([mail(1, true)], [got(1, 1)], [got(1, 1)]), NAMES), NAMES).alike).toBe(false);
});

test('a day begins at midnight, whatever the hour at which the session does', () => {
  const eight = 8 * 3600;
  expect(dayAt(0, eight)).toBe(0);
  expect(dayAt(16 * 3600e9 - 1, eight)).toBe(0);
  expect(dayAt(16 * 3600e9, eight)).toBe(1);
});

test('each visit has its day, and what it brought', () => {
  const at = (kind: string, day: number, conn: number, more: Partial<Event> = {}): Partial<Event> => ({
    kind,
    at: day * DAY,
    conn,
    ...more,
  });
  const told = [
    at('delivered', 0, 0),
    at('opened', 0, 1, { device: 'phone' }),
    at('locked', 0, 1),
    at('closed', 0, 1),
    at('delivered', 2, 0),
    at('opened', 2, 1, { device: 'laptop' }),
    at('opened', 2, 2, { device: 'phone' }),
    at('locked', 2, 1),
    at('closed', 2, 2),
    at('closed', 2, 1),
  ];
  const [model] = events([]);
  const list = told.map((e, seq) => ({ ...model, ...e, seq }) as Event);
  const seen = (seq: number): View =>
    view([], seq >= 9 ? [got(1, 1, true), got(2, 1, true)] : [], seq >= 3 ? [got(1, 1)] : []);
  const days = daysOf(list, 0, seen);
  expect(days.map((d) => d.last)).toEqual([3, -1, 9, -1, -1]);
  expect(days[0]?.happenings.map((h) => [h.device, h.in, h.got, h.first, h.last])).toEqual([
    [undefined, false, 0, 0, 0],
    ['phone', true, 1, 1, 3],
  ]);
  expect(days[2]?.happenings.slice(1).map((h) => [h.device, h.in, h.got, h.removed])).toEqual([
    ['laptop', true, 2, 2],
    ['phone', false, 0, 0],
  ]);
});

test('a session says how it was set', () => {
  const week = { ...USUAL, phone: { agent: 'leave on server', days: 3 }, naming: 'new' as const };
  const { scenario } = request(week);
  expect(scenario && weekOf(scenario)).toEqual(week);
  expect(new Set(Array.from({ length: 20 }, (_, n) => letter(n))).size).toBe(20);
  expect(restOfWeek(4)).toEqual(['day', 'phone', 'laptop']);
  expect(restOfWeek(6)).toEqual([]);
});
