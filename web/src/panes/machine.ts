import { css, html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Event } from '../abi';
import { type Drawing, inLines, layOut, type Node, type Way } from '../machine-layout';
import { Pane } from '../pane';
import type { Sheet } from '../sheet';
import type { Store } from '../store';
import { shared } from '../styles/shared';

/** The states of the session; the one it is in is cancelled like a stamp. */
export class PopMachine extends Pane {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
      }

      svg {
        display: block;
        font: 400 var(--text-xs) var(--mono);
      }

      .way path {
        fill: none;
        stroke: var(--rule-firm);
        stroke-width: 1.25;
        marker-end: url(#tip);
      }

      .way text {
        fill: var(--ink-soft);
      }

      .way.taken path {
        stroke: var(--ink);
        stroke-width: 2.5;
        marker-end: url(#tip-lit);
      }

      .taken text,
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

      .lit .outer {
        fill: var(--server-wash);
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
  #drawing: Drawing | undefined;
  #watch = new ResizeObserver(() => this.#measure());

  protected facts(store: Store): readonly unknown[] {
    return [store.active, store.active.events, store.active.cursor, store.tables, store.selection];
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
    const width = this.clientWidth;
    const box = this.renderRoot.querySelector('svg');
    if (!box || width === 0) return;
    const em = Number.parseFloat(getComputedStyle(box).fontSize);
    if (width === this.#width && em === this.#em) return;
    this.#width = width;
    this.#em = em;
    this.#drawing = undefined;
    this.requestUpdate();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (changed.has('store')) this.#drawing = undefined;
  }

  override render(): TemplateResult {
    const { store } = this;
    const sheet = store?.active;
    if (!store || !sheet || this.#width === 0) return html`<h2>States</h2><svg></svg>`;
    this.#drawing ??= layOut(store.tables, this.#width, this.#em);
    const d = this.#drawing;
    const { lit, taken, keyword } = litAt(sheet, d);
    return html`
      <h2>States <span class="aside">${store.tables.protocol} session</span></h2>
      <div class="scroll" tabindex="0" role="group" aria-label="States of the session">
        <svg width=${d.width} height=${d.height} viewBox="0 0 ${d.width} ${d.height}">
          <defs>
            ${['tip', 'tip-lit'].map(
              (id) =>
                svg`<marker id=${id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth=${id === 'tip' ? 8 : 5.5} markerHeight=${id === 'tip' ? 8 : 5.5} orient="auto"><path d="M0 .8 7.5 4 0 7.2z"/></marker>`,
            )}
          </defs>
          ${d.ways.map((w) => this.#way(w, w === taken, d))} ${d.nodes.map((n) => this.#node(n, n === lit, keyword, d))}
        </svg>
      </div>
    `;
  }

  #way(w: Way, taken: boolean, d: Drawing): SVGTemplateResult {
    const lines = inLines(w.labels, d.vertical ? 16 : 12);
    const em = this.#em * 1.15;
    const top = d.vertical ? w.y - ((lines.length - 1) * em) / 2 + em * 0.3 : w.y - (lines.length - 1) * em;
    return svg`<g class="way ${taken ? 'taken' : ''}" aria-hidden="true"><path d=${w.path}></path>${lines.map(
      (line, i) => svg`<text x=${w.x} y=${top + i * em} text-anchor=${w.anchor}>${line}</text>`,
    )}</g>`;
  }

  #node(n: Node, lit: boolean, keyword: string | undefined, d: Drawing): SVGTemplateResult {
    const { x, y, r } = n;
    const em = this.#em;
    const half = Math.max(n.name.length * em * 0.31 + em * 0.35, r * 0.8);
    const chosen = this.store?.selection;
    const same = chosen?.kind === 'state' && chosen.state === n.name;
    const lines = inLines(n.stays, d.vertical ? 20 : Math.max(10, Math.floor(d.width / d.nodes.length / (em * 0.62))));
    const sx = d.vertical ? x + Math.max(r, half) + em * 0.8 : x;
    const sy = d.vertical ? y - ((lines.length - 1) * em * 1.2) / 2 + em * 0.3 : y + r + em * 1.5;
    const wave = (dy: number): string =>
      `M${x + r * 0.92} ${y + dy}q${em * 0.5} ${-em * 0.45} ${em} 0t${em} 0t${em} 0`;
    return svg`<g
      class="node ${lit ? 'lit' : ''} ${n.ours ? 'ours' : ''} ${same ? 'same' : ''}"
      role="button" tabindex="0" aria-pressed=${same ? 'true' : 'false'}
      aria-label=${`${n.name}${lit ? ', the current state' : ''}. ${n.meaning}`}
      @click=${() => this.#choose(n)}
      @keydown=${(e: KeyboardEvent) => this.#key(e, n)}
    >
      <title>${n.meaning}</title>
      <circle class="outer" cx=${x} cy=${y} r=${r}></circle>
      <circle class="inner" cx=${x} cy=${y} r=${r * 0.8}></circle>
      <g class="waves">${[-0.62, 0.62].map((k) => svg`<path d=${wave(r * k)}></path>`)}</g>
      <rect class="band" x=${x - half} y=${y - em * 0.75} width=${half * 2} height=${em * 1.5}></rect>
      <text class="name" x=${x} y=${y + em * 0.35}>${n.name}</text>
      ${lines.map(
        (line, i) => svg`<text class="stays" x=${sx} y=${sy + i * em * 1.2} text-anchor=${d.vertical ? 'start' : 'middle'}>${i === 0 ? '↻ ' : ''}${line
          .split(' ')
          .map((word, j) => [
            j > 0 ? ' ' : nothing,
            lit && word === keyword ? svg`<tspan class="lit-label">${word}</tspan>` : word,
          ])}</text>`,
      )}
    </g>`;
  }

  #choose(n: Node): void {
    const { store } = this;
    if (!store) return;
    const now = store.selection;
    store.select(now?.kind === 'state' && now.state === n.name ? undefined : { kind: 'state', state: n.name });
  }

  #key(e: KeyboardEvent, n: Node): void {
    if (e.key !== 'Enter' && e.key !== ' ') return;
    e.preventDefault();
    e.stopPropagation();
    this.#choose(n);
  }
}

/** Which node and way are lit, and the command of the moment. */
function litAt(sheet: Sheet, d: Drawing): { lit?: Node; taken?: Way; keyword?: string } {
  let last: Event | undefined;
  for (let i = sheet.cursor; i >= 0 && !last; i--) if (sheet.events[i]?.kind === 'state') last = sheet.events[i];
  const keyword = sheet.current?.keyword;
  const some = keyword ? { keyword } : {};
  if (!last?.new) return { ...(d.nodes[0] ? { lit: d.nodes[0] } : {}), ...some };
  const state = last.new;
  const lit = d.nodes.findLast((n) => n.name === state);
  const taken = d.ways.find((w) => w.from.name === last.old && w.to.name === state);
  return { ...(lit ? { lit } : {}), ...(taken ? { taken } : {}), ...some };
}
