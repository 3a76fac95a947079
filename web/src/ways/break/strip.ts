/** How many octets of a message are shown at once: what a hand can still aim at. */
export const SHOWN = 160;

/** Where the shown part begins, if the knife stands after so many octets. */
export function pageOf(at: number): number {
  return Math.floor(Math.max(at - 1, 0) / SHOWN) * SHOWN;
}

/** Where a key moves the knife; undefined for a key that does not. */
export function moved(key: string, at: number, size: number, row: number): number | undefined {
  const to: Record<string, number> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + row,
    ArrowUp: at - row,
    PageDown: at + SHOWN,
    PageUp: at - SHOWN,
    Home: 1,
    End: size,
  };
  const next = to[key];
  return next === undefined ? undefined : within(next, size);
}

/** The line can be cut after any octet of a message, from the first to the last. */
export function within(at: number, size: number): number {
  return Math.max(1, Math.min(at, size));
}
