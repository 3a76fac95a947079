import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Tables } from '../abi';
import { type Drawing, type Label, LINE, type Machine, type Node, type Way } from '../machine/drawing';
import { layOut } from '../machine/layout';
import { barredAt, litAt, type Move, machinesOf, REFUSED, takings } from '../machine/moves';
import { cite } from '../parts/cite';
import { inferred } from '../parts/inferred';
import { PatientPane } from '../patient-pane';
import type { Store } from '../store';
import { machineStyles } from '../styles/machine';
import { shared } from '../styles/shared';
import { whose } from '../whose';
import { area, spoken } from '../words';
import en from '../words/en/machine.json';

const say = area('machine', en);

/** The states of the session; the one it is in is cancelled like a stamp. */
export class PopMachine extends PatientPane {
  static override styles = [shared, machineStyles];

  #width = 0;
  #em = 13;
  /** The session's machine, and the client's where the document draws one. */
  #drawings: { machine: Machine; drawing: Drawing }[] = [];
  #lit: Node | undefined;
  #tables: Tables | undefined;
  /** What is asked about: some ways of a machine, and what of it was pressed. */
  #asked: { machine: Machine; ways: Move[]; at: Element } | undefined;

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
    if (tables !== this.#tables) {
      this.#drawings = [];
      this.#asked = undefined;
    }
    this.#tables = tables;
  }

  override render(): TemplateResult {
    const { store } = this;
    const sheet = store?.active;
    if (!store || !sheet || this.#width === 0) return html`<h2>${say('title')}</h2><svg></svg>`;
    const { tables } = store;
    if (this.#drawings.length === 0)
      this.#drawings = machinesOf(tables).map((machine) => ({
        machine,
        drawing: layOut(machine, this.#width, this.#em),
      }));
    const client = sheet.current && whose(sheet.program(sheet.current));
    const barred = barredAt(sheet, tables);
    return html`
      <h2>${say('title')} <span class="aside">${inferred(sheet.seen)} ${client ? html`<span class="key">${client}</span>` : nothing} ${
        barred
          ? html`<span class="key barred-here" role="note">${REFUSED} ${say('barred', { keyword: barred.keyword, state: barred.state })}</span>`
          : this.#refusals()
            ? html`<span class="key">${say('refused', { sign: REFUSED })}</span>`
            : nothing
      } <button type="button" title=${say('about.note')} @click=${this.#about}>${say('about', { protocol: tables.protocol })}</button></span></h2>
      <div class="scroll" tabindex="0" role="group" aria-label=${say('states')} lang="en">
        ${this.#drawings.map(({ machine, drawing }, i) => {
          const { lit, taken, keyword } = litAt(sheet, drawing, machine.side);
          if (i === 0 && lit !== this.#lit) queueMicrotask(() => this.#reveal());
          if (i === 0) this.#lit = lit;
          const wide = new Set(drawing.nodes.map((n) => n.y)).size === 1;
          const stub = machine.side === 'server' ? barred : undefined;
          return html`<div class="drawing ${wide ? 'wide' : ''}">
            ${this.#drawings.length > 1 ? html`<h3 class=${machine.side}>${say(`whose.${machine.side}`)}</h3>` : nothing}
            ${this.#draw(machine, drawing, { lit, taken, keyword, stub, wide })}
          </div>`;
        })}
      </div>
      ${this.#card(tables)}
    `;
  }

  /** Whether a way is marked as one that only a negative reply leads. */
  #refusals(): boolean {
    return this.#drawings.some(({ machine }) => machine.edges.some((e) => e.label.endsWith(REFUSED)));
  }

  #about(): void {
    this.dispatchEvent(new CustomEvent('about', { bubbles: true, composed: true }));
  }

  #draw(machine: Machine, d: Drawing, now: Now): TemplateResult {
    const { lit, taken, keyword, stub, wide } = now;
    const chosen = this.store?.selection;
    // Of all that is drawn a step changes two states and a way.
    return html`<svg width=${d.width} height=${d.height} viewBox="0 0 ${d.width} ${d.height}">
      <defs>
        ${['tip', 'tip-lit'].map(
          (id) =>
            svg`<marker id=${id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth=${id === 'tip' ? 8 : 5.5} markerHeight=${id === 'tip' ? 8 : 5.5} orient="auto"><path d="M0 .8 7.5 4 0 7.2z"/></marker>`,
        )}
      </defs>
      ${d.labels.map((l) => {
        const on = taken !== undefined && l.of.includes(taken);
        return guard([l, on, spoken()], () => this.#edge(machine, l, on));
      })}
      ${taken ? svg`<path class="way taken" aria-hidden="true" d=${taken.path}></path>` : nothing}
      ${d.nodes.map((n) => {
        const now = n === lit;
        const barred = now && stub?.state === n.name;
        const same = chosen?.kind === 'state' && chosen.state === n.name;
        return guard([n, now, now ? keyword : '', same, barred, spoken()], () =>
          this.#node(machine, n, { lit: now, keyword, same, barred }),
        );
      })}
      ${d.nodes.filter((n) => n.name === stub?.state).map((n) => this.#stub(n, stub?.keyword ?? '', wide))}
    </svg>`;
  }

  /** Where the room is too low for the whole picture, the current state is in it. */
  #reveal(): void {
    const box = this.renderRoot.querySelector('.scroll');
    if (box && this.#lit) box.scrollTop = this.#lit.y - box.clientHeight / 2;
  }

  /** Ways that share a label: pressed, they tell what takes them. */
  #edge(machine: Machine, { x, y, anchor, lines, of }: Label, taken: boolean): SVGTemplateResult {
    const ways = of.map((w): Move => [w.from.name, w.to.name, w.by]);
    const [first] = ways;
    const from = [...new Set(ways.map(([f]) => f))].join(', ');
    return svg`<g class="edge" role="button" tabindex="0" aria-haspopup="dialog"
      aria-label=${say('edge', { from, to: first?.[1] ?? '', by: lines.join(' ') })}
      @click=${(e: globalThis.Event) => this.#ask(machine, ways, e)}
      @keydown=${(e: KeyboardEvent) => this.#pressed(e, () => this.#ask(machine, ways, e))}>
      ${of.map((w) => svg`<path class="reach" d=${w.path}></path><path class="way" d=${w.path}></path>`)}
      ${lines.map(
        (line, i) =>
          svg`<text class="label ${taken ? 'taken' : ''}" x=${x} y=${y + i * this.#em * LINE} text-anchor=${anchor}>${line}</text>`,
      )}
    </g>`;
  }

  #node(machine: Machine, n: Node, { lit, keyword, same, barred }: Looks): SVGTemplateResult {
    const { x, y, r, band } = n;
    const em = this.#em;
    const wave = (dy: number): string =>
      `M${x + r * 0.95} ${y + dy}q${em * 0.35} ${-em * 0.4} ${em * 0.7} 0t${em * 0.7} 0t${em * 0.7} 0`;
    const staying: Move[] = [[n.name, n.name, '']];
    return svg`<g
      class="node ${lit ? 'lit' : ''} ${n.ours ? 'ours' : ''} ${same ? 'same' : ''} ${barred ? 'barred' : ''}"
      role="button" tabindex="0" aria-pressed=${same ? 'true' : 'false'}
      aria-label=${`${n.name}${lit ? say('current') : ''}. ${n.meaning}`}
      @click=${() => this.#choose(n)}
      @keydown=${(e: KeyboardEvent) => this.#pressed(e, () => this.#choose(n))}
    >
      <title>${n.meaning}</title>
      <circle class="outer" cx=${x} cy=${y} r=${r}></circle>
      <circle class="inner" cx=${x} cy=${y} r=${r * 0.78}></circle>
      <g class="waves">${[0.36, 0.58, 0.8].map((k) => svg`<path d=${wave(r * k)}></path>`)}</g>
      <rect class="band" x=${x - band} y=${y - em * 0.8} width=${band * 2} height=${em * 1.6}></rect>
      <text class="name" x=${x} y=${y + em * 0.35}>${n.name}</text>
    </g>
    ${
      n.stays.lines.length > 0
        ? svg`<g class="staying" role="button" tabindex="0" aria-haspopup="dialog"
            aria-label=${say('stays', { state: n.name, by: n.stays.lines.join(' ') })}
            @click=${(e: globalThis.Event) => this.#ask(machine, staying, e)}
            @keydown=${(e: KeyboardEvent) => this.#pressed(e, () => this.#ask(machine, staying, e))}>
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
          </g>`
        : nothing
    }`;
  }

  /** A move that this state does not know: it begins, and ends at a bar. */
  #stub({ x, y, r }: Node, keyword: string, wide: boolean): SVGTemplateResult {
    const em = this.#em;
    // In a column it keeps out of the way of the commands beside its state.
    const [x1, y1] = wide ? [x + r * 0.75, y + r * 0.72] : [x + r * 0.35, y + r * 0.97];
    const x2 = x1 + em * 1.5;
    // Near the right edge its word stands on the left of the bar.
    const room = this.#width - x2 > (keyword.length + 2) * em * 0.62;
    return svg`<g class="stub" aria-hidden="true">
      <path d=${`M${x1} ${y1}H${x2}M${x2} ${y1 - em * 0.45}v${em * 0.9}`}></path>
      <text x=${room ? x2 + em * 0.4 : x1 - em * 0.2} y=${y1 + em * 0.35} text-anchor=${room ? 'start' : 'end'}>${REFUSED} ${keyword}</text>
    </g>`;
  }

  /** The card that tells what takes a way. */
  #card(tables: Tables): TemplateResult {
    const { machine, ways } = this.#asked ?? {};
    const [first] = ways ?? [];
    const stays = first && first[0] === first[1];
    return html`<div popover class="card" role="dialog" aria-labelledby="card-title" @toggle=${this.#toggled}>
      ${
        machine && ways && first
          ? html`<h3 id="card-title" tabindex="-1">${
              stays
                ? say('card.stays', { state: first[0] })
                : say('card.from', { from: [...new Set(ways.map(([f]) => f))].join(', '), to: first[1] })
            }</h3>
              <dl lang="en">${takings(machine, tables, ways).map(
                (
                  t,
                ) => html`<dt>${t.usage} ${t.refused ? html`<span class="no" lang="">${REFUSED} ${say('card.refused')}</span>` : nothing}</dt>
                  <dd>${t.meaning} ${cite(t.why)}</dd>`,
              )}</dl>`
          : nothing
      }
    </div>`;
  }

  async #ask(machine: Machine, ways: Move[], e: globalThis.Event): Promise<void> {
    const at = e.currentTarget as Element;
    this.#asked = { machine, ways, at };
    this.requestUpdate();
    await this.updateComplete;
    const card = this.renderRoot.querySelector<HTMLElement>('.card');
    if (!card) return;
    card.showPopover();
    // Below what was pressed, where there is room; else above it.
    const { left, top, bottom } = (at.querySelector('text') ?? at).getBoundingClientRect();
    const { offsetWidth, offsetHeight } = card;
    const below = bottom + 8 + offsetHeight < innerHeight;
    card.style.left = `${Math.max(8, Math.min(left, innerWidth - offsetWidth - 8))}px`;
    card.style.top = `${below ? bottom + 8 : Math.max(8, top - 8 - offsetHeight)}px`;
    card.querySelector<HTMLElement>('h3')?.focus();
  }

  /** Whoever closes the card is where they were. */
  #toggled(e: ToggleEvent): void {
    const { at } = this.#asked ?? {};
    at?.classList.toggle('asked', e.newState === 'open');
    if (e.newState === 'closed' && this.shadowRoot?.activeElement?.closest('.card'))
      (at as SVGElement)?.focus();
  }

  #choose(n: Node): void {
    const { store } = this;
    if (!store) return;
    const now = store.selection;
    store.select(
      now?.kind === 'state' && now.state === n.name ? undefined : { kind: 'state', state: n.name },
    );
  }

  #pressed(e: KeyboardEvent, act: () => void): void {
    if (e.key !== 'Enter' && e.key !== ' ') return;
    e.preventDefault();
    e.stopPropagation();
    act();
  }
}

/** How a state is drawn: the current one, with the command that led into it; a chosen one; one that bars a move. */
interface Looks {
  lit: boolean;
  keyword: string | undefined;
  same: boolean;
  barred: boolean;
}

/** What is lit now: a state, the way that led there, the command, and a move that is barred. */
interface Now {
  lit: Node | undefined;
  taken: Way | undefined;
  keyword: string | undefined;
  stub: { keyword: string; state: string } | undefined;
  /** The states stand in a row. */
  wide: boolean;
}
