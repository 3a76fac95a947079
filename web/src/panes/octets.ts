import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Event, Span } from '../abi';
import { count, fromBase64, hex, plural, visible } from '../format';
import { Later } from '../later';
import { MeasuredPane } from '../measured-pane';
import { countLines, type Piece, pieceText, rowPieces, textLines, UNLABELLED } from '../octet-lines';
import { cite } from '../parts/cite';
import { controls } from '../parts/controls';
import { inferred } from '../parts/inferred';
import type { Store } from '../store';
import { octetStyles } from '../styles/octets';
import { shared } from '../styles/shared';

/** Folded, a message shows so many lines of text. */
const FEW_LINES = 12;
/** As many as are in sight before anybody scrolls. */
const LINES_IN_SIGHT = 3;
/** Unfolded, so many: the hex below has them all. */
const MANY_LINES = 300;
/** Rows of hex drawn beyond what can be seen. */
const SPARE = 6;

const NONE: readonly Span[] = [];

/** The octets of the current message: as text with its parts named, and in hex. */
export class PopOctets extends MeasuredPane {
  static override styles = [shared, octetStyles];

  #event: Event | undefined;
  #octets: Uint8Array = new Uint8Array();
  #spans: readonly Span[] = NONE;
  #open = false;
  #span = -1;
  #width = 16;
  #row = 20;
  #top = 0;
  #height = 400;
  /** Only what is in sight is drawn with the step; the rest when there is time. */
  #rest = new Later(() => this.requestUpdate());

  protected facts(store: Store): readonly unknown[] {
    return [messageAt(store)];
  }

