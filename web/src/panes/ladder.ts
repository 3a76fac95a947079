import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { plural } from '../format';
import { MeasuredPane } from '../measured-pane';
import { inferred } from '../parts/inferred';
import type { Sheet } from '../sheet';
import type { Step } from '../steps';
import type { Store } from '../store';
import { ladderStyles } from '../styles/ladder';
import { shared } from '../styles/shared';

/** Rows drawn above and below what can be seen. */
const SPARE = 1;

/**
 * Client and server with an arrow for each message. Only the rows that can be
 * seen are in the document, so a thousand steps cost what twenty do.
 */
export class PopLadder extends MeasuredPane {
  static override styles = [shared, ladderStyles];

  /** How far it is scrolled, and how far it was when the rows were drawn. */
  #scroll = 0;
  #top = 0;
  #from = 0;
  /** Where to scroll once the rows are there. */
  #target: number | undefined;
  #height = 900;
  #row = 40;
  #shown = -2;

  protected facts(store: Store): readonly unknown[] {
    return [store.active, store.active.events, store.active.cursor, store.selection];
  }

  /** Puts the focus on the list of messages. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.scroll')?.focus();
  }

  protected override measure(): void {
    const box = this.renderRoot.querySelector('.scroll');
    const probe = this.renderRoot.querySelector('.probe');
    // Nothing can be measured while another pane has the room.
    if (!box?.clientHeight || !probe) return;
    this.#height = box.clientHeight;
    // Out of sight the browser forgets how far a list was scrolled.
    this.#scroll = box.scrollTop;
    this.#top = this.#scroll;
    this.#row = probe.getBoundingClientRect().height || this.#row;
    this.#shown = -2;
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const sheet = this.store?.active;
    const steps = sheet?.steps ?? [];
    const at = sheet?.at ?? -1;
    const from = Math.max(0, Math.floor(this.#top / this.#row) - SPARE);
    const to = Math.min(steps.length, Math.ceil((this.#top + this.#height) / this.#row) + SPARE);
    this.#from = from;
    return html`
      <h2>Ladder <span class="aside">${plural(steps.length, 'step')} ${inferred(sheet?.seen)}</span></h2>
      <div class="lanes" aria-hidden="true">
        <span></span><span class="client">C: client</span><span class="server">S: server</span>
      </div>
      <div
        class="scroll"
        role="listbox"
        tabindex="0"
        aria-label="Messages between client and server, in order"
        aria-activedescendant=${at >= from && at < to ? `row-${at}` : nothing}
        @scroll=${(e: globalThis.Event) => this.#scrolled((e.target as HTMLElement).scrollTop)}
        @keydown=${this.#key}
      >
        <svg class="all" aria-hidden="true" width="1" height=${steps.length * this.#row}></svg>
        <div class="probe" aria-hidden="true"></div>
        <div class="rows" role="presentation">
          ${
            sheet
              ? // Keyed so that rows in sight stay, and those out of sight become the new ones.
                repeat(
                  steps.slice(from, to),
                  (_, i) => (from + i) % (to - from),
                  (s, i) => this.#draw(sheet, s, from + i, from + i === at, steps.length),
                )
              : nothing
          }
        </div>
      </div>
    `;
  }

  #draw(sheet: Sheet, step: Step, index: number, current: boolean, size: number): TemplateResult {
    const event = sheet.events[step.head];
    const arrow = step.sent >= 0;
    const change = sheet.events[step.state] ?? sheet.events[step.client];
    const state = change?.new;
    const kind = arrow ? `arrow ${event?.side}` : 'note';
    const label = arrow ? event?.label : event?.sentence;
    // Sentences name the connection themselves.
    const other = arrow && event ? sheet.program(event) : '';
    return html`<div
      id="row-${index}"
      class="row ${kind} ${this.#marked(sheet, step) ? 'same' : ''}"
      role="option"
      aria-selected=${current}
      aria-setsize=${size}
      aria-posinset=${index + 1}
      aria-label=${`Step ${step.number}${arrow ? `, ${event?.side}` : ''}${other ? `, ${other}` : ''}: ${label}${state ? `, to ${state}` : ''}`}
      @click=${() => this.store?.goTo(index)}
    >
      <span class="number">${step.number}</span>
      <span class="wire ${state || other || (event && event.more > 0) ? 'more-to-say' : ''}"
        ><span class="label">${label}</span>${
          event && event.more > 0 ? html`<span class="more">+${plural(event.more, 'line')}</span>` : nothing
        }${other ? html`<span class="more">${other}</span>` : nothing}${state ? html`<span class="state ${change?.side}">→ ${state}</span>` : nothing}</span
      >
    </div>`;
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
    // Through the CSSOM: the Content-Security-Policy allows no style attributes.
    const rows = this.renderRoot.querySelector<HTMLElement>('.rows');
    if (rows) rows.style.transform = `translateY(${this.#from * this.#row}px)`;
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
    const at = this.store?.active.at ?? -1;
    if (at === this.#shown || at < 0) return;
    this.#shown = at;
    // Just as far as the current row needs, with a row to spare.
    const top = (at - 1) * this.#row;
    const bottom = (at + 2) * this.#row - this.#height;
    const to = top < this.#scroll ? top : bottom > this.#scroll ? bottom : undefined;
    if (to === undefined) return;
    const most = (this.store?.active.steps.length ?? 0) * this.#row - this.#height;
    this.#target = Math.max(0, Math.min(to, most));
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

  #key(e: KeyboardEvent): void {
    const { store } = this;
    if (!store || e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === 'ArrowDown') store.next();
    else if (e.key === 'ArrowUp') store.back();
    else return;
    e.preventDefault();
  }
}
