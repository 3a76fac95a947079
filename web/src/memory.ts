import type { Sheet } from './sheet';
import { type Kept, type KeptSheet, readKept, type Shelf } from './storage';

/** Milliseconds a change of no consequence may wait to be kept. */
const SOON = 300;

/**
 * What a reload must not lose, kept on a shelf: never what was seen on a wire,
 * for there may be secrets in it. Another window may keep what is done there of
 * the same lesson in the same place: what this one has not touched stays.
 */
export class Memory {
  #left: Kept | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What this window last knew to be kept of each sheet. */
  #known = new Map<string, string>();
  #kept = true;
  /** Whether there was room for something since there last was none. */
  #room = false;

  constructor(
    private readonly shelf: Shelf,
    private readonly name: string,
    private readonly now: () => { sheets: readonly Sheet[]; active: Sheet },
    /** Hears that there is no more room, once. */
    private readonly full: () => void = () => {},
  ) {
    this.#left = readKept(shelf, name);
    for (const [key, kept] of this.all()) this.#known.set(key, work(kept));
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

  /** The keys of all sheets that are kept now, by whichever window. */
  keys(): string[] {
    return Object.keys(this.#there());
  }

  /** Whether all is kept: the shelf may be blocked, or full. */
  get keeps(): boolean {
    return this.#kept && this.shelf.keeps();
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
    const there = this.#there();
    const kept: Record<string, KeptSheet> = {};
    // What another window keeps; and until the engine has taken over, sheets of an earlier visit still wait.
    for (const [key, sheet] of Object.entries(there))
      if (!this.#known.has(key) || this.#left?.sheets[key]) kept[key] = sheet;
    for (const sheet of sheets) {
      if (sheet.seen) continue;
      const { key } = sheet;
      const ours = sheet.keep();
      const theirs = there[key];
      const untouched = work(ours) === (this.#known.get(key) ?? NOTHING);
      kept[key] = untouched && theirs && work(theirs) !== work(ours) ? theirs : ours;
      if (kept[key] === ours) this.#known.set(key, work(ours));
    }
    this.#kept = this.shelf.write(this.name, {
      active: kept[active.key] ? active.key : 'lesson',
      sheets: kept,
    } satisfies Kept);
    if (!this.#kept && this.#room) this.full();
    this.#room = this.#kept;
  }

  /** Forgets the lesson and its tasks; sessions of the learner's own stay. */
  forget(): void {
    clearTimeout(this.#timer);
    const own = (all: Record<string, KeptSheet>): Record<string, KeptSheet> =>
      Object.fromEntries(Object.entries(all).filter(([, kept]) => kept.own));
    const sheets = own(this.#there());
    if (this.#left) this.#left = { ...this.#left, sheets: own(this.#left.sheets) };
    for (const key of [...this.#known.keys()]) if (!sheets[key]) this.#known.delete(key);
    if (Object.keys(sheets).length === 0) this.shelf.remove(this.name);
    else this.shelf.write(this.name, { active: 'lesson', sheets } satisfies Kept);
  }

  #there(): Record<string, KeptSheet> {
    return readKept(this.shelf, this.name)?.sheets ?? {};
  }
}

/** What somebody has done, of a sheet that is kept: not where they look. */
function work({
  saved,
  draft,
  typed,
  waiting,
}: Pick<KeptSheet, 'saved' | 'draft' | 'typed' | 'waiting'>): string {
  return JSON.stringify([saved, draft, typed, waiting]);
}

/** Nothing has been done. */
const NOTHING = work({ saved: '', draft: '', typed: [], waiting: [] });
