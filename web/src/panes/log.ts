import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Event } from '../abi';
import { stamp } from '../format';
import { Later } from '../later';
import { Pane } from '../pane';
import type { Sheet } from '../sheet';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/ladder.json';

const say = area('ladder', en);

/** Entries that are laid out, or left alone, together. */
const BLOCK = 100;
/** Entries written in one piece of idle time. */
const AT_ONCE = 400;
/** So many new events are read out; of more, the page says where one stands. */
const SPOKEN = 12;

/** For so many frames the entry at the cursor is brought back into sight. */
const FRAMES = 4;

/**
 * All events of the session in their canonical sentences: what the pictures
 * show, for those who read or listen. It is written in idle time, once; a step
 * only moves the mark. What is out of sight the browser does not lay out.
 */
export class PopLog extends Pane {
  static override properties = { ...Pane.properties, shown: { type: Boolean } };
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        min-height: 0;
      }

      /* Listened to only, it need not be set in lines. */
      .log:not(.scroll) {
        width: 40rem;
      }

      .block {
        content-visibility: auto;
        contain-intrinsic-size: auto 180rem;
      }

      .entry {
        display: grid;
        grid-template-columns: 3.5rem 1.75rem minmax(0, 1fr);
        padding: 0.2rem 0.5rem 0.2rem 0;
        border-bottom: var(--hair) solid var(--rule);
        overflow-wrap: anywhere;
        cursor: pointer;
      }

      .entry time,
      .entry i {
        color: var(--ink-soft);
        font: 400 var(--text-xs) / 1.6 var(--mono);
      }

      .entry time {
        padding-inline-end: 0.6rem;
        text-align: end;
      }

      .entry i {
        font-weight: 600;
      }

      .entry .client {
        color: var(--client);
      }

      .entry .server {
        color: var(--server);
      }

      .entry:hover {
        background: var(--sheet);
      }

      .entry[aria-current] {
        background: var(--mark);
        font-weight: 600;
      }

      .entry[aria-current] * {
        color: var(--ink);
      }

      @media print {
        :host {
          display: block;
        }

        .log:not(.scroll) {
          width: auto;
        }

        .log::before {
          display: block;
          padding-block: var(--space-5) var(--space-2);
          border-bottom: 1pt solid;
          font: 600 var(--text-l) / 1.25 var(--serif);
          content: attr(aria-label);
        }

        .block {
          content-visibility: visible;
        }

        .entry {
          break-inside: avoid;
        }

        .entry[aria-current] {
          font-weight: inherit;
        }
      }
    `,
  ];

  /** Whether it is what is looked at, and not only listened to. */
  declare shown: boolean;

  /** What stands in it, and what is to stand in it. */
  #written: Event[] = [];
  #sheet: Sheet | undefined;
  #later = new Later(() => this.#write());
  #current: Element | undefined;

  protected facts(store: Store): readonly unknown[] {
    return [store.active, store.active.events, store.active.cursor];
  }

  /** Whether so many new events are read out from here. */
  tells(news: number): boolean {
    return news > 0 && news <= SPOKEN && (this.#box?.checkVisibility() ?? false);
  }

  get #box(): HTMLElement | null {
    return this.renderRoot?.querySelector<HTMLElement>('.log') ?? null;
  }

  override render(): TemplateResult {
    return html`<div
      class="log ${this.shown ? 'scroll' : ''}"
      role="log"
      tabindex=${this.shown ? '0' : nothing}
      aria-label=${say('log')}
      lang="en"
      @click=${this.#click}
      @keydown=${this.#key}
    ></div>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { store } = this;
    if (!store) return;
    if (store.active.events !== this.#written || store.active !== this.#sheet) this.#later.put();
    this.#mark(changed.has('shown'));
  }

  /** Writes what is new, and takes away what is no more. */
  #write(): void {
    const box = this.#box;
    const sheet = this.store?.active;
    if (!box || !sheet) return;
    const { events } = sheet;
    const written = sheet === this.#sheet ? this.#written : [];
    let same = 0;
    const there = Math.min(written.length, events.length, this.#entries(box));
    while (same < there && alike(written[same], events[same])) same++;
    const news = events.length - same;
    if (news === 0 && same === written.length && sheet === this.#sheet) {
      this.#written = events;
      return;
    }
    // Nobody wants to hear a whole session: only what has just been added.
    const quiet = same < written.length || same === 0 || news > SPOKEN;
    box.setAttribute('aria-live', quiet ? 'off' : 'polite');
    this.#cut(box, same);
    const to = Math.min(events.length, same + AT_ONCE);
    for (let seq = same; seq < to; ) {
      let block = box.lastElementChild;
      if (!block || block.childElementCount >= BLOCK) {
        block = document.createElement('div');
        block.className = 'block';
        box.append(block);
      }
      const entries: HTMLElement[] = [];
      for (; seq < to && block.childElementCount + entries.length < BLOCK; seq++)
        entries.push(entry(events[seq] as Event));
      block.append(...entries);
    }
    this.#sheet = sheet;
    this.#written = to < events.length ? events.slice(0, to) : events;
    if (to < events.length) this.#later.put();
    this.#mark(true);
  }

  #entries(box: Element): number {
    const full = Math.max(0, box.childElementCount - 1) * BLOCK;
    return full + (box.lastElementChild?.childElementCount ?? 0);
  }

  /** Leaves so many entries. */
  #cut(box: Element, entries: number): void {
    while (box.childElementCount > Math.ceil(entries / BLOCK)) box.lastElementChild?.remove();
    const last = box.lastElementChild;
    const most = entries - (box.childElementCount - 1) * BLOCK;
    while (last && last.childElementCount > most) last.lastElementChild?.remove();
  }

  /** Marks the event at the cursor. */
  #mark(anew: boolean): void {
    const seq = this.store?.active.cursor ?? -1;
    const now = this.#box?.children[Math.floor(seq / BLOCK)]?.children[seq % BLOCK];
    if (now === this.#current && !anew) return;
    this.#current?.removeAttribute('aria-current');
    this.#current = now;
    now?.setAttribute('aria-current', 'true');
    if (!this.shown || !now) return;
    this.#reveal(now, FRAMES);
  }

  /** Scrolls to an entry. What comes into sight is laid out only then, and may push it away again. */
  #reveal(entry: Element, frames: number): void {
    entry.scrollIntoView({ block: 'nearest' });
    if (frames > 0)
      requestAnimationFrame(() => {
        if (entry === this.#current) this.#reveal(entry, frames - 1);
      });
  }

  #click(e: MouseEvent): void {
    const seq = (e.target as Element).closest<HTMLElement>('[data-seq]')?.dataset.seq;
    if (seq !== undefined) this.store?.go(Number(seq));
  }

  #key(e: KeyboardEvent): void {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === 'ArrowDown') this.store?.nextEvent();
    else if (e.key === 'ArrowUp') this.store?.backEvent();
    else return;
    e.preventDefault();
  }
}

/** Whether an entry need not be written anew. */
function alike(a: Event | undefined, b: Event | undefined): boolean {
  return a === b || (a?.sentence === b?.sentence && a?.at === b?.at && a?.side === b?.side);
}

function entry(e: Event): HTMLElement {
  const p = document.createElement('p');
  p.className = 'entry';
  p.dataset.seq = String(e.seq);
  const time = document.createElement('time');
  time.textContent = stamp(e.at);
  const side = document.createElement('i');
  side.className = e.side;
  side.textContent = e.side === 'client' ? 'C:' : 'S:';
  const sentence = document.createElement('span');
  sentence.textContent = e.sentence;
  p.append(time, side, sentence);
  return p;
}
