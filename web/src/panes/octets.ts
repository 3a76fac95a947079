import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Event, Span } from '../abi';
import { fromBase64, hex, visible } from '../format';
import { Later } from '../later';
import { Grid, shown } from '../octets/grid';
import {
  countLines,
  cutOut,
  type Piece,
  piecesOf,
  pieceText,
  spanAt,
  textLines,
  UNLABELLED,
} from '../octets/lines';
import { cite } from '../parts/cite';
import { controlStyles, controls } from '../parts/controls';
import { inferred } from '../parts/inferred';
import { placed } from '../parts/placed';
import { PatientPane } from '../patient-pane';
import type { Store } from '../store';
import { octetStyles } from '../styles/octets';
import { shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/octets.json';

const say = area('octets', en);

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
export class PopOctets extends PatientPane {
  static override styles = [shared, controlStyles, octetStyles];

  #event: Event | undefined;
  #octets: Uint8Array = new Uint8Array();
  #spans: readonly Span[] = NONE;
  #open = false;
  #span = -1;
  /** The octet under the cursor; undefined while only whole parts are looked at. */
  #octet: number | undefined;
  #width = 16;
  #ch = 9;
  #row = 20;
  #top = 0;
  #height = 400;
  /** Only what is in sight is drawn with the step; the rest when there is time. */
  #rest = new Later(() => this.requestUpdate());

  protected facts(store: Store): readonly unknown[] {
    return [store.message, store.octet, store.active.current?.kind === 'gap'];
  }

  protected override measure(): void {
    const probe = this.renderRoot.querySelector('.probe');
    const box = this.renderRoot.querySelector('.hex');
    if (!probe || !box) return;
    const ch = probe.getBoundingClientRect().width / 100;
    this.#ch = ch;
    this.#row = probe.getBoundingClientRect().height || this.#row;
    // Offset, gaps and both columns: 16 octets take 76 characters.
    this.#width = box.clientWidth > ch * 77 ? 16 : 8;
    this.#height = box.clientHeight;
    this.requestUpdate();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const event = this.store?.message;
    if (event !== this.#event) this.#take(event);
    const octet = this.store?.octet;
    if (octet === this.#octet) return;
    this.#octet = octet;
    if (octet === undefined) return;
    if (octet >= this.#octets.length) this.#unfold();
    this.#span = spanAt(this.#octets, this.#spans, octet);
    this.#reveal(octet);
  }

  #take(event: Event | undefined): void {
    this.#event = event;
    this.#octet = undefined;
    this.#octets = event?.octets ? fromBase64(event.octets) : new Uint8Array();
    this.#spans = event?.spans ?? NONE;
    this.#open = false;
    this.#span = -1;
    if (this.#top > 0) this.renderRoot.querySelector('.hex')?.scrollTo(0, 0);
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
    return html`
      <h2>
        <span class="tabbed">${say('title')}</span>
        <span class="aside"
          >${e ? html`<span class="count">${say.rich('size', { n: e.size, who: html`<span class=${e.side}>${say(`side.${e.side as 'client'}`)}</span>` })}</span>` : nothing}
          ${inferred(e?.inferred)}
          <button type="button" class="fold" ?hidden=${!folded} @click=${this.#unfold}>${say('all')}</button></span
        >
      </h2>
      <div
        class="text scroll"
        role="listbox"
        dir="ltr"
        aria-label=${say(e ? 'parts' : 'noMessage')}
        tabindex=${lines.length > 0 ? nothing : '0'}
        @keydown=${this.#key}
        @pointerover=${this.#over}
        @focusin=${this.#over}
        @click=${this.#over}
      >
        ${this.#text(lines)}
        ${
          !e
            ? html`<p class="soft none" role="option" aria-selected="false" aria-disabled="true">${say(this.#missing ? 'gap' : 'none')}</p>`
            : nothing
        }
      </div>
      <div
        class="hex scroll"
        tabindex="0"
        role="group"
        dir="ltr"
        aria-label=${say('hex')}
        aria-describedby="legend"
        @scroll=${this.#scrolled}
        @pointermove=${this.#point}
        @pointerdown=${this.#pick}
        @keydown=${this.#hexKey}
      >
        <div class="probe" aria-hidden="true"></div>
        ${this.#hex()}
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
          ><span class="octs">${this.#signs(p)}</span
          ><span class=${first ? 'name' : 'visually-hidden'} lang="en">${p.token}</span></span
        >`;
        })}</div>`,
    );
  }

  /** The text of a part; the octet under the cursor is set apart. */
  #signs(piece: Piece): unknown {
    const at = this.#octet;
    if (at === undefined || at < piece.off || at >= piece.off + piece.len)
      return controls(pieceText(this.#octets, piece));
    return cutOut(this.#octets, piece, at).map((p) =>
      p.off <= at && at < p.off + p.len
        ? html`<span class="here">${controls(pieceText(this.#octets, p))}</span>`
        : controls(pieceText(this.#octets, p)),
    );
  }

  /** Whether octets were sent here that nobody has recorded. */
  get #missing(): boolean {
    return this.store?.active.current?.kind === 'gap';
  }

  get #grid(): Grid {
    return new Grid(this.#octets.length, this.#width, this.#ch, this.#row);
  }

  /**
   * The rows in sight: two columns of plain text upon one drawing of what is
   * marked, however many parts there are. A step sets them anew, so they are
   * made of as little as can be.
   */
  #hex(): TemplateResult {
    const grid = this.#grid;
    const from = Math.max(0, Math.floor(this.#top / this.#row) - SPARE);
    const spare = this.#rest.come ? SPARE : 0;
    const to = Math.min(grid.rows, Math.ceil((this.#top + this.#height) / this.#row) + spare);
    const marked = { off: 0, len: 0, ...this.#spans[this.#span] };
    const odd = piecesOf(this.#octets, this.#spans, from * this.#width, (to - from) * this.#width)
      .filter((p) => p.span % 2 && p.span !== this.#span)
      .map((p) => grid.line(p.off, p.len, from, to));
    const at = this.#octet;
    return html`<svg width="1" height=${grid.rows * this.#row} aria-hidden="true">${svg`
          <path class="on" d=${grid.box(marked.off, marked.len, from, to)}></path>
          <path class="odd" d=${odd.join('')}></path>
          <path d=${grid.rules}></path>`}</svg>
        <pre class="off" ${placed({ top: `${from * this.#row}px` })}>${grid.offsets(from, to)}</pre>
        <pre class="cells" ${placed({ top: `${from * this.#row}px`, left: `${grid.place(0).digits}px` })}>${grid.text(this.#octets, from, to)}</pre>
        ${at === undefined || at >= grid.size ? nothing : this.#here(grid, at)}`;
  }

  /** The octet under the cursor, once more, above the others. */
  #here(grid: Grid, at: number): TemplateResult {
    const { digits, text, top } = grid.place(at);
    const octet = this.#octets[at] ?? 0;
    return html`<b class="here" ${placed({ left: `${digits}px`, top: `${top}px` })}>${hex(octet)}</b
      ><b class="here" aria-hidden="true" ${placed({ left: `${text}px`, top: `${top}px` })}>${shown(octet)}</b>`;
  }

  #legend(): TemplateResult {
    const s = this.#spans[this.#span];
    const term = s && this.store?.tables.glossary.find((t) => t.token === s.token);
    const at = this.#octet;
    const one = at === undefined ? undefined : this.#octets[at];
    return html`<div class="legend" id="legend" aria-live="polite">
      <p>${
        s
          ? html`<b lang="en">${s.token}</b> <span class="soft">${
              s.len === 1
                ? say('where.one', { at: s.off })
                : say('where', { from: s.off, to: s.off + s.len - 1 })
            }</span>`
          : one === undefined
            ? html`<span class="soft">${say('hint')}</span>`
            : nothing
      }${
        one === undefined || at === undefined
          ? nothing
          : html`<span class="one">${say.rich('octet', {
              at,
              hex: html`<b>${hex(one)}</b>`,
              decimal: String(one),
              sign: html`<b>${controls(visible(one))}</b>`,
            })}</span>`
      }</p>
      ${term ? html`<p lang="en">${term.meaning} ${cite(term.why)}</p>` : nothing}
    </div>`;
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

  /** Up and down lead from part to part, left and right from octet to octet. */
  async #key(e: KeyboardEvent): Promise<void> {
    if (!this.#event || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return;
    const part = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    const octet = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    if (part === 0 && octet === 0) return;
    e.preventDefault();
    if (part !== 0) {
      const last = this.#spans.length - 1;
      this.#choose(Math.max(0, Math.min(last, this.#span + part)));
    } else {
      const edge = this.#spans[Math.max(0, this.#span)]?.off ?? 0;
      this.#goOctet(this.#octet === undefined ? edge : this.#octet + octet);
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`.piece[data-span="${this.#span}"]`)?.focus();
  }

  #hexKey(e: KeyboardEvent): void {
    if (!this.#event || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return;
    const at = this.#octet ?? -1;
    const to: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at < 0 ? 0 : at + this.#width,
      ArrowUp: at - this.#width,
      Home: 0,
      End: this.#event.size - 1,
    };
    const next = to[e.key];
    if (next !== undefined) {
      e.preventDefault();
      this.#goOctet(next);
    } else if (e.key === 'Escape' && this.#octet !== undefined) {
      e.preventDefault();
      this.store?.goOctet(undefined);
    }
  }

  /** To an octet of this message; never out of it. */
  #goOctet(at: number): void {
    const last = (this.#event?.size ?? 0) - 1;
    this.store?.goOctet(Math.max(0, Math.min(last, at)));
  }

  /** The octet that stands under the pointer in the hexadecimal. */
  #under(e: PointerEvent): number | undefined {
    const box = e.currentTarget as HTMLElement;
    const { left, top } = box.getBoundingClientRect();
    return this.#grid.octet(
      e.clientX - left - box.clientLeft,
      e.clientY - top - box.clientTop + box.scrollTop,
    );
  }

  #point(e: PointerEvent): void {
    const at = this.#under(e);
    if (at !== undefined) this.#choose(spanAt(this.#octets, this.#spans, at));
  }

  #pick(e: PointerEvent): void {
    const at = this.#under(e);
    if (at !== undefined && e.button === 0) this.#goOctet(at);
  }

  /** Scrolls the hexadecimal to an octet. */
  #reveal(octet: number): void {
    const box = this.renderRoot.querySelector('.hex');
    if (!box) return;
    const top = Math.floor(octet / this.#width) * this.#row;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + this.#row > box.scrollTop + this.#height)
      box.scrollTop = top + 2 * this.#row - this.#height;
    this.#top = box.scrollTop;
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
}
