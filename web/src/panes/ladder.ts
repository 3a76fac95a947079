import { html, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Event } from '../abi';
import { duration, fromBase64, readable, stamp } from '../format';
import { Course, type Pace } from '../ladder/course';
import { drawn, type Lanes } from '../ladder/drawing';
import { type Flight, flightsOf } from '../ladder/flights';
import { MOST_LINES, type Row, rowsOf } from '../ladder/rows';
import { chipsOf, labelOf } from '../ladder/told';
import { inferred } from '../parts/inferred';
import { placed } from '../parts/placed';
import { PatientPane } from '../patient-pane';
import type { Sheet } from '../sheet';
import type { Step } from '../steps';
import type { Store } from '../store';
import { drawingStyles } from '../styles/drawing';
import { ladderStyles } from '../styles/ladder';
import { shared } from '../styles/shared';
import { whose } from '../whose';
import { area, spoken } from '../words';
import en from '../words/en/ladder.json';
import type { PopLog } from './log';

const say = area('ladder', en);

/** Rows drawn above and below what can be seen. */
const SPARE = 1;
/** More lanes than these share the last one. */
const MOST_LANES = 6;

/** How the course of a session is told: as arrows, or in sentences. */
const SHAPES = ['even', 'true', 'log'] as const;

/**
 * Clients and server with an arrow for each message. Only the rows that can be
 * seen are in the document, so ten thousand events cost what twenty do.
 */
export class PopLadder extends PatientPane {
  static override styles = [shared, drawingStyles, ladderStyles];

  #shape: (typeof SHAPES)[number] = 'even';
  /** How far it is scrolled, and how far it was when the rows were drawn. */
  #scroll = 0;
  #top = 0;
  /** Rows are drawn into so many places, again and again. */
  #ring = 0;
  /** Where to scroll once the rows are there. */
  #target: number | undefined;
  #height = 900;
  #width = 340;
  #row = 40;
  #shown = -2;
  #unfolded = new Set<number>();
  #unfolding = false;
  /** Whether it comes into sight again: the browser forgets how far a hidden list was scrolled. */
  #returns = false;
  #made: readonly unknown[] = [];
  #flights = new Map<number, Flight>();
  #clients: string[] = [''];
  #course = new Course([], [], this.#flights, 'even', 40);

  protected facts(store: Store): readonly unknown[] {
    return [store.active, store.active.events, store.active.cursor, store.selection];
  }

  /** Puts the focus on the list of messages. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.scroll')?.focus();
  }

  /** Whether so many new events are read out by its log. */
  tells(news: number): boolean {
    return this.renderRoot.querySelector<PopLog>('pop-log')?.tells(news) ?? false;
  }

  protected override measure(): void {
    const box = this.renderRoot.querySelector('.scroll');
    const probe = this.renderRoot.querySelector('.probe');
    // Nothing can be measured while another pane has the room.
    if (!box?.clientHeight || !probe) return;
    this.#height = box.clientHeight;
    this.#width = box.clientWidth;
    // Out of sight the browser forgets how far a list was scrolled.
    this.#scroll = box.scrollTop;
    this.#top = this.#scroll;
    this.#row = probe.getBoundingClientRect().height || this.#row;
    this.#shown = -2;
    this.requestUpdate();
  }

