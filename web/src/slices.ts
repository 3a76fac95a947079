import { pause } from './later';

/** Milliseconds that one slice of long work should take: less than anybody feels. */
const SLICE = 24;
/** How much more the next slice may do than the last. */
const GROWTH = 4;

/**
 * Does long work a little at a time; in between, the page answers. `slice` does
 * about so much and says whether all is done. `going` says whether to go on.
 * Tells whether it came to the end.
 */
export async function inSlices(
  first: number,
  slice: (size: number) => boolean,
  going: () => boolean,
  now: () => number = () => performance.now(),
): Promise<boolean> {
  for (let size = first; going(); ) {
    const began = now();
    if (slice(Math.max(1, Math.round(size)))) return true;
    const took = Math.max(now() - began, 0.1);
    size = Math.max(1, size * Math.min(GROWTH, SLICE / took));
    await pause();
  }
  return false;
}
