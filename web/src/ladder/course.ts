import type { Event } from '../abi';
import type { Flight } from './flights';
import type { Row } from './rows';

/** Every step as high as any other, or as far from the one before as the clock says. */
export type Pace = 'even' | 'true';

/** Where an arrow runs, in pixels of the whole ladder. */
export interface Arrow {
  row: number;
  flight: Flight;
  /** Height at which it leaves, and at which it arrives. */
  from: number;
  to: number;
}

/** Heights, as parts of a plain row. */
const LOW = { line: 0.5, segment: 0.75, message: 1, note: 1, tcp: 0.75 } as const;
/** Where within its row an arrow leaves. */
const LEAVES = 0.64;
const LEAVES_LOW = 0.8;
/** In true time the least height of a row, and what one journey over the network adds. */
const LEAST = 0.9;
const JOURNEY = 0.65;
/** Journeys after which the axis is compressed, and after which it is broken. */
const LINEAR = 4;
const BROKEN = 12;
/** A wait that is told: nanoseconds. */
const WAIT = 1e9;

/**
 * Where everything stands on the ladder's time axis: made once for a course of
 * events, so that a step only looks it up.
 */
export class Course {
  /** Top of each row, and the end of the last. */
  readonly tops: Float64Array;
  /** How much of each row, above, is empty time. */
  readonly leads: Float64Array;
  /** Nanoseconds of a wait that the axis does not show as long as it is, by row. */
  readonly waits = new Map<number, number>();
  readonly arrows: Arrow[] = [];
  /** Row of each step. */
  readonly #mains: number[] = [];
  /** How many rows an arrow spans at most. */
  #longest = 0;

  constructor(
    readonly rows: readonly Row[],
    private readonly events: readonly Event[],
    flights: ReadonlyMap<number, Flight>,
    readonly pace: Pace,
    /** Pixels of a plain row. */
    readonly row: number,
  ) {
    this.tops = new Float64Array(rows.length + 1);
    this.leads = new Float64Array(rows.length);
    const journey = this.#journey(flights);
    let top = 0;
    let before = rows[0] ? this.#at(rows[0]) : 0;
    rows.forEach((r, i) => {
      if (r.main) this.#mains[r.step] = i;
      const at = r.main ? this.#at(r) : before;
      const lead = this.#lead(i, at - before, journey) * row;
      before = Math.max(before, at);
      this.leads[i] = lead;
      this.tops[i] = top;
      top += lead + this.#low(r) * row;
    });
    this.tops[rows.length] = top;
    rows.forEach((r, i) => {
      const flight = r.kind === 'message' ? flights.get(r.seq) : undefined;
      if (flight) this.#fly(i, flight, journey);
    });
    if (pace === 'even') this.#spread();
    // The last arrow may end below the last row.
    const end = Math.max(top, ...this.arrows.slice(-50).map((a) => a.to + row / 4));
    this.tops[rows.length] = end;
  }

  /** Pixels of all. */
  get height(): number {
    return this.tops[this.rows.length] ?? 0;
  }

