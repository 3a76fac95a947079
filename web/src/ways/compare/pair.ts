import type { Branch, ComparedRow, Comparison } from '../../abi';

/** Two branches of a session, by their ids. */
export interface Pair {
  readonly a: number;
  readonly b: number;
}

/**
 * The two that are compared where nobody has chosen: the one that was left, and
 * the one that is watched. Of the first one, the latest that left it. Undefined
 * where there is one branch only.
 */
export function firstPair(branches: readonly Branch[], watched: number): Pair | undefined {
  const parent = branches.find((b) => b.id === watched)?.parent ?? -1;
  if (parent >= 0) return { a: parent, b: watched };
  const child = branches.findLast((b) => b.parent === watched) ?? branches.findLast((b) => b.id !== watched);
  return child && { a: watched, b: child.id };
}

/** The chosen pair, as far as its branches still are there; else the first one. */
export function pairOf(
  branches: readonly Branch[],
  watched: number,
  chosen: Pair | undefined,
): Pair | undefined {
  const there = (id: number): boolean => branches.some((b) => b.id === id);
  return chosen && there(chosen.a) && there(chosen.b) ? chosen : firstPair(branches, watched);
}

/** The rows up to where two branches part, and those from there on. */
export function parted({ rows, shared }: Comparison): { common: ComparedRow[]; own: ComparedRow[] } {
  const at = rows.findIndex((r) => !r.same || (r.a !== undefined && r.a.last >= shared));
  const cut = at < 0 ? rows.length : at;
  return { common: rows.slice(0, cut), own: rows.slice(cut) };
}
