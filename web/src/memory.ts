import type { Sheet } from './sheet';
import { type Kept, type KeptSheet, readKept, type Shelf } from './storage';

/** Milliseconds a change of no consequence may wait to be kept. */
const SOON = 300;

/** What a reload must not lose, kept on a shelf: never what was seen on a wire, for there may be secrets in it. */
export class Memory {
  #left: Kept | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly shelf: Shelf,
    private readonly name: string,
    private readonly now: () => { sheets: readonly Sheet[]; active: Sheet },
  ) {
    this.#left = readKept(shelf, name);
  }

  /** What an earlier visit left of a sheet that is not on the page yet. */
  left(key: string): KeptSheet | undefined {
    return this.#left?.sheets[key];
  }

  /** All that an earlier visit left, by the sheets' keys. */
  all(): [string, KeptSheet][] {
    return Object.entries(this.#left?.sheets ?? {});
  }

  /** The sheet an earlier visit was looking at. */
  get leftActive(): string {
    return this.#left?.active ?? '';
  }

  /** All that an earlier visit left is on the page now. */
  taken(): void {
    this.#left = undefined;
  }

  soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keep(), SOON);
  }

  keep(): void {
    clearTimeout(this.#timer);
    const { sheets, active } = this.now();
    // Until the engine has taken over, sheets of an earlier visit still wait.
    const kept: Record<string, KeptSheet> = { ...this.#left?.sheets };
    for (const sheet of sheets) if (!sheet.seen) kept[sheet.key] = sheet.keep();
    this.shelf.write(this.name, {
      active: kept[active.key] ? active.key : 'lesson',
      sheets: kept,
    } satisfies Kept);
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#left = undefined;
    this.shelf.remove(this.name);
  }
}
