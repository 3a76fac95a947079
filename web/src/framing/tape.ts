import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Framing } from '../abi';
import { hex, visible } from '../format';
import { controlStyles, controls } from '../parts/controls';
import { placed } from '../parts/placed';
import { Spoken } from '../spoken';
import { shared } from '../styles/shared';
import { tapeStyles } from '../styles/tape';
import { area } from '../words';
import en from '../words/en/framing.json';
import { added, decidedAt, memoryAt, moved } from './frame';

const say = area('framing', en);

/** How wide the cell of an octet is, in rem. */
const CELL = 2;
/** Cells drawn beyond what can be seen. */
const SPARE = 3;

/** What became of an octet, as the name of a class; those of an octet that is not decided yet are "held". */
const FATES: Record<string, string> = {
  kept: 'kept',
  'line end': 'lf',
  stuffed: 'stuffed',
  termination: 'termination',
  beyond: 'beyond',
};

/**
 * The octets as a paper tape with a reading head, and the edges at which the
 * network has cut it. Where somebody moves the head or an edge it says so with
 * the events "read" (how many octets) and "cut" (all edges).
 */
export class PopTape extends Spoken {
  static override properties = {
    framing: { attribute: false },
    octets: { attribute: false },
    read: { type: Number },
    edges: { attribute: false },
    chosen: { type: Number },
  };
  static override styles = [shared, controlStyles, tapeStyles];

  declare framing: Framing | undefined;
  declare octets: Uint8Array;
  /** How many octets the decoder has read. */
  declare read: number;
  /** Offsets at which segments end. */
  declare edges: readonly number[];
  /** Index of the edge that is spoken of. */
  declare chosen: number;

