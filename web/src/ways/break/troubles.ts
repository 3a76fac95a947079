import type { Event, Fault } from '../../abi';
import { refuses } from '../../refuses';

/** How far apart the two ends are: the time each way, in milliseconds. */
export const DISTANCES = [
  { key: 'room', ms: 1 },
  { key: 'city', ms: 5 },
  { key: 'country', ms: 20 },
  { key: 'continent', ms: 90 },
  { key: 'satellite', ms: 270 },
  { key: 'moon', ms: 1280 },
] as const;

/** How many octets a segment carries; 0: any number. */
export const SEGMENTS = [0, 536, 64, 8, 1] as const;

/** How long nothing comes through, in seconds. */
export const PAUSES = [5, 60, 660] as const;

/** Virtual nanoseconds in a millisecond. */
export const MS = 1e6;

/** What goes wrong at the server, and is put right again. */
export const SWITCHES = ['fill', 'busy', 'hold'] as const;

/** A lost segment is sent again after so long. */
export const LOST: Omit<Fault, 'from'> = { kind: 'lose', delay: 1500 * MS };

/** Whether something was put in, or gave way. */
const isFault = (e: Event): boolean => e.kind === 'fault' || e.kind === 'broken';

/** What has been put in so far. */
export function faults(events: readonly Event[]): Event[] {
  return events.filter(isFault);
}

/** Kinds of events in which trouble shows. */
const TELLING = new Set(['broken', 'unlocked', 'removed', 'held', 'timer', 'closed', 'locked', 'learned']);

/** How many of them are told. */
const FEW = 6;

/** What came of a fault, up to the next one: where something was lost, refused or given up. */
export function came(events: readonly Event[], fault: Event): Event[] {
  const out: Event[] = [];
  for (let i = fault.seq + 1; i < events.length && out.length < FEW; i++) {
    const e = events[i];
    if (!e || e.kind === 'fault') break;
    if (TELLING.has(e.kind) || (e.kind === 'state' && e.side === 'server') || refuses(e)) out.push(e);
  }
  return out;
}
