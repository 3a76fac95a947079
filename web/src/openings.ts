import type { Shelf } from './storage';
import type { Tab } from './tab';

const MARK = 'opening@';

/**
 * What is being opened is marked first, and the mark is taken away when that is
 * done. A mark that is found by a later visit says that an earlier one ended in
 * between: it may have frozen. That is not done again by itself.
 */
export class Openings {
  #going: string[] = [];
  /** What earlier visits were opening when they ended. */
  #died = new Set<string>();

  constructor(
    private readonly shelf: Shelf,
    private readonly tab: Tab,
  ) {
    for (const what of this.#read(this.#key)) this.#died.add(what);
  }

  /** Looks at the marks of windows that are there no longer. */
  async look(): Promise<void> {
    const others = this.shelf
      .keys()
      .filter((key) => key.startsWith(MARK) && key !== this.#key)
      .map((key) => key.slice(MARK.length));
    const open = await this.tab.open(others);
    for (const id of others)
      if (!open.has(id)) {
        for (const what of this.#read(MARK + id)) this.#died.add(what);
        this.shelf.remove(MARK + id);
      }
    this.#write();
  }

  /** Whether an earlier visit ended while this was being opened. */
  died(what: string): boolean {
    return this.#died.has(what);
  }

  /** Marks it; what comes back takes the mark away. */
  begin(what: string): () => void {
    this.#died.delete(what);
    this.#going.push(what);
    this.#write();
    return () => {
      const at = this.#going.indexOf(what);
      if (at >= 0) this.#going.splice(at, 1);
      this.#write();
    };
  }

  /** It is called something else from now on. */
  rename(what: string, to: string): void {
    if (this.#died.delete(what)) this.#died.add(to);
    this.#write();
  }

  get #key(): string {
    return MARK + this.tab.id;
  }

  #write(): void {
    const all = [...new Set([...this.#died, ...this.#going])];
    if (all.length === 0) this.shelf.remove(this.#key);
    else this.shelf.write(this.#key, all);
  }

  #read(key: string): string[] {
    const all = this.shelf.read(key);
    return Array.isArray(all) ? all.filter((w) => typeof w === 'string') : [];
  }
}
