import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Event, Span } from '../abi';
import { fromBase64, hex, visible } from '../format';
import { Later } from '../later';
import { MeasuredPane } from '../measured-pane';
import {
  countLines,
  cutOut,
  type Piece,
  pieceText,
  rowPieces,
  spanAt,
  textLines,
  UNLABELLED,
} from '../octet-lines';
import { cite } from '../parts/cite';
import { controlStyles, controls } from '../parts/controls';
import { inferred } from '../parts/inferred';
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
export class PopOctets extends MeasuredPane {
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
    return [store.message, store.octet];
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
        ${say('title')}
        <span class="aside"
          >${e ? say.rich('size', { n: e.size, who: html`<span class=${e.side}>${say(`side.${e.side as 'client'}`)}</span>` }) : nothing}
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
            ? html`<p class="soft none" role="option" aria-selected="false" aria-disabled="true">${say('none')}</p>`
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
        @pointerover=${this.#over}
        @pointerdown=${this.#pick}
        @keydown=${this.#hexKey}
      >
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
          ><span class="octs">${this.#signs(p)}</span
          ><span class="name" lang="en">${first ? p.token : nothing}<span class="visually-hidden">${first ? nothing : p.token}</span></span
          ></span
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

  #hexRow(row: number): TemplateResult {
    const off = row * this.#width;
    const pieces = rowPieces(this.#octets, this.#spans, off, this.#width);
    const at = this.#octet ?? -1;
    // Of each octet what stands before it, its sign, and what stands behind it.
    type Signs = (i: number) => readonly [string, string, string];
    const cell = (p: Piece, of: Signs, set: (text: string) => unknown): TemplateResult => {
      const out = ['', '', ''];
      for (let i = p.off; i < p.off + p.len; i++) {
        const [before, sign, behind] = of(i);
        if (i === at) {
          out[0] += before;
          out[1] = sign;
          out[2] = behind;
        } else out[i > at && out[1] ? 2 : 0] += before + sign + behind;
      }
      const [before = '', here = '', behind = ''] = out;
      return html`<span class="h ${p.span === this.#span ? 'on' : ''} ${p.span % 2 ? 'odd' : ''}" data-span=${p.span}>${set(before)}${
        here ? html`<span class="here">${set(here)}</span>${set(behind)}` : nothing
      }</span>`;
    };
    const used = Math.min(this.#width, this.#octets.length - off);
    let pad = '';
    for (let i = used; i < this.#width; i++) pad += i === 8 ? '    ' : '   ';
    return html`<div class="hrow" data-off=${off}><span class="off">${off.toString(16).padStart(4, '0')} │ </span>${pieces.map(
      (p) => cell(p, (i) => [i - off === 8 ? ' ' : '', hex(this.#octets[i] ?? 0), ' '], String),
    )}<span>${pad}</span><span class="ascii">${pieces.map((p) =>
      cell(p, (i) => ['', visible(this.#octets[i] ?? 0), ''], controls),
    )}</span></div>`;
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

  /** The octet that was pointed at in the hexadecimal. */
  #pick(e: PointerEvent): void {
    const row = (e.target as HTMLElement).closest?.<HTMLElement>('.hrow');
    const ascii = (e.target as HTMLElement).closest?.('.ascii');
    const first = (ascii ?? row)?.querySelector(':scope > .h')?.getBoundingClientRect();
    if (!row || !first || e.button !== 0) return;
    const x = (e.clientX - first.left) / this.#ch;
    // Behind eight octets stands one more space.
    const column = Math.floor(ascii ? x : x >= 25 ? (x - 1) / 3 : x / 3);
    const off = Number(row.dataset.off);
    if (column >= 0 && column < this.#width && off + column < this.#octets.length)
      this.#goOctet(off + column);
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

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const rows = this.renderRoot.querySelector<HTMLElement>('.rows');
    const from = Math.max(0, Math.floor(this.#top / this.#row) - SPARE);
    if (rows) rows.style.top = `${from * this.#row}px`;
  }
}
