import { css, html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { Edge, Event, StateInfo, Tables } from '../abi';
import { type Drawing, type Label, LINE, type Machine, type Node, type Way } from '../machine/drawing';
import { layOut } from '../machine/layout';
import { MeasuredPane } from '../measured-pane';
import { inferred } from '../parts/inferred';
import type { Sheet } from '../sheet';
import type { Store } from '../store';
import { shared } from '../styles/shared';

/** The states of the session; the one it is in is cancelled like a stamp. */
export class PopMachine extends MeasuredPane {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
      }

      .aside button {
        min-height: 0;
        padding: 0;
        border: 0;
        text-decoration: underline;
      }

      .key {
        margin-right: var(--space-3);
      }

      svg {
        display: block;
        font: 400 var(--text-xs) var(--mono);
      }

      h3 {
        font: 600 var(--text-xs) / 1.5 var(--mono);
      }

      .way {
        fill: none;
        stroke: var(--rule-firm);
        stroke-width: 1.25;
        marker-end: url(#tip);
      }

      .label {
        fill: var(--ink-soft);
      }

      .way.taken {
        stroke: var(--ink);
        stroke-width: 2.5;
        marker-end: url(#tip-lit);
      }

      .label.taken,
      .lit-label {
        fill: var(--ink);
        font-weight: 600;
      }

      #tip path {
        fill: var(--rule-firm);
      }

      #tip-lit path {
        fill: var(--ink);
      }

      .node {
        cursor: pointer;
      }

      .node circle {
        fill: var(--paper);
        stroke: var(--rule-firm);
      }

      .node .band {
        fill: var(--paper);
      }

      .node .name {
        fill: var(--ink);
        font-weight: 600;
        letter-spacing: 0.02em;
        text-anchor: middle;
      }

      .node.ours .name {
        font-family: var(--serif);
        font-weight: 400;
        font-style: italic;
      }

      .node.ours circle {
        stroke-dasharray: 3 3;
      }

      .stays {
        fill: var(--ink-soft);
      }

      .waves,
      .inner {
        visibility: hidden;
      }

      .lit circle,
      .lit .waves path {
        fill: none;
        stroke: var(--stamp);
        stroke-width: 2.5;
      }

      .lit circle.inner {
        stroke-width: 1.25;
      }

      .lit .waves path {
        stroke-width: 1.5;
      }

      .lit .outer {
        fill: var(--server-wash);
      }

      .node.lit circle {
        stroke-dasharray: none;
      }

      .lit .waves,
      .lit .inner {
        visibility: visible;
      }

      .lit .name {
        fill: var(--stamp);
      }

      .same .outer {
        stroke: var(--focus);
        stroke-width: 3;
      }

      .node:focus-visible {
        outline: none;
      }

      .node:focus-visible .outer {
        stroke: var(--focus);
        stroke-width: 4;
      }
    `,
  ];

  #width = 0;
  #em = 13;
  /** The session's machine, and the client's where the document draws one. */
  #drawings: { machine: Machine; drawing: Drawing }[] = [];
  #lit: Node | undefined;
  #tables: Tables | undefined;

  protected facts(store: Store): readonly unknown[] {
    return [store.active, store.active.events, store.active.cursor, store.tables, store.selection];
  }

  protected override measure(): void {
    const width = this.clientWidth;
    const box = this.renderRoot.querySelector('svg');
    if (!box || width === 0) return;
    this.#reveal();
    const em = Number.parseFloat(getComputedStyle(box).fontSize);
    if (width === this.#width && em === this.#em) return;
    this.#width = width;
    this.#em = em;
    this.#drawings = [];
    this.requestUpdate();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const tables = this.store?.tables;
    if (tables !== this.#tables) this.#drawings = [];
    this.#tables = tables;
  }

  override render(): TemplateResult {
    const { store } = this;
    const sheet = store?.active;
    if (!store || !sheet || this.#width === 0) return html`<h2>States</h2><svg></svg>`;
    if (this.#drawings.length === 0)
      this.#drawings = machinesOf(store.tables).map((machine) => ({
        machine,
        drawing: layOut(machine, this.#width, this.#em),
      }));
    const whose = sheet.current && sheet.program(sheet.current);
    return html`
      <h2>States <span class="aside">${inferred(sheet.seen)} ${whose ? html`<span class="key">${whose}</span>` : nothing} ${this.#refusals() ? html`<span class="key">${REFUSED} refused</span>` : nothing} <button type="button" title="What the documents say of it, and what they leave open" @click=${this.#about}>About ${store.tables.protocol}</button></span></h2>
      <div class="scroll" tabindex="0" role="group" aria-label="States of the session">
        ${this.#drawings.map(({ machine, drawing }, i) => {
          const { lit, taken, keyword } = litAt(sheet, drawing, machine.side);
          if (i === 0 && lit !== this.#lit) queueMicrotask(() => this.#reveal());
          if (i === 0) this.#lit = lit;
          return html`${this.#drawings.length > 1 ? html`<h3 class=${machine.side}>${WHOSE[machine.side]}</h3>` : nothing}
            ${this.#draw(drawing, lit, taken, keyword)}`;
        })}
      </div>
    `;
  }

  /** Whether a way is marked as one that only a negative reply leads. */
  #refusals(): boolean {
    return this.#drawings.some(({ machine }) => machine.edges.some((e) => e.label.endsWith(REFUSED)));
  }

  #about(): void {
    this.dispatchEvent(new CustomEvent('about', { bubbles: true, composed: true }));
  }

  #draw(
    d: Drawing,
    lit: Node | undefined,
    taken: Way | undefined,
    keyword: string | undefined,
  ): TemplateResult {
    // The one taken lies above those that share its rail.
    const ways = taken ? [...d.ways.filter((w) => w !== taken), taken] : d.ways;
    return html`<svg width=${d.width} height=${d.height} viewBox="0 0 ${d.width} ${d.height}">
      <defs>
        ${['tip', 'tip-lit'].map(
          (id) =>
            svg`<marker id=${id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth=${id === 'tip' ? 8 : 5.5} markerHeight=${id === 'tip' ? 8 : 5.5} orient="auto"><path d="M0 .8 7.5 4 0 7.2z"/></marker>`,
        )}
      </defs>
      <g aria-hidden="true">
        ${ways.map((w) => svg`<path class="way ${w === taken ? 'taken' : ''}" d=${w.path}></path>`)}
        ${d.labels.map((l) => this.#label(l, taken !== undefined && l.of.includes(taken)))}
      </g>
      ${d.nodes.map((n) => this.#node(n, n === lit, keyword))}
    </svg>`;
  }

  /** Where the room is too low for the whole picture, the current state is in it. */
  #reveal(): void {
    const box = this.renderRoot.querySelector('.scroll');
    if (box && this.#lit) box.scrollTop = this.#lit.y - box.clientHeight / 2;
  }

  #label({ x, y, anchor, lines }: Label, taken: boolean): SVGTemplateResult {
    return svg`${lines.map(
      (line, i) =>
        svg`<text class="label ${taken ? 'taken' : ''}" x=${x} y=${y + i * this.#em * LINE} text-anchor=${anchor}>${line}</text>`,
    )}`;
  }

  #node(n: Node, lit: boolean, keyword: string | undefined): SVGTemplateResult {
    const { x, y, r, band } = n;
    const em = this.#em;
    const chosen = this.store?.selection;
    const same = chosen?.kind === 'state' && chosen.state === n.name;
    const wave = (dy: number): string =>
      `M${x + r * 0.95} ${y + dy}q${em * 0.35} ${-em * 0.4} ${em * 0.7} 0t${em * 0.7} 0t${em * 0.7} 0`;
    return svg`<g
      class="node ${lit ? 'lit' : ''} ${n.ours ? 'ours' : ''} ${same ? 'same' : ''}"
      role="button" tabindex="0" aria-pressed=${same ? 'true' : 'false'}
      aria-label=${`${n.name}${lit ? ', the current state' : ''}. ${n.meaning}`}
      @click=${() => this.#choose(n)}
      @keydown=${(e: KeyboardEvent) => this.#key(e, n)}
    >
      <title>${n.meaning}</title>
      <circle class="outer" cx=${x} cy=${y} r=${r}></circle>
      <circle class="inner" cx=${x} cy=${y} r=${r * 0.78}></circle>
      <g class="waves">${[0.36, 0.58, 0.8].map((k) => svg`<path d=${wave(r * k)}></path>`)}</g>
      <rect class="band" x=${x - band} y=${y - em * 0.8} width=${band * 2} height=${em * 1.6}></rect>
      <text class="name" x=${x} y=${y + em * 0.35}>${n.name}</text>
      ${n.stays.lines.map(
        (line, i) =>
          svg`<text class="stays" x=${n.stays.x} y=${n.stays.y + i * em * 1.25} text-anchor=${n.stays.anchor}>${
            i === 0 ? '↻ ' : ''
          }${line
            .split(' ')
            .map((word, j) => [
              j > 0 ? ' ' : nothing,
              lit && word.replace(REFUSED, '') === keyword
                ? svg`<tspan class="lit-label">${word}</tspan>`
                : word,
            ])}</text>`,
      )}
    </g>`;
  }

  #choose(n: Node): void {
    const { store } = this;
    if (!store) return;
    const now = store.selection;
    store.select(
      now?.kind === 'state' && now.state === n.name ? undefined : { kind: 'state', state: n.name },
    );
  }

  #key(e: KeyboardEvent, n: Node): void {
    if (e.key !== 'Enter' && e.key !== ' ') return;
    e.preventDefault();
    e.stopPropagation();
    this.#choose(n);
  }
}

/** Marks a command that is answered with a negative reply. */
const REFUSED = '×';

const WHOSE = { server: 'the server’s', client: 'the client’s' } as const;

/** The machines of a table: the session's, and the client's if there is one. */
function machinesOf(tables: Tables): Machine[] {
  const { client, clientEdges } = tables;
  const machine = (side: Machine['side'], states: readonly StateInfo[], edges: readonly Edge[]): Machine => ({
    side,
    states,
    edges: marked(edges, tables),
  });
  const session = machine('server', tables.states, tables.edges);
  return client ? [session, machine('client', client, clientEdges ?? [])] : [session];
}

/** Ways that only a negative reply leads are marked so. */
function marked(edges: readonly Edge[], { commands }: Tables): Edge[] {
  return edges.map((e) => {
    const said = commands.some((c) => c.keyword === e.label);
    const also = edges.some((o) => o.ok && o.from === e.from && o.to === e.to && o.label === e.label);
    return e.ok || also || !said ? e : { ...e, label: e.label + REFUSED };
  });
}

/** Which node and way are lit, and the command of the moment. */
function litAt(
  sheet: Sheet,
  d: Drawing,
  side: Machine['side'],
): { lit?: Node; taken?: Way; keyword?: string } {
  let last: Event | undefined;
  for (let i = sheet.cursor; i >= 0 && !last; i--) {
    const e = sheet.events[i];
    if (
      e?.kind === 'state' &&
      e.conn === sheet.current?.conn &&
      (e.side === 'client') === (side === 'client')
    )
      last = e;
  }
  const keyword = sheet.current?.keyword;
  const some = keyword ? { keyword } : {};
  if (!last?.new) return { ...(d.nodes[0] ? { lit: d.nodes[0] } : {}), ...some };
  const state = last.new;
  const lit = d.nodes.findLast((n) => n.name === state);
  const taken = d.ways.find((w) => w.from.name === last.old && w.to.name === state);
  return { ...(lit ? { lit } : {}), ...(taken ? { taken } : {}), ...some };
}
