/** What a worksheet leaves out, for the learner to fill in. */
export type Blanks = 'none' | 'replies' | 'states' | 'octets';

/** A chance that is the same for the same seed (mulberry32): each learner may have a sheet of their own. */
export function chance(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Which of so many places are left out: half of them, at least one where there
 * is one. Their indexes, in order.
 */
export function leftOut(places: number, seed: number): number[] {
  const random = chance(seed);
  const all = Array.from({ length: places }, (_, i) => ({ i, at: random() }));
  return all
    .sort((a, b) => a.at - b.at)
    .slice(0, Math.ceil(places / 2))
    .map(({ i }) => i)
    .sort((a, b) => a - b);
}
