import type { Sheet } from './sheet';
import {
  type Kept,
  type KeptOwn,
  type KeptSeen,
  type KeptSheet,
  type Origin,
  OWN,
  readKept,
  type Shelf,
} from './storage';
import type { Tab } from './tab';

/** Milliseconds a change of no consequence may wait to be kept. */
const SOON = 300;

/**
 * What a reload must not lose, kept on a shelf: never what was seen on a wire
 * as it was, for there may be secrets in it. Each window keeps a record of its
 * own, and writes in no other. The next visit begins with the newest one, and
 * takes over what those of windows that are closed have beyond it.
 */
export class Memory {
  #left: Kept | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Of sheets that came out of another record: what had been done in them there. */
  #taken = new Map<string, Origin>();
  /** Records that this window has taken over, and that can go once its own is written. */
  #over: string[] = [];
  /** What is kept, and does not come onto the page by itself. */
  #aside: Record<string, KeptSheet> = {};
  /** What was seen of real servers by visits that have ended, and nobody has looked at yet. */
  #seen: KeptSeen[] = [];
  #at = 0;
  #kept = true;
  /** Whether there was room for something since there last was none. */
  #room = false;

  constructor(
    private readonly shelf: Shelf,
    private readonly name: string,
    private readonly tab: Tab,
    private readonly now: () => { sheets: readonly Sheet[]; active: Sheet },
    /** Hears that there is no more room, once. */
    private readonly full: () => void = () => {},
  ) {
    const records = this.#records();
    for (const { kept } of records) this.#at = Math.max(this.#at, kept.at);
    const first =
      records.find((r) => r.tab === tab.id) ??
      records.find((r) => r.tab === tab.before) ??
      records.sort((a, b) => b.kept.at - a.kept.at)[0];
    if (!first) return;
    this.#left = first.kept;
    this.#seen = first.kept.seen ?? [];
    for (const [key, sheet] of Object.entries(first.kept.sheets)) this.#note(key, sheet, first.tab);
  }

  /** Notes where a sheet came from, before anything is done in it here. */
  #note(key: string, sheet: KeptSheet, of: string): void {
    if (of !== this.tab.id) this.#taken.set(key, { of, sum: work(sheet) });
    else if (sheet.from) this.#taken.set(key, sheet.from);
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