  #room = 20;
  /** The octet in the middle of what is seen. */
  #middle = 0;
  #rem = 16;
  #grip: { edge: number; x: number; middle: number; far: boolean } | undefined;
  #watch = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    this.octets = new Uint8Array();
    this.read = 0;
    this.edges = [];
    this.chosen = -1;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.disconnect();
  }

  #measure(): void {
    this.#rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    this.#room = Math.max(4, this.clientWidth / this.#rem / CELL);
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('octets')) this.#middle = 0;
    if (changed.has('read')) this.#middle = this.read;
  }

  override render(): TemplateResult | typeof nothing {
    const f = this.framing;
    if (!f) return nothing;
    const size = this.octets.length;
    const half = this.#room / 2;
    // Paper at both ends, so that the first and the last edge can be got hold of.
    const middle =
      size + 1 <= this.#room ? half - 0.5 : Math.max(half - 0.5, Math.min(size + 0.5 - half, this.#middle));
    const from = Math.max(0, Math.floor(middle - half) - SPARE);
    const to = Math.min(size, Math.ceil(middle + half) + SPARE);
    const seen = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
    return html`<div
      class="tape"
      dir="ltr"
      @pointerdown=${this.#hold}
      @pointermove=${this.#drag}
      @pointerup=${this.#let}
      @pointercancel=${this.#let}
    >
      <div class="strip" ${placed({ transform: `translateX(${(half - middle) * CELL}rem)` })}>
        ${repeat(
          seen,
          (i) => i,
          (i) => this.#cell(f, i),
        )}
        ${this.#segments(from, to)}
        <div class="head" ${placed({ left: `${this.read * CELL}rem` })} aria-hidden="true"></div>
        ${repeat(
          this.edges
            .map((at, i) => ({ at, i }))
            .filter(({ at, i }) => i === this.chosen || (at >= from && at <= to)),
          ({ i }) => i,
          ({ at, i }) => this.#edge(f, at, i),
        )}
      </div>
    </div>`;
  }

  #cell(f: Framing, i: number): TemplateResult {
    const octet = this.octets[i] ?? 0;
    const fate =
      i >= this.read ? 'unread' : i >= decidedAt(f, this.read) ? 'held' : (FATES[f.fates[i] ?? ''] ?? 'held');
    return html`<span
      class="cell ${fate} ${i === this.read - 1 ? 'now' : ''}"
      data-octet=${i}
      ${placed({ left: `${i * CELL}rem` })}
      ><span class="sign">${controls(visible(octet))}</span><span class="hex">${hex(octet)}</span></span
    >`;
  }

  /** The segments that are in sight, as the braces over the octets that came together. */
  #segments(from: number, to: number): TemplateResult[] {
    const ends = [...this.edges, this.octets.length];
    return ends.flatMap((end, i) => {
      const start = ends[i - 1] ?? 0;
      if (end < from || start > to) return [];
      return html`<span
        class="segment"
        ${placed({ left: `${start * CELL + 0.2}rem`, width: `${(end - start) * CELL - 0.4}rem` })}
        ><span>${say('segment', { n: i + 1 })}</span></span
      >`;
    });
  }

  #edge(f: Framing, at: number, i: number): TemplateResult {
    const m = memoryAt(f, at);
    return html`<span
      class="edge ${i === this.chosen ? 'chosen' : ''}"
      role="slider"
      tabindex="0"
      data-edge=${i}
      ${placed({ left: `${at * CELL}rem` })}
      aria-label=${say('edge', { n: i + 1 })}
      aria-valuemin="1"
      aria-valuemax=${this.octets.length - 1}
      aria-valuenow=${at}
      aria-valuetext=${say('edge.at', { at, stage: f.stages[m.stage]?.name ?? '', held: at - m.held })}
      @keydown=${this.#key}
      @focus=${() => this.#pick(i)}
      ><span class="knob" aria-hidden="true"></span
    ></span>`;
  }

  #pick(edge: number): void {
    this.#middle = this.edges[edge] ?? this.#middle;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('pick', { detail: edge }));
  }

  #cut(edges: readonly number[], chosen: number): void {
    this.dispatchEvent(new CustomEvent('cut', { detail: { edges, chosen } }));
  }

  async #key(e: KeyboardEvent): Promise<void> {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    const i = Number((e.currentTarget as HTMLElement).dataset.edge);
    const at = this.edges[i];
    if (at === undefined) return;
    const size = this.octets.length;
    const by: Record<string, number> = {
      ArrowRight: 1,
      ArrowUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
      PageUp: 10,
      PageDown: -10,
    };
    const to =
      e.key === 'Home'
        ? 0
        : e.key === 'End'
          ? size
          : by[e.key] === undefined
            ? undefined
            : at + (by[e.key] ?? 0);
    if (to !== undefined) {
      const edges = moved(this.edges, i, to, size);
      this.#middle = edges[i] ?? at;
      this.#cut(edges, i);
    } else if (e.key === 'Delete' || e.key === 'Backspace') {
      const edges = this.edges.filter((_, k) => k !== i);
      this.#cut(edges, Math.min(i, edges.length - 1));
      await this.focusEdge(Math.min(i, edges.length - 1));
    } else if (e.key === 'Insert' || e.key === 'Enter') {
      const edges = added(this.edges, at + 1, size);
      const fresh = edges.findIndex((x) => !this.edges.includes(x));
      this.#cut(edges, fresh < 0 ? i : fresh);
      await this.focusEdge(fresh < 0 ? i : fresh);
    } else return;
    e.preventDefault();
    e.stopPropagation();
  }

  /** Puts the focus on an edge, or where there is none on nothing. */
  async focusEdge(edge: number): Promise<void> {
    await this.updateComplete;
    await new Promise((done) => requestAnimationFrame(done));
    this.renderRoot.querySelector<HTMLElement>(`[data-edge="${edge}"]`)?.focus();
  }

  #hold(e: PointerEvent): void {
    if (e.button !== 0) return;
    const edge = (e.target as HTMLElement).closest<HTMLElement>('[data-edge]');
    this.#grip = {
      edge: edge ? Number(edge.dataset.edge) : -1,
      x: e.clientX,
      middle: this.#middle,
      far: false,
    };
    if (edge) edge.focus();
    else e.preventDefault();
    (e.currentTarget as HTMLElement).setPointerCapture(e.pointerId);
  }

  #drag(e: PointerEvent): void {
    const grip = this.#grip;
    if (!grip) return;
    const by = (e.clientX - grip.x) / this.#rem / CELL;
    if (Math.abs(e.clientX - grip.x) > 4) grip.far = true;
    if (!grip.far) return;
    if (grip.edge < 0) {
      const half = this.#room / 2;
      this.#middle = Math.max(half, Math.min(this.octets.length - half, grip.middle - by));
      this.requestUpdate();
      return;
    }
    const edges = moved(this.edges, grip.edge, this.#at(e.clientX), this.octets.length);
    if (edges.some((at, i) => at !== this.edges[i])) this.#cut(edges, grip.edge);
  }

  #let(e: PointerEvent): void {
    const grip = this.#grip;
    this.#grip = undefined;
    if (!grip || grip.far || grip.edge >= 0 || e.type === 'pointercancel') return;
    const cell = this.#at(e.clientX - (CELL * this.#rem) / 2);
    if (cell >= 0 && cell < this.octets.length)
      this.dispatchEvent(new CustomEvent('read', { detail: cell + 1 }));
  }

  /** The boundary between octets that is nearest to a place on the screen. */
  #at(x: number): number {
    const strip = this.renderRoot.querySelector('.strip')?.getBoundingClientRect();
    return Math.round((x - (strip?.left ?? 0)) / this.#rem / CELL);
  }
}

if (!customElements.get('pop-tape')) customElements.define('pop-tape', PopTape);
