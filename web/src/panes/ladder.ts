import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { plural } from '../format';
import { MeasuredPane } from '../measured-pane';
import { inferred } from '../parts/inferred';
import type { Sheet } from '../sheet';
import type { Step } from '../steps';
import type { Store } from '../store';
import { shared } from '../styles/shared';

/** Rows drawn above and below what can be seen. */
const SPARE = 1;

/**
 * Client and server with an arrow for each message. Only the rows that can be
 * seen are in the document, so a thousand steps cost what twenty do.
 */
export class PopLadder extends MeasuredPane {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr);
      }

      .lanes {
        display: grid;
        grid-template-columns: 2.75rem 1fr 1fr;
        padding: 0.2rem 0.5rem 0.2rem 0;
        font: 600 var(--text-s) / 1.3 var(--mono);
      }

      .lanes .server {
        text-align: right;
      }

      .scroll {
        position: relative;
      }

      .all {
        position: absolute;
      }

      /* Plain blocks where they will do: a jump draws every row anew. */
      .row {
        position: relative;
        height: var(--row);
        contain: strict;
        cursor: pointer;
      }

      .rows {
        position: relative;
      }

      .probe {
        position: absolute;
        height: var(--row);
        visibility: hidden;
      }

      .number {
        position: absolute;
        inset: 0 auto 0 0;
        width: 2.75rem;
        padding: 0.55rem 0.6rem 0 0;
        color: var(--ink-soft);
        font: 400 var(--text-xs) / 1.3 var(--mono);
        text-align: right;
      }

      /* The two lanes are the borders of the cell between them. */
      .wire {
        display: block;
        position: relative;
        box-sizing: border-box;
        height: 100%;
        margin: 0 0.5rem 0 2.75rem;
        overflow: hidden;
        padding: 0.3rem 0.85rem 0;
        border: 2px solid var(--client);
        border-width: 0 0 0 2px;
        box-shadow: inset -2px 0 var(--server);
        font: 400 var(--text-s) / 1.35 var(--mono);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .row.server .wire {
        text-align: right;
      }

      /* With something beside the label, only the label gives way. */
      .wire.more-to-say {
        display: flex;
        gap: 0.5em;
        align-items: baseline;
      }

      /* Two spaces are two spaces: here that may be the fault. */
      .label {
        white-space: pre;
      }

      .more-to-say .label {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .row.server .wire {
        justify-content: flex-end;
      }

      .more,
      .state {
        flex: none;
        color: var(--ink-soft);
        font-size: var(--text-xs);
      }

      .state {
        padding: 0 0.4em;
        border: var(--hair) solid var(--rule-firm);
        border-radius: 1em;
      }

      /* An arrow is a background: boxes for each of them would be laid out at every jump. */
      .row.client .wire {
        --line: var(--client);
        --up: to bottom left;
        --down: to top left;
        --head: right 4px;
      }

      .row.server .wire {
        --line: var(--server);
        --up: to bottom right;
        --down: to top right;
        --head: left 2px;
      }

      .row.arrow .wire {
        background:
          linear-gradient(var(--line), var(--line)) left 2px bottom 0.55rem / calc(100% - 6px) 1.5px no-repeat,
          linear-gradient(var(--up), transparent 50%, var(--line) 52%) var(--head) bottom calc(0.55rem + 0.75px) / 9px 5px
            no-repeat,
          linear-gradient(var(--down), transparent 50%, var(--line) 52%) var(--head) bottom calc(0.55rem - 4.25px) / 9px 5px
            no-repeat;
      }

      .row.arrow[aria-selected="true"] .wire::before {
        position: absolute;
        inset: auto 4px calc(0.55rem - 0.75px) 2px;
        height: 0;
        border-top: 3px solid var(--line);
        content: "";
        animation: fly 160ms ease-out;
      }

      .row.client .label {
        color: var(--client);
      }

      .row.server .label {
        color: var(--server);
      }

      .row.note .label {
        color: var(--ink-soft);
      }

      .row.note .wire {
        text-align: center;
        padding-top: 0.55rem;
        font-family: var(--serif);
      }

      .row:hover .wire {
        background-color: var(--sheet);
      }

      .row.same .number::before {
        content: "•";
        float: left;
        padding-left: 0.3rem;
        color: var(--focus);
        font-size: 1.4em;
        line-height: 0.9;
      }

      .row[aria-selected="true"] .wire {
        background-color: var(--mark);
      }

      .row[aria-selected="true"] .label {
        font-weight: 600;
      }

      .row[aria-selected="true"] .more,
      .row[aria-selected="true"] .state,
      .row[aria-selected="true"].note .label {
        color: var(--ink);
      }

      .row[aria-selected="true"] .number {
        background: var(--ink);
        color: var(--paper);
        font-weight: 600;
      }

      .row[aria-selected="true"] .number::before {
        color: inherit;
      }

      .row[aria-selected="true"].client .wire::before {
        transform-origin: left;
      }

      .row[aria-selected="true"].server .wire::before {
        transform-origin: right;
      }

      @keyframes fly {
        from {
          transform: scaleX(0);
        }
      }

      @media (prefers-reduced-motion: reduce) {
        .row[aria-selected="true"].arrow .wire::before {
          animation: none;
        }
      }
    `,
  ];

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
      <h2>Ladder <span class="aside">${plural(steps.length, 'step')} ${inferred(sheet?.real)}</span></h2>
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
    const event = sheet.events[step.sent] ?? sheet.events[step.first];
    const arrow = step.sent >= 0;
    const state = sheet.events[step.state]?.new ?? sheet.events[step.client]?.new;
    const kind = arrow ? `arrow ${event?.side}` : 'note';
    const label = arrow ? event?.label : event?.sentence;
    return html`<div
      id="row-${index}"
      class="row ${kind} ${this.#marked(sheet, step) ? 'same' : ''}"
      role="option"
      aria-selected=${current}
      aria-setsize=${size}
      aria-posinset=${index + 1}
      aria-label=${`Step ${step.number}${arrow ? `, ${event?.side}` : ''}: ${label}${state ? `, to ${state}` : ''}`}
      @click=${() => this.store?.goTo(index)}
    >
      <span class="number">${step.number}</span>
      <span class="wire ${state || (event && event.more > 0) ? 'more-to-say' : ''}"
        ><span class="label">${label}</span>${
          event && event.more > 0 ? html`<span class="more">+${plural(event.more, 'line')}</span>` : nothing
        }${state ? html`<span class="state">→ ${state}</span>` : nothing}</span
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
