import type { Event, View } from '../../abi';
import { DAY } from './week';

/** Something that happened on a day: a letter came, or a device looked for mail. */
export interface Happening {
  /** The device; undefined: a letter arrived. */
  device: string | undefined;
  /** Seq of its first and of its last event: there the instrument goes. */
  first: number;
  last: number;
  /** It was let in: it had the lock for a while. */
  in: boolean;
  /** How many messages it got whole, and how many it had removed. */
  got: number;
  removed: number;
}

/** A day with all that happened on it. */
export interface Day {
  /** From 0. */
  number: number;
  /** Seq of its last event; -1 if there is none. */
  last: number;
  happenings: Happening[];
}

/** The day on which something happens, from 0, if the session begins at `epoch` seconds since 1970. */
export function dayAt(at: number, epoch: number): number {
  return Math.floor((at + ((epoch * 1e9) % DAY)) / DAY);
}

/** The days of a session, at least five, and what happened on each. */
export function daysOf(
  events: readonly Event[],
  epoch: number,
  view: (seq: number) => View | undefined,
): Day[] {
  const days: Day[] = [];
  const day = (n: number): Day => {
    while (days.length <= n) days.push({ number: days.length, last: -1, happenings: [] });
    return days[n] as Day;
  };
  day(4);
  const open = new Map<number, Happening>();
  const visits: Happening[] = [];
  for (const e of events) {
    const today = day(dayAt(e.at, epoch));
    today.last = e.seq;
    if (e.kind === 'delivered')
      today.happenings.push({ device: undefined, first: e.seq, last: e.seq, in: false, got: 0, removed: 0 });
    if (e.kind === 'opened') {
      open.delete(e.conn);
      if (e.device) {
        const visit = { device: e.device, first: e.seq, last: e.seq, in: false, got: 0, removed: 0 };
        open.set(e.conn, visit);
        visits.push(visit);
        today.happenings.push(visit);
      }
    }
    const visit = open.get(e.conn);
    if (!visit) continue;
    visit.last = e.seq;
    if (e.kind === 'locked') visit.in = true;
  }
  for (const v of visits) {
    const before = tally(view(v.first), v.device);
    const after = tally(view(v.last), v.device);
    v.got = after.got - before.got;
    v.removed = after.removed - before.removed;
  }
  return days;
}

function tally(view: View | undefined, device: string | undefined): { got: number; removed: number } {
  const messages = view?.devices.find((d) => d.name === device)?.messages ?? [];
  return {
    got: messages.reduce((n, m) => n + m.times, 0),
    removed: messages.filter((m) => m.removed).length,
  };
}