  protected override measure(): void {
    const probe = this.renderRoot.querySelector('.probe');
    const box = this.renderRoot.querySelector('.hex');
    if (!probe || !box) return;
    const ch = probe.getBoundingClientRect().width / 100;
    this.#row = probe.getBoundingClientRect().height || this.#row;
    // Offset, gaps and both columns: 16 octets take 76 characters.
    this.#width = box.clientWidth > ch * 77 ? 16 : 8;
    this.#height = box.clientHeight;
    this.requestUpdate();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const event = this.store ? messageAt(this.store) : undefined;
    if (event === this.#event) return;
    this.#event = event;
    this.#octets = event?.octets ? fromBase64(event.octets) : new Uint8Array();
    this.#spans = event?.spans ?? NONE;
    this.#open = false;
    this.#span = -1;
    this.#top = 0;
    this.#rest.put();
  }

  override render(): TemplateResult {
    const e = this.#event;
    const octets = this.#octets;
    const most = this.#open ? MANY_LINES : FEW_LINES;
    const lines = textLines(octets, this.#spans, this.#rest.come ? most : LINES_IN_SIGHT);
    const rest = countLines(octets) - most;
    const folded = (e && e.size > octets.length) || (rest > 0 && !this.#open);
    const rows = Math.ceil(octets.length / this.#width);
    const from = Math.max(0, Math.floor(this.#top / this.#row) - SPARE);
    const spare = this.#rest.come ? SPARE : 0;
    const to = Math.min(rows, Math.ceil((this.#top + this.#height) / this.#row) + spare);
    return html`
      <h2>
        Octets
        <span class="aside"
          >${e ? html`${plural(e.size, 'octet')}, from <span class=${e.side}>${e.side}</span>` : nothing}
          ${inferred(e?.inferred)}
          <button type="button" class="fold" ?hidden=${!folded} @click=${this.#unfold}>Show all</button></span
        >
      </h2>
      <div
        class="text scroll"
        role="listbox"
        aria-label=${e ? 'The message, part by part' : 'No message'}
        tabindex=${lines.length > 0 ? nothing : '0'}
        @keydown=${this.#key}
        @pointerover=${this.#over}
        @focusin=${this.#over}
        @click=${this.#over}
      >
        ${this.#text(lines)}
        ${
          !e
            ? html`<p class="soft none" role="option" aria-selected="false" aria-disabled="true">
                No octets are sent in this step.
              </p>`
            : nothing
        }
      </div>
      <div class="hex scroll" tabindex="0" role="group" aria-label="The same octets in hexadecimal" @scroll=${this.#scrolled} @pointerover=${this.#over}>
        <div class="probe" aria-hidden="true"></div>
        <svg width="1" height=${rows * this.#row} aria-hidden="true"></svg>
        <div class="rows">${Array.from({ length: Math.max(0, to - from) }, (_, i) => this.#hexRow(from + i))}</div>
      </div>
      ${this.#legend()}
    `;
  }

  #text(lines: readonly Piece[][]): TemplateResult[] {
    const named = new Set<string>();
    let focusable = Math.max(0, this.#span);
    return lines.map(
      (line) =>
        html`<div class="line" role="presentation">${line.map((p) => {
          const first = !named.has(p.token);
          named.add(p.token);
          const stop = p.span === focusable;
          if (stop) focusable = -1;
          return html`<span
          class="piece ${p.span === this.#span ? 'on' : ''} ${p.span % 2 ? 'odd' : ''} ${p.token === UNLABELLED ? 'rest' : ''}"
          role="option"
          data-span=${p.span}
          tabindex=${stop ? '0' : '-1'}
          aria-selected=${p.span === this.#span}
          ><span class="octs">${controls(pieceText(this.#octets, p))}</span
          ><span class="name">${first ? p.token : nothing}<span class="visually-hidden">${first ? nothing : p.token}</span></span
          ></span
        >`;
        })}</div>`,
    );
  }

  #hexRow(row: number): TemplateResult {
    const off = row * this.#width;
    const pieces = rowPieces(this.#octets, this.#spans, off, this.#width);
    const cell = (p: Piece, of: (i: number) => string, set: (text: string) => unknown): TemplateResult => {
      let out = '';
      for (let i = p.off; i < p.off + p.len; i++) out += of(i);
      return html`<span class="h ${p.span === this.#span ? 'on' : ''} ${p.span % 2 ? 'odd' : ''}" data-span=${p.span}>${set(out)}</span>`;
    };
    const used = Math.min(this.#width, this.#octets.length - off);
    let pad = '';
    for (let i = used; i < this.#width; i++) pad += i === 8 ? '    ' : '   ';
    return html`<div class="hrow"><span class="off">${off.toString(16).padStart(4, '0')}</span>${pieces.map(
      (p) => cell(p, (i) => `${i - off === 8 ? ' ' : ''}${hex(this.#octets[i] ?? 0)} `, String),
    )}<span>${pad}</span><span class="ascii">${pieces.map((p) =>
      cell(p, (i) => visible(this.#octets[i] ?? 0), controls),
    )}</span></div>`;
  }

  #legend(): TemplateResult {
    const s = this.#spans[this.#span];
    const term = s && this.store?.tables.glossary.find((t) => t.token === s.token);
    return html`<div class="legend" id="legend" aria-live="polite">${
      s
        ? html`<p><b>${s.token}</b> <span class="soft">${
            s.len === 1 ? `octet ${count(s.off)}` : `octets ${count(s.off)} to ${count(s.off + s.len - 1)}`
          }</span></p><p>${term?.meaning} ${cite(term?.why)}</p>`
        : html`<p class="soft">Point at a part, or move through the parts with the keys ↑ and ↓, to read what it is.</p>`
    }</div>`;
  }

  #over(e: globalThis.Event): void {
    const target = (e.target as HTMLElement).closest?.<HTMLElement>('[data-span]');
    if (!target) return;
    this.#choose(Number(target.dataset.span));
  }

  #choose(span: number): void {
    if (span === this.#span) return;
    this.#span = span;
    this.requestUpdate();
  }

  async #key(e: KeyboardEvent): Promise<void> {
    const by = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || e.altKey || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    const last = this.#spans.length - 1;
    this.#choose(Math.max(0, Math.min(last, this.#span + by)));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`.piece[data-span="${this.#span}"]`)?.focus();
  }

  #unfold(): void {
    const e = this.#event;
    if (!e) return;
    if (e.size > this.#octets.length) this.#octets = this.store?.octets(e.seq) ?? this.#octets;
    this.#open = true;
    this.requestUpdate();
  }

  #scrolled(e: globalThis.Event): void {
    const top = (e.target as HTMLElement).scrollTop;
    if (Math.abs(top - this.#top) < this.#row * 2) return;
    this.#top = top;
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const rows = this.renderRoot.querySelector<HTMLElement>('.rows');
    const from = Math.max(0, Math.floor(this.#top / this.#row) - SPARE);
    if (rows) rows.style.top = `${from * this.#row}px`;
  }
}

/** The message whose octets are to be seen: that of the current step. */
function messageAt(store: Store): Event | undefined {
  const { step, events } = store.active;
  return step && step.sent >= 0 ? events[step.sent] : undefined;
}