  /** The row at a height. */
  at(y: number): number {
    let low = 0;
    let high = this.rows.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if ((this.tops[mid] ?? 0) <= y) low = mid;
      else high = mid - 1;
    }
    return Math.max(0, low);
  }

  /** The row that tells of an event: its own, or that of its step. */
  rowOf(step: number, seq: number): number {
    const main = this.#mains[step] ?? -1;
    for (let i = main + 1; this.rows[i]?.step === step; i++)
      if (this.rows[i]?.kind === 'segment' && this.rows[i]?.seq === seq) return i;
    return main;
  }

  /** The row after the last one of a row's step. */
  endOf(i: number): number {
    let end = i + 1;
    while (end < this.rows.length && this.rows[end]?.step === this.rows[i]?.step) end++;
    return end;
  }

  top(i: number): number {
    return this.tops[i] ?? 0;
  }

  /** Where the axis is broken, above a row. */
  middle(i: number): number {
    return this.top(i) + (this.leads[i] ?? 0) / 2;
  }

  /** Pixels of a row, without the empty time above it. */
  heightOf(i: number): number {
    const row = this.rows[i];
    return row ? this.#low(row) * this.row : 0;
  }

  /** The arrows that are to be seen between two rows. */
  arrowsIn(from: number, to: number): Arrow[] {
    let low = 0;
    let high = this.arrows.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if ((this.arrows[mid]?.row ?? 0) < from - this.#longest) low = mid + 1;
      else high = mid;
    }
    const found: Arrow[] = [];
    const top = this.top(from);
    for (let i = low; (this.arrows[i]?.row ?? to) < to; i++) {
      const a = this.arrows[i];
      if (a && a.to >= top) found.push(a);
    }
    return found;
  }

  #at(r: Row): number {
    return this.events[r.seq]?.at ?? 0;
  }

  #low(r: Row): number {
    if (r.kind === 'tcp' && r.main) return 1;
    return this.pace === 'true' && r.kind === 'message' ? LEAST : LOW[r.kind];
  }

  /** How long a message usually takes: the unit of the axis, nanoseconds. */
  #journey(flights: ReadonlyMap<number, Flight>): number {
    let least = Number.POSITIVE_INFINITY;
    for (const f of flights.values()) {
      const [first] = f.arrivals;
      const took = first === undefined ? 0 : (this.events[first]?.at ?? 0) - (this.events[f.sent]?.at ?? 0);
      if (took > 0) least = Math.min(least, took);
    }
    return Number.isFinite(least) ? least : 40e6;
  }

  /** Empty time above a row, in rows. */
  #lead(i: number, passed: number, journey: number): number {
    const journeys = passed / journey;
    if (passed >= WAIT && journeys > BROKEN) this.waits.set(i, passed);
    const told = this.waits.has(i) ? 0.55 : 0;
    return this.pace === 'even' ? told : Math.max(told, JOURNEY * compressed(journeys));
  }

  /** The line on which a row's arrow leaves. */
  #line(i: number): number {
    const r = this.rows[i];
    const part = this.pace === 'true' ? LEAVES_LOW : LEAVES;
    return this.top(i) + (this.leads[i] ?? 0) + (r ? this.#low(r) : 1) * part * this.row;
  }

  #fly(i: number, flight: Flight, journey: number): void {
    const from = this.#line(i);
    const last = flight.arrivals[flight.arrivals.length - 1];
    if (last === undefined) {
      const to = flight.fate === 'unseen' ? from : this.#bottom(i);
      this.arrows.push({ row: i, flight, from, to });
      return;
    }
    const there = this.#reached(i, last);
    this.#longest = Math.max(this.#longest, there - i);
    const to = this.pace === 'even' ? this.#bottom(there) : this.#between(there, last, journey);
    this.arrows.push({ row: i, flight, from, to: Math.max(to, from) });
  }

  #bottom(i: number): number {
    const r = this.rows[i];
    return this.top(i) + (this.leads[i] ?? 0) + (r ? this.#low(r) : 1) * this.row - 4;
  }

  /** The last row that tells of something before an arrival. */
  #reached(i: number, seq: number): number {
    let there = i;
    for (let k = i + 1; k < this.rows.length; k++) {
      const r = this.rows[k];
      if (!r?.main) continue;
      if (r.seq > seq) break;
      there = k;
    }
    return there;
  }

  /** In true time, an arrival stands between two rows as its time does. */
  #between(there: number, seq: number, journey: number): number {
    const at = this.events[seq]?.at ?? 0;
    const before = this.rows[there];
    const began = before ? this.#at(before) : at;
    let next = there + 1;
    while (this.rows[next] && !this.rows[next]?.main) next++;
    const row = this.rows[next];
    const line = this.#line(there);
    if (!row) return line + JOURNEY * compressed((at - began) / journey) * this.row;
    const ends = this.#at(row);
    if (ends <= began) return this.#bottom(there);
    // Compressed as the time between the rows is.
    const part = compressed((at - began) / journey) / compressed((ends - began) / journey);
    return line + (this.#line(next) - line) * part;
  }

  /** What arrives within the same row arrives in its order. */
  #spread(): void {
    const same = new Map<number, Arrow[]>();
    for (const a of this.arrows) {
      const all = same.get(a.to);
      if (all) all.push(a);
      else same.set(a.to, [a]);
    }
    for (const all of same.values())
      all.forEach((a, k) => {
        a.to = Math.max(a.from, a.to - Math.min(all.length - 1 - k, 4) * 5);
      });
  }
}

/** Long times count less and less. */
function compressed(journeys: number): number {
  if (journeys <= LINEAR) return Math.max(0, journeys);
  return LINEAR + Math.log10(journeys / LINEAR);
}
