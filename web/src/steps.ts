import type { Branch, Event } from './abi';

/** One step: a message on the wire with all that it brings about. */
export interface Step {
  /** As the engine numbers it, from 1. */
  number: number;
  /** Seq of its first and of its last event. */
  first: number;
  last: number;
  /** Seq of the event that puts octets on the wire; -1 if none does. */
  sent: number;
  /** Seq of the event that says what the step is about: its message, or else its beginning. */
  head: number;
  /** Seq of a change of the session's state within it; -1 if there is none. */
  state: number;
  /** Seq of a change of the client's own state, where the document draws those; -1 if there is none. */
  client: number;
  /** The messages in the maildrop that it touches. */
  items: number[];
}

/** The steps of a course of events, in order. */
export function stepsOf(events: readonly Event[]): Step[] {
  const byNumber = new Map<number, Step>();
  for (const e of events) {
    let s = byNumber.get(e.step);
    if (!s) {
      s = {
        number: e.step,
        first: e.seq,
        last: e.seq,
        sent: -1,
        head: e.seq,
        state: -1,
        client: -1,
        items: [],
      };
      byNumber.set(e.step, s);
    }
    s.last = e.seq;
    if (e.kind === 'sent' && s.sent < 0) s.sent = s.head = e.seq;
    if (e.kind === 'state' && e.side === 'client') s.client = e.seq;
    else if (e.kind === 'state') s.state = e.seq;
    if (e.item && !s.items.includes(e.item)) s.items.push(e.item);
  }
  return [...byNumber.values()].sort((a, b) => a.last - b.last);
}

/** Where each step stands in their list, by its number: asked for at every step, however many there are. */
export function placesOf(steps: readonly Step[]): ReadonlyMap<number, number> {
  return new Map(steps.map((s, i) => [s.number, i]));
}

/** The first step that ends after seq; undefined if none does. */
export function stepAfter(steps: readonly Step[], seq: number): Step | undefined {
  let from = 0;
  for (let to = steps.length; from < to; ) {
    const middle = (from + to) >> 1;
    if ((steps[middle]?.last ?? 0) > seq) to = middle;
    else from = middle + 1;
  }
  return steps[from];
}

/**
 * How far a branch is the course it began from: the seq of the last event that
 * it shares with branch 0. Infinity for branch 0 itself.
 */
export function sharedWithFirst(branches: readonly Branch[], id: number): number {
  let shared = Number.POSITIVE_INFINITY;
  for (let b = branches.find((x) => x.id === id); b && b.parent >= 0; ) {
    shared = Math.min(shared, b.at);
    const parent: number = b.parent;
    b = branches.find((x) => x.id === parent);
  }
  return shared;
}
