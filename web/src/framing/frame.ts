import type { Framing } from '../abi';

/** What a decoder must remember where a segment ends and the next has not come. */
export interface Memory {
  /** Octets before the edge. */
  at: number;
  /** Index into Framing.stages. */
  stage: number;
  /** Offset of the first octet whose fate is still open; `at` if there is none. */
  held: number;
  /** Offset at which the line began that is not yet over. */
  line: number;
  /** Octets still due, where they are counted. */
  left: number;
}

/** Where the decoder stands once it has read so many octets: index into Framing.stages. */
export function stageAt(f: Framing, read: number): number {
  const way = f.ways[f.took[Math.min(read, f.took.length) - 1] ?? -1];
  return way ? way.to : f.start;
}

/** How many octets have a fate, once so many are read: the others are held until more come. */
export function decidedAt(f: Framing, read: number): number {
  return read > f.took.length ? read : read - (f.stages[stageAt(f, read)]?.holds ?? 0);
}

/** What must be remembered across an edge. */
export function memoryAt(f: Framing, at: number): Memory {
  let line = Math.min(at, f.fates.length);
  const decided = decidedAt(f, at);
  while (line > 0 && !(line <= decided && f.fates[line - 1] === 'line end')) line--;
  return { at, stage: stageAt(f, at), held: decidedAt(f, at), line, left: leftAt(f, at) };
}

/** Octets that are counted and have not come yet. */
export function leftAt(f: Framing, read: number): number {
  return Math.max(0, f.due - read);
}

/** What the decoder has handed on after so many octets: the lines, without what belongs to the frame. */
export function handedOn(f: Framing, octets: Uint8Array, read: number): Uint8Array {
  const decided = decidedAt(f, read);
  return octets.subarray(0, decided).filter((_, i) => f.fates[i] === 'kept' || f.fates[i] === 'line end');
}

/** The edges with one moved; it stays between its neighbours. */
export function moved(edges: readonly number[], which: number, to: number, size: number): number[] {
  const least = (edges[which - 1] ?? 0) + 1;
  const most = (edges[which + 1] ?? size) - 1;
  return edges.map((at, i) => (i === which ? Math.max(least, Math.min(most, to)) : at));
}

/** The edges with one more: at that place, or at the next one behind it that has none. */
export function added(edges: readonly number[], at: number, size: number): number[] {
  let free = Math.max(1, at);
  while (edges.includes(free)) free++;
  return free < size ? [...edges, free].sort((a, b) => a - b) : [...edges];
}
