import type { Event } from './abi';
import { refuses } from './refuses';
import type { Step } from './steps';

/** What is worth a mark on the timeline. */
export type MarkKind = 'opened' | 'closed' | 'refused' | 'fault' | 'day';

/** A mark, at the place of a step. */
export interface Mark {
  kind: MarkKind;
  /** Index of the step. */
  step: number;
}

/** Nanoseconds of a day. */
const DAY = 86_400e9;

const KINDS: Readonly<Record<string, MarkKind>> = {
  opened: 'opened',
  closed: 'closed',
  broken: 'fault',
  fault: 'fault',
  timer: 'fault',
};

/** The marks of a course of events: each kind once for a step. `epoch` is the time of day at virtual time 0, seconds. */
export function marksOf(events: readonly Event[], steps: readonly Step[], epoch = 0): Mark[] {
  const marks: Mark[] = [];
  const day = (at: number): number => Math.floor((epoch * 1e9 + at) / DAY);
  let today = day(events[0]?.at ?? 0);
  steps.forEach((s, step) => {
    const found = new Set<MarkKind>();
    for (let seq = s.first; seq <= s.last; seq++) {
      const e = events[seq];
      if (e?.step !== s.number) continue;
      const kind = KINDS[e.kind] ?? (refuses(e) ? 'refused' : undefined);
      if (kind) found.add(kind);
      if (day(e.at) > today) {
        today = day(e.at);
        found.add('day');
      }
    }
    for (const kind of found) marks.push({ kind, step });
  });
  return marks;
}
