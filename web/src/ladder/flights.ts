import type { Event } from '../abi';

/** A message on its way over the network. */
export interface Flight {
  /** Seq of the event that sends it. */
  sent: number;
  /** Seqs of its arrivals, one for each TCP segment that has come through. */
  arrivals: number[];
  /** Octets that have arrived. */
  octets: number;
  /**
   * "whole": all has arrived; "cut": the line broke; "flying": on its way;
   * "void": the other end has closed and reads no more; "unseen": nobody
   * watches the other end.
   */
  fate: 'whole' | 'cut' | 'flying' | 'void' | 'unseen';
  /** Its first segment was lost, and TCP sent it again. */
  lost: boolean;
  /** How long it took, nanoseconds, if that was much longer than before; else 0. */
  late: number;
}

/** How much longer than before is conspicuous. */
const MUCH = 1.5;

/** What became of each message of a course of events, by the seq of its sending. */
export function flightsOf(events: readonly Event[]): Map<number, Flight> {
  const flights = new Map<number, Flight>();
  const watched = events.some((e) => e.kind === 'arrived');
  /** Of a connection and a side: whether its next segment is lost. */
  const doomed = new Set<string>();
  const usual = new Map<string, number>();
  const flying = new Set<number>();
  for (const e of events) {
    if (e.kind === 'fault' && e.keyword === 'lose') doomed.add(`${e.conn} ${e.side}`);
    else if (e.kind === 'sent') {
      const lost = doomed.delete(`${e.conn} ${e.side}`);
      const fate = watched ? 'flying' : 'unseen';
      flights.set(e.seq, { sent: e.seq, arrivals: [], octets: 0, fate, lost, late: 0 });
      if (watched) flying.add(e.seq);
    } else if (e.kind === 'arrived') arrive(e);
    else if (e.kind === 'broken' || e.kind === 'closed')
      for (const seq of flying) {
        const [f, from] = [flights.get(seq), events[seq]];
        if (!f || from?.conn !== e.conn) continue;
        if (e.kind === 'broken') f.fate = 'cut';
        else if (from.side !== e.side) f.fate = 'void';
      }
  }
  return flights;

  function arrive(e: Event): void {
    const f = flights.get(e.cause);
    const from = events[e.cause];
    if (!f || !from) return;
    f.arrivals.push(e.seq);
    f.octets += e.size;
    if (f.octets >= from.size) {
      f.fate = 'whole';
      flying.delete(e.cause);
    }
    const took = e.at - from.at;
    const way = `${from.conn} ${from.side}`;
    const before = usual.get(way);
    if (before !== undefined && took > before * MUCH) f.late = took;
    else f.late = 0;
    usual.set(way, took);
  }
}