  /** The keys of all sheets that are still to come onto the page. */
  keys(): string[] {
    return Object.keys(this.#left?.sheets ?? {});
  }

  /** Whether all is kept: the shelf may be blocked, or full. */
  get keeps(): boolean {
    return this.#kept && this.shelf.keeps();
  }

  /** All that an earlier visit left is on the page now. */
  taken(): void {
    this.#left = undefined;
  }

  /**
   * Takes over what windows have left that are closed, where it is more than
   * this one has: `own` says as what a sheet of the lesson stands by itself.
   */
  async takeOver(own: (key: string, sheet: KeptSheet) => KeptOwn | undefined): Promise<void> {
    const others = this.#records().filter((r) => r.tab !== this.tab.id);
    const open = await this.tab.open(others.map((r) => r.tab));
    const left: Kept = this.#left ?? { active: 'lesson', at: 0, sheets: {} };
    // What stands on the page already may have been gone on with.
    for (const sheet of this.now().sheets) if (!sheet.seen) left.sheets[sheet.key] = this.#record(sheet);
    for (const { tab, place, kept } of others.sort((a, b) => b.kept.at - a.kept.at)) {
      if (open.has(tab)) continue;
      for (const [key, theirs] of Object.entries(kept.sheets)) this.#add(left, tab, key, theirs, own);
      for (const it of kept.seen ?? [])
        if (!this.#seen.some((s) => s.transcript === it.transcript)) this.#seen = [...this.#seen, it];
      this.#over.push(place);
    }
    if (Object.keys(left.sheets).length > 0) this.#left = left;
  }

  /** Adds a sheet of another record, unless all that was done in it is there already. */
  #add(
    left: Kept,
    tab: string,
    key: string,
    theirs: KeptSheet,
    own: (key: string, sheet: KeptSheet) => KeptOwn | undefined,
  ): void {
    const done = work(theirs);
    // What was only taken over there, and not gone on with, is in another record.
    if (done === NOTHING || done === theirs.from?.sum) return;
    const all = Object.values(left.sheets);
    if (all.some((ours) => work(ours) === done || ours.from?.sum === done)) return;
    const ours = left.sheets[key];
    const now = ours && work(ours);
    const goesOn =
      now === NOTHING || theirs.from?.sum === now || (ours?.from?.sum === now && ours?.from?.of === tab); // a copy of theirs, from before they went on
    if (!ours || goesOn) {
      left.sheets[key] = theirs;
      this.#note(key, theirs, tab);
      return;
    }
    const as = theirs.own ?? own(key, theirs);
    if (!as) return;
    const to = this.free(left);
    left.sheets[to] = { ...theirs, own: as };
    this.#note(to, left.sheets[to], tab);
  }

  /** A key for one more session of the learner's own. */
  free(left = this.#left): string {
    const keys = [
      ...this.now().sheets.map((s) => s.key),
      ...Object.keys(left?.sheets ?? {}),
      ...Object.keys(this.#aside),
    ];
    const taken = keys.map((key) => Number(/^own:(\d+)$/.exec(key)?.[1] ?? 0));
    return `own:${Math.max(0, ...taken) + 1}`;
  }

  /** Sets what an earlier visit left aside under another key, as a session that stands by itself. */
  setAside(key: string, own: KeptOwn): string {
    const sheet = this.#left?.sheets[key];
    if (!this.#left || !sheet) return key;
    const to = sheet.own ? key : this.free();
    delete this.#left.sheets[key];
    this.#aside[to] = { ...sheet, own: sheet.own ?? own };
    return to;
  }

  /** Sets a sheet aside that is on the page, and gives the key under which it is kept. */
  putAside(key: string, sheet: KeptSheet): string {
    const to = OWN.test(key) ? key : this.free();
    this.#aside[to] = sheet;
    return to;
  }

  /** What was set aside; it comes back onto the page. */
  fetch(key: string): KeptSheet | undefined {
    const sheet = this.#aside[key];
    delete this.#aside[key];
    return sheet;
  }

  /** What earlier visits saw of real servers. */
  get seen(): readonly KeptSeen[] {
    return this.#seen;
  }

  forgetSeen(it: KeptSeen): void {
    this.#seen = this.#seen.filter((s) => s !== it);
    this.keep();
  }

  soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keep(), SOON);
  }

  /** Keeps all at once; what is seen of real servers just now, too, where that is given. */
  keep(now: readonly KeptSeen[] = []): void {
    clearTimeout(this.#timer);
    const seen = [...this.#seen, ...now];
    const { sheets, active } = this.now();
    // Until the engine has taken over, sheets of an earlier visit still wait.
    const kept: Record<string, KeptSheet> = { ...this.#left?.sheets, ...this.#aside };
    for (const sheet of sheets) {
      if (sheet.seen) continue;
      kept[sheet.key] = this.#record(sheet);
    }
    this.#at = Math.max(Date.now(), this.#at + 1);
    this.#kept = this.shelf.write(this.#place, {
      active: kept[active.key] ? active.key : 'lesson',
      at: this.#at,
      sheets: kept,
      ...(seen.length > 0 ? { seen } : {}),
    } satisfies Kept);
    if (this.#kept) for (const place of this.#over.splice(0)) this.shelf.remove(place);
    if (!this.#kept && this.#room) this.full();
    this.#room = this.#kept;
  }

  /** A sheet of the page as it is kept. */
  #record(sheet: Sheet): KeptSheet {
    const from = this.#taken.get(sheet.key);
    return { ...sheet.keep(), ...(from === undefined ? {} : { from }) };
  }

  /** Forgets the lesson and its tasks; sessions of the learner's own stay. */
  forget(): void {
    clearTimeout(this.#timer);
    const own = (all: Record<string, KeptSheet>): Record<string, KeptSheet> =>
      Object.fromEntries(Object.entries(all).filter(([, kept]) => kept.own));
    if (this.#left) this.#left = { ...this.#left, sheets: own(this.#left.sheets) };
    for (const place of this.#over.splice(0)) this.shelf.remove(place);
    const there = readKept(this.shelf, this.#place);
    const sheets = { ...own(there?.sheets ?? {}), ...this.#aside };
    const seen = this.#seen;
    if (Object.keys(sheets).length + seen.length === 0) this.shelf.remove(this.#place);
    else this.shelf.write(this.#place, { active: 'lesson', at: this.#at, sheets, seen } satisfies Kept);
  }

  get #place(): string {
    return `${this.name}@${this.tab.id}`;
  }

  /** What all windows have kept of the lesson; before there were several records there was one, of no window. */
  #records(): { tab: string; place: string; kept: Kept }[] {
    return this.shelf.keys().flatMap((place) => {
      if (place !== this.name && !place.startsWith(`${this.name}@`)) return [];
      const kept = readKept(this.shelf, place);
      return kept ? [{ tab: place.slice(this.name.length + 1), place, kept }] : [];
    });
  }
}

/** What somebody has done, of a sheet that is kept: not where they look. A short sum of it. */
function work({
  saved,
  draft,
  typed,
  waiting,
  own,
}: Pick<KeptSheet, 'saved' | 'draft' | 'typed' | 'waiting' | 'own'>): string {
  return digest(JSON.stringify([saved, draft, typed, waiting, own?.title, own?.request]));
}

/** Two sums of 32 bits each: enough to tell what a learner did from what another did. */
export function digest(text: string): string {
  let a = 0x811c9dc5;
  let b = 5381;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = (Math.imul(b, 33) + c) | 0;
  }
  return `${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}.${text.length.toString(36)}`;
}

/** Nothing has been done. */
const NOTHING = work({ saved: '', draft: '', typed: [], waiting: [] });