  /** Makes the rows anew where they have become others. */
  #make(sheet: Sheet): void {
    const pace: Pace = this.#shape === 'true' ? 'true' : 'even';
    const { events, steps, branch } = sheet;
    const [was, then, , , shoot] = this.#made;
    if (was !== sheet || shoot !== branch) this.#unfolded = new Set();
    const made = [sheet, events, pace, this.#row, branch, this.#unfolded];
    if (made.every((m, i) => m === this.#made[i])) return;
    this.#made = made;
    if (then !== events) {
      this.#flights = flightsOf(events);
      const opened = events.filter((e) => e.kind === 'opened').map((e) => sheet.program(e));
      this.#clients = opened.length > 0 ? [...new Set(opened)] : [''];
    }
    const rows = rowsOf(events, steps, this.#unfolded, (seq) => this.#lines(events[seq]));
    this.#course = new Course(rows, events, this.#flights, pace, this.#row);
    this.#shown = -2;
  }

  /** The lines of a message after its first. */
  #lines(e: Event | undefined): string[] {
    if (!e?.octets) return [];
    const some = fromBase64(e.octets);
    const octets = e.size > some.length ? (this.store?.octets(e.seq) ?? some) : some;
    const lines: string[] = [];
    let from = octets.indexOf(10) + 1;
    while (from > 0 && from < octets.length && lines.length < MOST_LINES) {
      const end = octets.indexOf(10, from);
      const to = end < 0 ? octets.length : end;
      lines.push(readable(octets.subarray(from, octets[to - 1] === 13 ? to - 1 : to)));
      from = to + 1;
    }
    if (e.more > lines.length) lines.push(say('rest', { n: e.more - lines.length }));
    return lines;
  }

  override render(): TemplateResult {
    const sheet = this.store?.active;
    const course = this.#course;
    const rows = course.rows;
    const selected = sheet ? course.rowOf(sheet.at, sheet.cursor) : -1;
    const from = Math.max(0, course.at(this.#top) - SPARE);
    const to = Math.min(rows.length, course.at(this.#top + this.#height) + 1 + SPARE);
    this.#ring = Math.max(this.#ring, to - from);
    const log = this.#shape === 'log';
    const clients = `C: ${this.#clients.map((c) => whose(c) || say('client')).join(' · ')}`;
    return html`
      <div class="title">
        <h2>${say('title')}</h2>
        <span class="shapes" role="group" aria-label=${say('shapes')}>
          ${SHAPES.map(
            (s) =>
              html`<button type="button" aria-pressed=${s === this.#shape ? 'true' : 'false'} title=${say(`shape.${s}.note`)} @click=${() => this.#take(s)}>${say(`shape.${s}`)}</button>`,
          )}
        </span>
        <span class="seen">${inferred(sheet?.seen)}</span>
      </div>
      <div class="lanes ${this.#clients.length > 1 ? 'many' : ''}">
        <span class="clients client" title=${clients}>${clients}</span>
        <span class="server">S: ${say('server')}</span>
      </div>
      <div
        class="scroll ladder"
        role="listbox"
        tabindex="0"
        ?hidden=${log}
        aria-label=${say('list')}
        aria-activedescendant=${selected >= from && selected < to ? `row-${selected}` : nothing}
        @scroll=${(e: globalThis.Event) => this.#scrolled((e.target as HTMLElement).scrollTop)}
        @keydown=${this.#key}
        @click=${this.#click}
      >
        <svg class="all" aria-hidden="true" width="1" height=${course.height}></svg>
        <div class="probe" aria-hidden="true"></div>
        <svg class="drawing" aria-hidden="true" width=${this.#width} height=${Math.max(0, course.top(to) - course.top(from))} ${placed({ transform: `translateY(${course.top(from)}px)` })}>
          ${
            sheet
              ? [
                  drawn(course, this.#lanes(), { from, to, current: selected }, sheet.events, (e) =>
                    sheet.program(e),
                  ),
                  this.#waits(from, to),
                ]
              : nothing
          }
        </svg>
        <div class="rows" role="presentation" lang="en">
          ${
            sheet
              ? // Keyed so that rows in sight stay, and those out of sight become the new ones.
                repeat(
                  rows.slice(from, to),
                  (_, i) => (from + i) % this.#ring,
                  // Of all rows a step changes two.
                  (r, i) =>
                    guard([course, r, from + i, from + i === selected, this.store?.selection, spoken()], () =>
                      this.#draw(sheet, r, from + i, from + i === selected),
                    ),
                )
              : nothing
          }
        </div>
      </div>
      <pop-log class=${log ? '' : 'aside'} .shown=${log} .store=${this.store}></pop-log>
    `;
  }

  /** Where the lanes stand. */
  #lanes(): Lanes {
    const rem = this.#row / 2.5;
    const first = Math.round(2.75 * rem) + 1;
    const clients = new Map(
      this.#clients.map((name, i) => [name, first + Math.min(i, MOST_LANES - 1) * Math.round(0.75 * rem)]),
    );
    return { clients, server: this.#width - Math.round(0.5 * rem) - 1, width: this.#width };
  }

  /** Long waits, at the places where the axis is broken. */
  #waits(from: number, to: number) {
    const { waits, row } = this.#course;
    const { server, clients } = this.#lanes();
    const x = (server + ([...clients.values()].pop() ?? 0)) / 2;
    return [...waits.keys()]
      .filter((i) => i >= from && i < to)
      .map(
        (i) =>
          svg`<text class="wait" x=${x} y=${this.#course.middle(i) - this.#course.top(from) + row * 0.12}>${duration(waits.get(i) ?? 0)}</text>`,
      );
  }

  #draw(sheet: Sheet, row: Row, index: number, selected: boolean): TemplateResult {
    const event = sheet.events[row.seq];
    const step = sheet.steps[row.step];
    if (!event || !step) return html``;
    if (row.kind === 'line')
      return html`<div class="row line ${event.side}" role="option" id="row-${index}" data-row=${index} aria-selected="false" aria-setsize=${this.#course.rows.length} aria-posinset=${index + 1} ${this.#place(index)}><span class="wire"><span class="label">${row.text || ' '}</span></span></div>`;
    const change = row.main ? (sheet.events[step.state] ?? sheet.events[step.client]) : undefined;
    const state = change?.new;
    const chips = chipsOf(row, event, this.#flights.get(event.seq), whose(sheet.program(event)));
    const label = labelOf(row, event);
    const side = row.kind === 'message' || row.kind === 'segment' ? event.side : '';
    const wait = this.#course.waits.get(index);
    const spoken = [
      ...(wait === undefined ? [] : [say('later', { time: duration(wait) })]),
      ...(row.main ? [say('step', { step: String(step.number) })] : []),
      ...(side ? [side === 'client' ? say('client') : say('server')] : []),
    ];
    const after = [...chips.map((c) => c.text), ...(state ? [say('to', { state })] : [])];
    return html`<div
      id="row-${index}"
      class="row ${row.kind} ${side} ${event.kind} ${row.main && this.#marked(sheet, step) ? 'same' : ''}"
      role="option"
      data-row=${index}
      aria-selected=${selected}
      aria-setsize=${this.#course.rows.length}
      aria-posinset=${index + 1}
      aria-label=${`${spoken.join(', ')}: ${[row.kind === 'tcp' || row.kind === 'message' || row.kind === 'segment' ? label : event.sentence, ...after].join(', ')}`}
      ${this.#place(index)}
    >
      <span class="number">${row.main ? step.number : nothing}<span class="time">${stamp(event.at)}</span></span>
      <span class="wire"
        ><span class="label">${label}</span>${chips.map(
          (c) =>
            html`<span class="more ${c.sign ?? ''}" data-fold=${c.fold ?? nothing}>${c.fold === undefined ? nothing : html`<span class="sign" aria-hidden="true">${this.#unfolded.has(c.fold) ? '▾' : '▸'}</span>`}${c.text}</span>`,
        )}${state ? html`<span class="state ${change?.side}">→ ${state}</span>` : nothing}</span
      >
    </div>`;
  }

  #place(index: number) {
    const course = this.#course;
    return placed({
      transform: `translateY(${course.top(index) + (course.leads[index] ?? 0)}px)`,
      height: `${course.heightOf(index)}px`,
    });
  }

  #marked(sheet: Sheet, step: Step): boolean {
    const chosen = this.store?.selection;
    if (chosen?.kind === 'item') return step.items.includes(chosen.item);
    if (chosen?.kind === 'state')
      return [step.state, step.client].some((seq) => sheet.events[seq]?.new === chosen.state);
    return false;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.style.setProperty('--others', String(Math.min(this.#clients.length, MOST_LANES) - 1));
    const box = this.renderRoot.querySelector('.scroll');
    const target = this.#target;
    this.#target = undefined;
    // After all panes have drawn: else the browser would lay them out twice.
    if (box && target !== undefined)
      queueMicrotask(() => {
        box.scrollTop = target;
      });
  }

  /** Rows are drawn where the current one will be seen, before it is scrolled to. */
  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const sheet = this.store?.active;
    if (!sheet) return;
    this.#make(sheet);
    const course = this.#course;
    const at = course.rowOf(sheet.at, sheet.cursor);
    if ((at === this.#shown && !this.#returns) || at < 0) return;
    this.#shown = at;
    // Just as far as the current row needs, with a row to spare.
    const top = course.top(at) - this.#row;
    const bottom = course.top(at + 1) + this.#row - this.#height;
    // What has been unfolded wants to be seen, its beginning first.
    const end = Math.min(top, course.top(course.endOf(at)) - this.#height);
    const low = this.#unfolding ? Math.max(bottom, end) : bottom;
    this.#unfolding = false;
    const to = top < this.#scroll ? top : low > this.#scroll ? low : this.#returns ? this.#scroll : undefined;
    this.#returns = false;
    if (to === undefined) return;
    this.#target = Math.max(0, Math.min(to, course.height - this.#height));
    this.#scroll = this.#target;
    if (this.#far(this.#scroll)) this.#top = this.#scroll;
  }

  #scrolled(top: number): void {
    this.#scroll = top;
    if (!this.#far(top)) return;
    this.#top = top;
    this.requestUpdate();
  }

  /** Whether the rows that are drawn may soon not be enough. */
  #far(top: number): boolean {
    return Math.abs(top - this.#top) >= this.#row * (SPARE / 2);
  }

  #take(shape: (typeof SHAPES)[number]): void {
    this.#shape = shape;
    this.#returns = shape !== 'log';
    this.requestUpdate();
  }

  #fold(seq: number): void {
    const now = new Set(this.#unfolded);
    if (!now.delete(seq)) now.add(seq);
    this.#unfolded = now;
    this.#unfolding = true;
    this.requestUpdate();
  }

  #click(e: MouseEvent): void {
    const { store } = this;
    const target = e.target as Element;
    const fold = target.closest<HTMLElement>('[data-fold]');
    const row = this.#course.rows[Number(target.closest<HTMLElement>('[data-row]')?.dataset.row)];
    if (!store || !row) return;
    if (fold) this.#fold(Number(fold.dataset.fold));
    if (row.kind === 'segment' || (row.kind === 'tcp' && !row.main))
      store.go(row.segments?.at(-1) ?? row.seq);
    else store.goTo(row.step);
  }

  #key(e: KeyboardEvent): void {
    const { store } = this;
    if (!store || e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === 'ArrowDown') store.next();
    else if (e.key === 'ArrowUp') store.back();
    else if (e.key === 'Enter') this.#foldStep(store.active.at);
    else return;
    e.preventDefault();
  }

  /** Folds or unfolds all that there is in a step. */
  #foldStep(step: number): void {
    const { rows } = this.#course;
    const first = this.#course.rowOf(step, -1);
    const now = new Set(this.#unfolded);
    const folds = new Set<number>();
    for (let i = Math.max(0, first); rows[i]?.step === step; i++) {
      const r = rows[i];
      const more = r && (this.store?.active.events[r.seq]?.more ?? 0) > 0;
      if (r?.kind === 'tcp' || (r?.kind === 'message' && more)) folds.add(r.seq);
    }
    const all = [...folds].every((seq) => now.has(seq));
    for (const seq of folds) {
      if (all) now.delete(seq);
      else now.add(seq);
    }
    this.#unfolded = now;
    this.#unfolding = true;
    this.requestUpdate();
  }
}
